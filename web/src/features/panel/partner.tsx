import { Avatar } from '../../components/avatar.tsx';
import { PersonFacts } from '../../components/person-facts.tsx';
import { usePerson } from '../../lib/use-client.ts';

/** With whom one talks in a direct chat. */
export function Partner({ id }: { id: number }) {
  const person = usePerson(id);
  if (person === undefined) return null;
  return (
    <div className="person-card">
      <Avatar id={id} size={72} />
      <strong className="person-card-name">{person.name}</strong>
      <PersonFacts person={person} />
    </div>
  );
}
