import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copy } from '../lib/copy.ts';
import type { Token } from '../lib/highlight.ts';
import { useText } from '../lib/i18n.ts';

/** Longer code stays plain: finding out its language would hold up the page. */
const LONGEST = 8_000;

/** Code, as it was written; coloured once the colours are loaded. */
export function CodeBlock({ code }: { code: string }) {
  const text = useText();
  const [tokens, setTokens] = useState<readonly Token[] | null>(null);
  useEffect(() => {
    let current = true;
    setTokens(null);
    if (code.length > LONGEST) return undefined;
    import('../lib/highlight.ts').then(
      ({ highlight }) => current && setTokens(highlight(code)),
      // Without a network it stays plain.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [code]);
  return (
    <div className="code-frame">
      <pre className="code">
        <code>
          {tokens === null
            ? code
            : tokens.map((token, index) =>
                token.kind === null ? (
                  token.text
                ) : (
                  <span key={index} className={token.kind}>
                    {token.text}
                  </span>
                ),
              )}
        </code>
      </pre>
      <button
        type="button"
        className="icon-button code-copy"
        aria-label={text('common.copyCode')}
        title={text('common.copyCode')}
        onClick={() => copy(code)}
      >
        <Copy size={15} />
      </button>
    </div>
  );
}
