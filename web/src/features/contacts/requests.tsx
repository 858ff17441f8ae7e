import { type FormEvent, useState } from 'react';
import { Check, UserPlus } from 'lucide-react';
import { useLocation } from 'wouter';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useMe } from '../../lib/use-client.ts';
import type { ContactRequest, Person } from '../../sync/protocol.ts';

const LONGEST = 1_000;

/** Asks somebody to become a contact, with some words. */
export function RequestForm({ person, onSent }: { person: Person; onSent?: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    const wish = { account_id: person.account_id, message: message.trim() };
    const sent = ask('POST', '/v1/contact-requests', wish).then(() => {
      toast(text('contacts.requested'));
      onSent?.();
    });
    start(sent.finally(() => setBusy(false)));
  };
  return (
    <form className="request-form" onSubmit={send}>
      <textarea
        rows={2}
        maxLength={LONGEST}
        value={message}
        aria-label={text('contacts.message')}
        placeholder={text('contacts.message')}
        onChange={(event) => setMessage(event.target.value)}
      />
      <button type="submit" className="button button-primary" disabled={busy}>
        <UserPlus size={16} /> {text('contacts.request')}
      </button>
    </form>
  );
}

/** What one can answer to a request: to one's own, to take it back. */
export function RequestAnswers({ request }: { request: ContactRequest }) {
  const text = useText();
  const { ask } = useClient();
  const me = useMe();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const path = `/v1/contact-requests/${request.request_id}`;
  const incoming = request.to.account_id === me;
  const answer = (work: Promise<unknown>): void => {
    setBusy(true);
    start(work.finally(() => setBusy(false)));
  };
  const accept = async (): Promise<void> => {
    const { room_id } = await ask<{ room_id: number }>('POST', `${path}/accept`);
    toast(text('contacts.accepted', { name: request.from.name }), {
      label: text('person.write'),
      run: () => navigate(`/rooms/${room_id}`),
    });
  };
  return (
    <div className="request-answers">
      <button type="button" className="button" disabled={busy} onClick={() => answer(ask('DELETE', path))}>
        {text(incoming ? 'contacts.refuse' : 'contacts.takeBack')}
      </button>
      {incoming && (
        <button type="button" className="button button-primary" disabled={busy} onClick={() => answer(accept())}>
          <Check size={16} /> {text('contacts.accept')}
        </button>
      )}
    </div>
  );
}
