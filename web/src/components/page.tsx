import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { explain } from '../lib/failures.ts';
import { useText } from '../lib/i18n.ts';

/** What is beside the list of chats and no chat. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  const text = useText();
  return (
    <div className="page">
      <header className="room-head">
        <Link to="/" className="icon-button only-phone" aria-label={text('common.back')}>
          <ArrowLeft size={20} />
        </Link>
        <h1>{title}</h1>
      </header>
      <div className="page-scroll">
        <div className="page-body">{children}</div>
      </div>
    </div>
  );
}

const LINES = [0, 1, 2, 3] as const;

/** Stands where something will be, after a moment. */
export function PageLoading() {
  return (
    <div className="skeleton" aria-hidden="true">
      {LINES.map((line) => (
        <i key={line} className="skeleton-line" />
      ))}
    </div>
  );
}

export function PageFailure({ failure, onAgain }: { failure: unknown; onAgain: () => void }) {
  const text = useText();
  return (
    <div className="empty" role="alert">
      <p>{explain(text, failure)}</p>
      <button type="button" className="button" onClick={onAgain}>
        {text('common.retry')}
      </button>
    </div>
  );
}
