import { CircleAlert, LoaderCircle } from 'lucide-react';
import { Avatar } from '../../components/avatar.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { explainCode } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe, useName } from '../../lib/use-client.ts';
import type { Outgoing } from '../../sync/outbox.ts';

/** A message that is on its way. */
export function OutgoingRow({ entry }: { entry: Outgoing }) {
  const text = useText();
  const me = useMe();
  const name = useName(me);
  const { outbox } = useClient();
  return (
    <article className="message message-outgoing">
      <div className="message-side">
        <Avatar id={me} />
      </div>
      <div className="message-main">
        <header className="message-head">
          <strong>{name}</strong>
          {entry.failure === null && (
            <span className="faint message-state">
              <LoaderCircle size={13} className="turning" /> {text('timeline.sending')}
            </span>
          )}
        </header>
        <div className="message-body">
          <NotationView body={entry.body} />
        </div>
        {entry.failure !== null && (
          <p className="message-failed" role="alert">
            <CircleAlert size={15} />
            {text('timeline.failed', { reason: explainCode(text, entry.failure) })}
            <button type="button" onClick={() => outbox.retry(entry.key)}>
              {text('common.retry')}
            </button>
            <button type="button" onClick={() => outbox.discard(entry.key)}>
              {text('timeline.discard')}
            </button>
          </p>
        )}
      </div>
    </article>
  );
}
