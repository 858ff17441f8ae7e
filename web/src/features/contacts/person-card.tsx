import { MessageCircle, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Avatar } from '../../components/avatar.tsx';
import { Dialog, Sure } from '../../components/dialog.tsx';
import { PersonFacts } from '../../components/person-facts.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe, usePerson, useSync } from '../../lib/use-client.ts';
import type { Person } from '../../sync/protocol.ts';
import { RequestAnswers, RequestForm } from './requests.tsx';
import { useOpenChat } from './use-open-chat.ts';

/** Who somebody is, and the way to them. */
export function PersonCard({ id, onClose }: { id: number; onClose: () => void }) {
  const text = useText();
  const person = usePerson(id);
  return (
    <Dialog title={person?.name ?? text('person.unknown')} onClose={onClose}>
      {person !== undefined && (
        <div className="person-card">
          <Avatar id={id} size={80} />
          <PersonFacts person={person} />
          {person.active ? <Ways person={person} onClose={onClose} /> : <p className="faint">{text('person.gone')}</p>}
        </div>
      )}
    </Dialog>
  );
}

function Ways({ person, onClose }: { person: Person; onClose: () => void }) {
  const text = useText();
  const me = useSync((state) => state.me);
  const contact = useSync((state) => state.contacts.get(person.account_id));
  const request = useRequestWith(person.account_id);
  const open = useOpenChat();
  const { ask } = useClient();
  const [leaving, setLeaving] = useState(false);
  const id = person.account_id;
  if (id === me.account_id) {
    return (
      <Link to="/settings" className="button" onClick={onClose}>
        {text('person.editOwn')}
      </Link>
    );
  }
  if (contact !== undefined) {
    const colleague = person.organization_id === me.organization_id;
    return (
      <div className="person-ways">
        <button type="button" className="button button-primary" data-focus onClick={() => start(open(id).then(onClose))}>
          <MessageCircle size={16} /> {text('person.write')}
        </button>
        {!colleague && (
          <button type="button" className="button" onClick={() => setLeaving(true)}>
            <UserMinus size={16} /> {text('contacts.drop')}
          </button>
        )}
        {leaving && (
          <Sure
            question={text('contacts.dropSure', { name: person.name })}
            action={text('contacts.drop')}
            onYes={() => start(ask('DELETE', `/v1/contacts/${id}`).then(onClose))}
            onClose={() => setLeaving(false)}
          />
        )}
      </div>
    );
  }
  if (request !== undefined) return <RequestAnswers request={request} />;
  return <RequestForm person={person} />;
}

function useRequestWith(id: number) {
  const me = useMe();
  return useSync((state) => {
    for (const request of state.requests.values()) {
      const other = request.from.account_id === me ? request.to : request.from;
      if (other.account_id === id) return request;
    }
    return undefined;
  });
}
