import { type ReactNode, useState } from 'react';
import { useText } from '../lib/i18n.ts';

interface Props {
  readonly className: string;
  /** Whether it is long enough to be folded. */
  readonly long: boolean;
  readonly children: ReactNode;
}

/** A text of which a long one shows its beginning, and the rest on request. */
export function Folded({ className, long, children }: Props) {
  const text = useText();
  const [whole, setWhole] = useState(false);
  return (
    <>
      <div className={long && !whole ? `${className} folded` : className}>{children}</div>
      {long && (
        <button type="button" className="text-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {text(whole ? 'timeline.less' : 'timeline.more')}
        </button>
      )}
    </>
  );
}

/** Whether a text has more than so many characters or lines. */
export function isLong(text: string, characters: number, lines: number): boolean {
  return text.length > characters || text.split('\n', lines + 1).length > lines;
}
