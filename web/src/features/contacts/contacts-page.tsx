import { MessageCircle, Search, Users } from 'lucide-react';
import { type FormEvent, memo, useMemo, useState } from 'react';
import { Face } from '../../components/avatar.tsx';
import { Page } from '../../components/page.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { showPerson } from '../../lib/person-shown.ts';
import { useClient, useMe, useSync } from '../../lib/use-client.ts';
import type { ContactRequest, Person } from '../../sync/protocol.ts';
import { Invite } from './invite.tsx';
import { RequestAnswers, RequestForm } from './requests.tsx';
import { useOpenChat } from './use-open-chat.ts';

/** Beyond this, one finds people by typing. */
const SHOWN_AT_ONCE = 200;
const FILTER_FROM = 8;

/** Whom the account knows, who asks, and how to find more. */
export function ContactsPage() {
  const text = useText();
  const me = useMe();
  const requests = useSync((state) => state.requests);
  const all = [...requests.values()];
  return (
    <Page title={text('contacts.title')}>
      <Requests title={text('contacts.incoming')} requests={all.filter((request) => request.to.account_id === me)} />
      <Find />
      <Requests title={text('contacts.outgoing')} requests={all.filter((request) => request.from.account_id === me)} />
      <Known />
      <Invite />
    </Page>
  );
}

function Known() {
  const text = useText();
  const language = useLanguage();
  const contacts = useSync((state) => state.contacts);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const shown = useMemo(
    () =>
      [...contacts.values()]
        .map(({ person }) => person)
        .filter((person) => `${person.name} ${person.chatwork_id} ${person.mail}`.toLowerCase().includes(wanted))
        .sort((a, b) => a.name.localeCompare(b.name, language)),
    [contacts, wanted, language],
  );
  return (
    <section>
      <h2>
        {text('contacts.title')} <span className="faint">{contacts.size}</span>
      </h2>
      {contacts.size > FILTER_FROM && (
        <input
          type="search"
          className="search"
          value={typed}
          placeholder={text('contacts.filter')}
          aria-label={text('contacts.filter')}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {contacts.size === 0 && (
        <div className="empty">
          <Users size={34} aria-hidden="true" />
          <p>{text('contacts.none')}</p>
        </div>
      )}
      {contacts.size > 0 && shown.length === 0 && <p className="empty">{text('palette.none')}</p>}
      {shown.slice(0, SHOWN_AT_ONCE).map((person) => (
        <ContactRow key={person.account_id} person={person} />
      ))}
    </section>
  );
}

function CardFace({ person }: { person: Person }) {
  const facts = [person.organization_name, person.department, person.title].filter((fact) => fact !== '');
  return (
    <button type="button" className="card-face" onClick={() => showPerson(person.account_id)}>
      <Face src={person.avatar_url} size={40} />
      <span className="card-name">
        <strong>{person.name}</strong>
        <small className="faint">{facts.join(' · ')}</small>
        {person.status_text !== '' && <small className="faint">{person.status_text}</small>}
      </span>
    </button>
  );
}

const ContactRow = memo(function ContactRow({ person }: { person: Person }) {
  const text = useText();
  const open = useOpenChat();
  const label = text('contacts.open', { name: person.name });
  return (
    <div className="card">
      <CardFace person={person} />
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        onClick={() => start(open(person.account_id))}
      >
        <MessageCircle size={18} />
      </button>
    </div>
  );
});

function Requests({ title, requests }: { title: string; requests: readonly ContactRequest[] }) {
  const me = useMe();
  if (requests.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {requests.map((request) => (
        <div key={request.request_id} className="card">
          <CardFace person={request.from.account_id === me ? request.to : request.from} />
          {request.message !== '' && <blockquote className="card-words">{request.message}</blockquote>}
          <RequestAnswers request={request} />
        </div>
      ))}
    </section>
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
  const clear = (): void => {
    setFound(null);
    setTyped('');
  };
  return (
    <section>
      <h2>{text('contacts.find')}</h2>
      <form className="panel-row" onSubmit={find}>
        <input
          value={typed}
          required
          aria-label={text('contacts.findHint')}
          placeholder={text('contacts.findHint')}
          onChange={(event) => {
            setTyped(event.target.value);
            setFound(null);
          }}
        />
        <button type="submit" className="button">
          <Search size={16} /> {text('common.search')}
        </button>
      </form>
      {found?.length === 0 && (
        <p className="faint" role="status">
          {text('contacts.nobody')}
        </p>
      )}
      {found?.map((person) => (
        <div key={person.account_id} className="card">
          <CardFace person={person} />
          {person.account_id === me && <span className="tag">{text('person.you')}</span>}
          {contacts.has(person.account_id) && <span className="tag">{text('contacts.already')}</span>}
          {person.account_id !== me && !contacts.has(person.account_id) && <RequestForm person={person} onSent={clear} />}
        </div>
      ))}
    </section>
  );
}
