import { MessageCircle, Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Page } from '../../components/page.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useMe, useSync } from '../../lib/use-client.ts';
import type { Contact, ContactRequest, Person } from '../../sync/protocol.ts';
import { Invite } from './invite.tsx';

/** Whom the account knows, who asks, and how to find more. */
export function ContactsPage() {
  const text = useText();
  const me = useMe();
  const contacts = useSync((state) => state.contacts);
  const requests = useSync((state) => state.requests);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const shown = [...contacts.values()]
    .filter(({ person }) => `${person.name} ${person.chatwork_id} ${person.mail}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.person.name.localeCompare(b.person.name));
  const all = [...requests.values()];
  const incoming = all.filter((request) => request.to.account_id === me);
  const outgoing = all.filter((request) => request.from.account_id === me);
  return (
    <Page title={text('contacts.title')}>
      {incoming.length > 0 && (
        <section>
          <h2>{text('contacts.incoming')}</h2>
          {incoming.map((request) => (
            <Request key={request.request_id} request={request} incoming />
          ))}
        </section>
      )}
      <Find />
      <section>
        <h2>
          {text('contacts.title')} <span className="faint">{contacts.size}</span>
        </h2>
        {contacts.size > 8 && (
          <input
            type="search"
            className="search"
            value={typed}
            placeholder={text('contacts.filter')}
            aria-label={text('contacts.filter')}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {contacts.size === 0 && <p className="empty">{text('contacts.none')}</p>}
        {shown.map((contact) => (
          <ContactRow key={contact.person.account_id} contact={contact} />
        ))}
      </section>
      {outgoing.length > 0 && (
        <section>
          <h2>{text('contacts.outgoing')}</h2>
          {outgoing.map((request) => (
            <Request key={request.request_id} request={request} incoming={false} />
          ))}
        </section>
      )}
      <Invite />
    </Page>
  );
}

function Face({ person }: { person: Person }) {
  const facts = [person.organization_name, person.department, person.title].filter((fact) => fact !== '');
  return (
    <>
      <img className="avatar" src={person.avatar_url} width={40} height={40} alt="" />
      <span className="card-name">
        <strong>{person.name}</strong>
        <small className="faint">{facts.join(' · ')}</small>
      </span>
    </>
  );
}

function ContactRow({ contact }: { contact: Contact }) {
  const text = useText();
  const { ask } = useClient();
  const [, navigate] = useLocation();
  const { person } = contact;
  const open = async (): Promise<void> => {
    const { room_id } =
      contact.room_id === null
        ? await ask<{ room_id: number }>('POST', `/v1/contacts/${person.account_id}/room`)
        : { room_id: contact.room_id };
    navigate(`/rooms/${room_id}`);
  };
  return (
    <div className="card">
      <Face person={person} />
      <button
        type="button"
        className="icon-button"
        aria-label={text('contacts.open', { name: person.name })}
        onClick={() => start(open())}
      >
        <MessageCircle size={18} />
      </button>
    </div>
  );
}

function Request({ request, incoming }: { request: ContactRequest; incoming: boolean }) {
  const text = useText();
  const { ask } = useClient();
  const path = `/v1/contact-requests/${request.request_id}`;
  return (
    <div className="card">
      <Face person={incoming ? request.from : request.to} />
      {request.message !== '' && <q className="card-words">{request.message}</q>}
      <button type="button" className="button" onClick={() => start(ask('DELETE', path))}>
        {text(incoming ? 'contacts.refuse' : 'contacts.takeBack')}
      </button>
      {incoming && (
        <button type="button" className="button button-primary" onClick={() => start(ask('POST', `${path}/accept`))}>
          {text('contacts.accept')}
        </button>
      )}
    </div>
  );
}

/** By exact address or id, so that nobody can leaf through who is here. */
function Find() {
  const text = useText();
  const me = useMe();
  const { ask } = useClient();
  const contacts = useSync((state) => state.contacts);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Person[] | null>(null);
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const query = encodeURIComponent(typed.trim());
    start(ask<{ people: Person[] }>('GET', `/v1/people?exact=${query}`).then(({ people }) => setFound(people)));
  };
  const request = (person: Person): void =>
    start(
      ask('POST', '/v1/contact-requests', { account_id: person.account_id }).then(() => {
        toast(text('contacts.requested'));
        setFound(null);
        setTyped('');
      }),
    );
  return (
    <section>
      <h2>{text('contacts.find')}</h2>
      <form className="panel-row" onSubmit={find}>
        <input
          value={typed}
          required
          aria-label={text('contacts.findHint')}
          placeholder={text('contacts.findHint')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="button">
          <Search size={16} /> {text('common.search')}
        </button>
      </form>
      {found?.length === 0 && <p className="faint">{text('contacts.nobody')}</p>}
      {found?.map((person) => (
        <div key={person.account_id} className="card">
          <Face person={person} />
          {person.account_id !== me && !contacts.has(person.account_id) && (
            <button type="button" className="button button-primary" onClick={() => request(person)}>
              {text('contacts.request')}
            </button>
          )}
        </div>
      ))}
    </section>
  );
}
