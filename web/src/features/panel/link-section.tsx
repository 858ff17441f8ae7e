import { Copy, Link2, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Face } from '../../components/avatar.tsx';
import { Sure } from '../../components/dialog.tsx';
import { copy } from '../../lib/copy.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { useClient } from '../../lib/use-client.ts';
import type { JoinRequest, Link } from '../../sync/protocol.ts';

interface Props {
  readonly id: number;
  /** Another number after each change of the link or the requests. */
  readonly turn: number;
  readonly part: 'requests' | 'link';
}

/** Who asks to be let into a group, or its invitation link. */
export function LinkSection({ id, turn, part }: Props): ReactNode {
  const settled = useSettled(turn);
  return part === 'requests' ? <Requests id={id} turn={settled} /> : <InvitationLink id={id} turn={settled} />;
}

function Requests({ id, turn }: { id: number; turn: string }) {
  const text = useText();
  const { ask } = useClient();
  const [requests, setRequests] = useState<readonly JoinRequest[]>([]);
  const path = `/v1/rooms/${id}/join-requests`;
  const load = useCallback(
    () => ask<{ join_requests: JoinRequest[] }>('GET', path).then((answer) => setRequests(answer.join_requests)),
    [ask, path],
  );
  useEffect(() => start(load()), [load, turn]);
  const answer = (method: 'POST' | 'DELETE', account: number): void => start(ask(method, `${path}/${account}`).then(load));
  if (requests.length === 0) return null;
  return (
    <section className="waiting">
      <h2>{text('room.waiting')}</h2>
      <ul className="members">
        {requests.map(({ account_id, person }) => (
          <li key={account_id}>
            <Face src={person.avatar_url} size={28} />
            <span className="member-name">
              {person.name}
              <small className="faint">{person.organization_name}</small>
            </span>
            <span className="waiting-answers">
              <button type="button" className="button" onClick={() => answer('DELETE', account_id)}>
                {text('room.decline')}
              </button>
              <button type="button" className="button button-primary" onClick={() => answer('POST', account_id)}>
                {text('room.letIn')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function InvitationLink({ id, turn }: { id: number; turn: string }) {
  const text = useText();
  const { ask } = useClient();
  const [link, setLink] = useState<Link | null>(null);
  const [known, setKnown] = useState(false);
  const [dropping, setDropping] = useState(false);
  const path = `/v1/rooms/${id}/link`;
  const load = useCallback(
    () =>
      ask<{ link: Link | null }>('GET', path).then((answer) => {
        setLink(answer.link);
        setKnown(true);
      }),
    [ask, path],
  );
  useEffect(() => start(load()), [load, turn]);
  const put = (needs_approval: boolean): void => start(ask('PUT', path, { needs_approval }).then(load));
  if (!known) return null;
  return (
    <>
      <h2>{text('link.title')}</h2>
      {link === null ? (
        <>
          <p className="faint panel-hint">{text('link.none')}</p>
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
            <button type="button" className="button" onClick={() => copy(link.url)}>
              <Copy size={15} /> {text('link.copy')}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={text('link.drop')}
              title={text('link.drop')}
              onClick={() => setDropping(true)}
            >
              <Trash2 size={16} />
            </button>
          </div>
        </div>
      )}
      {dropping && (
        <Sure
          question={text('link.dropSure')}
          action={text('link.drop')}
          onYes={() => start(ask('DELETE', path).then(load))}
          onClose={() => setDropping(false)}
        />
      )}
    </>
  );
}
