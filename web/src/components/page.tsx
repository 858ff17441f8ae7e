import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
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
