import { Copy, Link2, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient } from '../../lib/use-client.ts';
import type { JoinRequest, Link } from '../../sync/protocol.ts';

/** The invitation link of a group, and who asks to be let in. */
export function LinkSection({ id, turn }: { id: number; turn: number }) {
  const text = useText();
  const { ask } = useClient();
  const [link, setLink] = useState<Link | null>(null);
  const [requests, setRequests] = useState<readonly JoinRequest[]>([]);
  const path = `/v1/rooms/${id}`;
  const load = useCallback(async () => {
    const [known, waiting] = await Promise.all([
      ask<{ link: Link | null }>('GET', `${path}/link`),
      ask<{ join_requests: JoinRequest[] }>('GET', `${path}/join-requests`),
    ]);
    setLink(known.link);
    setRequests(waiting.join_requests);
  }, [ask, path]);
  useEffect(() => start(load()), [load, turn]);
  const put = (needs_approval: boolean): void => start(ask('PUT', `${path}/link`, { needs_approval }).then(load));
  const answer = (method: 'POST' | 'DELETE', account: number): void =>
    start(ask(method, `${path}/join-requests/${account}`).then(load));
  return (
    <>
      {requests.length > 0 && (
        <>
          <h2>{text('room.waiting')}</h2>
          <ul className="members">
            {requests.map(({ account_id, person }) => (
              <li key={account_id}>
                <img className="avatar" src={person.avatar_url} width={28} height={28} alt="" />
                <span className="member-name">{person.name}</span>
                <button type="button" className="button" onClick={() => answer('DELETE', account_id)}>
                  {text('room.decline')}
                </button>
                <button type="button" className="button button-primary" onClick={() => answer('POST', account_id)}>
                  {text('room.letIn')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{text('link.title')}</h2>
      {link === null ? (
        <>
          <p className="faint">{text('link.none')}</p>
          <button type="button" className="button" onClick={() => put(true)}>
            <Link2 size={16} /> {text('link.make')}
          </button>
        </>
      ) : (
        <div className="link-box">
          <input readOnly value={link.url} aria-label={text('link.title')} onFocus={(event) => event.target.select()} />
          <label>
            <input type="checkbox" checked={link.needs_approval} onChange={(event) => put(event.target.checked)} />
            {text('link.approval')}
          </label>
          <div className="panel-row">
            <button
              type="button"
              className="button"
              onClick={() => start(navigator.clipboard.writeText(link.url).then(() => toast(text('common.copied'))))}
            >
              <Copy size={15} /> {text('link.copy')}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={text('link.drop')}
              onClick={() => start(ask('DELETE', `${path}/link`).then(load))}
            >
              <Trash2 size={16} />
            </button>
          </div>
        </div>
      )}
    </>
  );
}
