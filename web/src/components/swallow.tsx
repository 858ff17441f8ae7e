/** The mark of Tsubame: a swallow. */
export function Swallow({ size = 28 }: { size?: number }) {
  return (
    <svg className="swallow" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <path
        fill="currentColor"
        d="M4 14c12 1 20 6 26 13 4-6 12-13 30-19-8 7-12 13-14 20 3 1 6 3 8 6-4-1-8-1-11 1-4 6-10 9-17 10L10 58l8-16-16 2 17-9c3-2 4-4 4-6C19 22 12 17 4 14z"
      />
      <path className="swallow-throat" d="M46 28c3 1 6 3 8 6-4-1-8-1-11 1-1-3 0-6 3-7z" />
    </svg>
  );
}
