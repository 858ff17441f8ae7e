import { useEffect, useState } from 'react';
import { Redirect } from 'wouter';
import { Page } from '../../components/page.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useRoom } from '../../lib/use-client.ts';

interface Preview {
  readonly room_id: number;
  readonly name: string;
  readonly members: number;
  readonly needs_approval: boolean;
  readonly description: string;
  readonly member: boolean;
}

/** Where an invitation link leads. */
export function JoinPage({ code }: { code: string }) {
  const text = useText();
  const { ask } = useClient();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [invalid, setInvalid] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const inside = useRoom(preview?.room_id ?? 0) !== undefined;
  const path = `/v1/links/${encodeURIComponent(code)}`;
  useEffect(() => {
    ask<Preview>('GET', path).then(setPreview, () => setInvalid(true));
  }, [ask, path]);
  if (invalid) return <p className="page-note">{text('join.invalid')}</p>;
  if (preview === null) return <p className="page-note">{text('app.loading')}</p>;
  if (inside) return <Redirect to={`/rooms/${preview.room_id}`} replace />;
  const join = (): void =>
    start(ask<{ waiting: boolean }>('POST', `${path}/join`).then((answer) => setWaiting(answer.waiting)));
  return (
    <Page title={text('link.title')}>
      <div className="join-card">
        <h2>{text('join.title', { name: preview.name })}</h2>
        <p className="faint">{text('join.members', { count: preview.members })}</p>
        {preview.description !== '' && <p>{preview.description}</p>}
        {waiting ? (
          <p role="status">{text('join.waiting')}</p>
        ) : (
          <button type="button" className="button button-primary" onClick={join}>
            {text(preview.needs_approval ? 'join.ask' : 'join.submit')}
          </button>
        )}
      </div>
    </Page>
  );
}
