import { X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../lib/i18n.ts';
import { useClient, useSync } from '../lib/use-client.ts';
import type { Person } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';

interface Props {
  readonly chosen: readonly Person[];
  readonly onChange: (people: readonly Person[]) => void;
  /** Who is not offered. */
  readonly without: ReadonlySet<number>;
}

/** Chooses among contacts and colleagues, by typing. */
export function PeopleChoice({ chosen, onChange, without }: Props) {
  const text = useText();
  const { ask } = useClient();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Person[]>([]);
  const contacts = useSync((state) => state.contacts);
  const known = useMemo(() => [...contacts.values()].map(({ person }) => person), [contacts]);
  useEffect(() => {
    let current = true;
    if (typed.trim() === '') {
      setFound(known);
      return undefined;
    }
    const timer = setTimeout(() => {
      ask<{ people: Person[] }>('GET', `/v1/people?q=${encodeURIComponent(typed.trim())}`).then(
        ({ people }) => current && setFound(people),
        () => undefined,
      );
    }, 150);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, typed, known]);
  const taken = new Set(chosen.map((person) => person.account_id));
  const offered = found.filter((person) => !taken.has(person.account_id) && !without.has(person.account_id));
  return (
    <div className="people-choice">
      <div className="people-chosen">
        {chosen.map((person) => (
          <button
            key={person.account_id}
            type="button"
            className="person-tag"
            onClick={() => onChange(chosen.filter((each) => each !== person))}
          >
            <Avatar id={person.account_id} size={18} /> {person.name} <X size={12} />
          </button>
        ))}
      </div>
      <input
        type="search"
        aria-label={text('room.people')}
        placeholder={text('room.peopleHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="people-found">
        {offered.slice(0, 30).map((person) => (
          <li key={person.account_id}>
            <button
              type="button"
              onClick={() => {
                onChange([...chosen, person]);
                setTyped('');
              }}
            >
              <img className="avatar" src={person.avatar_url} width={24} height={24} alt="" />
              {person.name}
              <span className="faint">{person.organization_name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
