/** Those whose words have all that is typed: first those that begin with it, then whose words do, then the rest. */
export function ranked<T extends { readonly words: string }>(entries: readonly T[], typed: string): readonly T[] {
  const parts = typed.toLowerCase().split(/\s+/).filter((part) => part !== '');
  const first = parts[0];
  if (first === undefined) return entries;
  const rank = (words: string): number => (words.startsWith(first) ? 0 : words.includes(` ${first}`) ? 1 : 2);
  return entries
    .map((entry) => ({ entry, words: entry.words.toLowerCase() }))
    .filter(({ words }) => parts.every((part) => words.includes(part)))
    .sort((a, b) => rank(a.words) - rank(b.words))
    .map(({ entry }) => entry);
}
