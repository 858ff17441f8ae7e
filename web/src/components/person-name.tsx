import { showPerson } from '../lib/person-shown.ts';

/** A person's name, which leads to who they are. */
export function PersonName({ id, name }: { id: number; name: string }) {
  return (
    <button type="button" className="person-name" onClick={() => showPerson(id)}>
      {name}
    </button>
  );
}
