import { X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../lib/i18n.ts';
import { useClient, useSync } from '../lib/use-client.ts';
import type { Person, Role } from '../sync/protocol.ts';
import { Avatar, Face } from './avatar.tsx';

interface Props {
  readonly chosen: readonly Person[];
  readonly onChange: (people: readonly Person[]) => void;
  /** Who is not offered. */
  readonly without: ReadonlySet<number>;
  /** What each chosen person will be; members where it says nothing. */
  readonly roles: ReadonlyMap<number, Role>;
  readonly onRole: (id: number, role: Role) => void;
}

const ROLES: readonly Role[] = ['admin', 'member', 'readonly'];
const PAUSE_MILLIS = 150;
const MOST_SHOWN = 30;

/** Chooses among contacts and colleagues, by typing. */
export function PeopleChoice({ chosen, onChange, without, roles, onRole }: Props) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const found = useFound(typed);
  const taken = new Set(chosen.map((person) => person.account_id));
  const offered = found.filter((person) => !taken.has(person.account_id) && !without.has(person.account_id));
  return (
    <div className="people-choice">
      {chosen.length > 0 && (
        <ul className="people-chosen">
          {chosen.map((person) => (
            <Chosen
              key={person.account_id}
              person={person}
              role={roles.get(person.account_id) ?? 'member'}
              onRole={(role) => onRole(person.account_id, role)}
              onDrop={() => onChange(chosen.filter((each) => each !== person))}
            />
          ))}
        </ul>
      )}
      <input
        type="search"
        aria-label={text('room.people')}
        placeholder={text('room.peopleHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          // It would send the form around it.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <ul className="people-found">
        {offered.slice(0, MOST_SHOWN).map((person) => (
          <li key={person.account_id}>
            <button
              type="button"
              onClick={() => {
                onChange([...chosen, person]);
                setTyped('');
              }}
            >
              <Face src={person.avatar_url} size={26} />
              <span className="people-name">{person.name}</span>
              <span className="faint people-organization">{person.organization_name}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && (
          <li className="faint people-none">{text(typed.trim() === '' ? 'room.peopleNone' : 'palette.none')}</li>
        )}
      </ul>
    </div>
  );
}

function useFound(typed: string): readonly Person[] {
  const { ask } = useClient();
  const contacts = useSync((state) => state.contacts);
  const known = useMemo(() => [...contacts.values()].map(({ person }) => person), [contacts]);
  const [found, setFound] = useState<readonly Person[]>(known);
  useEffect(() => {
    let current = true;
    const wanted = typed.trim();
    if (wanted === '') {
      setFound(known);
      return undefined;
    }
    const timer = setTimeout(() => {
      ask<{ people: Person[] }>('GET', `/v1/people?q=${encodeURIComponent(wanted)}`).then(
        ({ people }) => current && setFound(people),
        () => undefined,
      );
    }, PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, typed, known]);
  return found;
}

interface ChosenProps {
  readonly person: Person;
  readonly role: Role;
  readonly onRole: (role: Role) => void;
  readonly onDrop: () => void;
}

function Chosen({ person, role, onRole, onDrop }: ChosenProps) {
  const text = useText();
  return (
    <li>
      <Avatar id={person.account_id} size={26} />
      <span className="people-name">{person.name}</span>
      <select
        value={role}
        aria-label={text('role.of', { name: person.name })}
        onChange={(event) => onRole(event.target.value as Role)}
      >
        {ROLES.map((each) => (
          <option key={each} value={each}>
            {text(`role.${each}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon-button"
        aria-label={text('room.takeOff', { name: person.name })}
        onClick={onDrop}
      >
        <X size={16} />
      </button>
    </li>
  );
}
