import { useMemo, useState } from 'react';
import { RoomPicture } from '../../components/avatar.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { turned } from '../../lib/categories.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { useCategories } from '../../lib/use-categories.ts';
import { useClient, useRoomName, useStore } from '../../lib/use-client.ts';
import type { Category, Room } from '../../sync/protocol.ts';
import { NewCategory } from './new-category.tsx';
import { nameOf } from './room-filter.ts';

const MOST_SHOWN = 100;

/** Which chats are in a category. */
export function CategoryRooms({ category, onClose }: { category: Category; onClose: () => void }) {
  const text = useText();
  const client = useClient();
  const state = useStore(client.state);
  const [typed, setTyped] = useState('');
  const [inside, setInside] = useState<ReadonlySet<number>>(new Set(category.room_ids));
  const wanted = typed.trim().toLowerCase();
  // Those that are in it come first, but do not jump there while one chooses.
  const rooms = useMemo(() => {
    const first = new Set(category.room_ids);
    return sortedRooms(state).toSorted((a, b) => Number(first.has(b.room_id)) - Number(first.has(a.room_id)));
  }, [state, category]);
  const shown = rooms.filter((room) => nameOf(state, room, text('rooms.my')).toLowerCase().includes(wanted));
  const turn = (id: number): void => {
    const next = new Set(inside);
    if (!next.delete(id)) next.add(id);
    setInside(next);
  };
  const save = (): void => {
    const wish = { name: category.name, room_ids: [...inside] };
    start(client.ask('PUT', `/v1/categories/${category.category_id}`, wish).then(onClose));
  };
  return (
    <Dialog title={category.name} onClose={onClose}>
      <input
        type="search"
        value={typed}
        aria-label={text('rooms.filter')}
        placeholder={text('rooms.filter')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="choice-list">
        {shown.slice(0, MOST_SHOWN).map((room) => (
          <RoomChoice key={room.room_id} room={room} chosen={inside.has(room.room_id)} onTurn={() => turn(room.room_id)} />
        ))}
      </ul>
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>
          {text('common.cancel')}
        </button>
        <button type="button" className="button button-primary" onClick={save}>
          {text('common.save')}
        </button>
      </div>
    </Dialog>
  );
}

function RoomChoice({ room, chosen, onTurn }: { room: Room; chosen: boolean; onTurn: () => void }) {
  return (
    <li>
      <label>
        <input type="checkbox" checked={chosen} onChange={onTurn} />
        <RoomPicture room={room} size={26} />
        <span>{useRoomName(room)}</span>
      </label>
    </li>
  );
}

/** In which categories one chat is. */
export function RoomCategories({ room, name, onClose }: { room: Room; name: string; onClose: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const categories = useCategories();
  const id = room.room_id;
  const turn = (category: Category): void =>
    start(
      ask('PUT', `/v1/categories/${category.category_id}`, {
        name: category.name,
        room_ids: turned(category, id),
      }),
    );
  return (
    <Dialog title={text('categories.of', { name })} onClose={onClose}>
      {categories.length === 0 && <p className="faint dialog-lead">{text('categories.lead')}</p>}
      <ul className="choice-list">
        {categories.map((category) => (
          <li key={category.category_id}>
            <label>
              <input type="checkbox" checked={category.room_ids.includes(id)} onChange={() => turn(category)} />
              <span>{category.name}</span>
            </label>
          </li>
        ))}
      </ul>
      <NewCategory rooms={[id]} />
    </Dialog>
  );
}
