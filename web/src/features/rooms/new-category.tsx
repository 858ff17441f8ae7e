import { FolderPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';

/** A field for a name, from which a category is made. */
export function NewCategory({ rooms = [] }: { rooms?: readonly number[] }) {
  const text = useText();
  const { ask } = useClient();
  const [name, setName] = useState('');
  const make = (event: FormEvent): void => {
    event.preventDefault();
    const wish = { name: name.trim(), room_ids: rooms };
    start(ask('POST', '/v1/categories', wish).then(() => setName('')));
  };
  return (
    <form className="panel-row" onSubmit={make}>
      <input
        value={name}
        required
        maxLength={100}
        aria-label={text('categories.name')}
        placeholder={text('categories.name')}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button" disabled={name.trim() === ''}>
        <FolderPlus size={16} /> {text('categories.make')}
      </button>
    </form>
  );
}
