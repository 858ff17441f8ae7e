import { useText } from '../../lib/i18n.ts';
import { useName, useSync } from '../../lib/use-client.ts';

const NOBODY: readonly number[] = [];

/** Who writes in the room right now. */
export function TypingNote({ room }: { room: number }) {
  const text = useText();
  const typing = useSync((state) => state.typing.get(room) ?? NOBODY);
  const [a, b] = typing;
  if (a === undefined) return null;
  return (
    <p className="typing" aria-live="polite">
      {typing.length > 2 ? text('composer.typingMany') : b === undefined ? <One a={a} /> : <Two a={a} b={b} />}
    </p>
  );
}

function One({ a }: { a: number }) {
  const text = useText();
  return <>{text('composer.typing1', { a: useName(a) })}</>;
}

function Two({ a, b }: { a: number; b: number }) {
  const text = useText();
  return <>{text('composer.typing2', { a: useName(a), b: useName(b) })}</>;
}
