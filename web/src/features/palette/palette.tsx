import { CheckSquare, Keyboard, MessagesSquare, Search, Settings2, Users } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { RoomPicture } from '../../components/avatar.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../lib/i18n.ts';
import { isComposing } from '../../lib/keys.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { useClient, useStore } from '../../lib/use-client.ts';

interface Entry {
  readonly key: string;
  readonly words: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

const MOST_SHOWN = 12;

/** Goes anywhere by typing. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const text = useText();
  const [, navigate] = useLocation();
  const state = useStore(useClient().state);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useMemo((): readonly Entry[] => {
    const go = (path: string) => () => {
      onClose();
      navigate(path);
    };
    const rooms = sortedRooms(state).map((room) => ({
      key: `room-${room.room_id}`,
      words:
        room.type === 'my'
          ? text('rooms.my')
          : room.partner_id === null
            ? room.name
            : (state.people.get(room.partner_id)?.name ?? room.name),
      icon: <RoomPicture room={room} size={22} />,
      run: go(`/rooms/${room.room_id}`),
    }));
    return [
      ...rooms,
      { key: 'chats', words: text('rail.chats'), icon: <MessagesSquare size={18} />, run: go('/') },
      { key: 'search', words: text('rail.search'), icon: <Search size={18} />, run: go('/search') },
      { key: 'tasks', words: text('rail.tasks'), icon: <CheckSquare size={18} />, run: go('/tasks') },
      { key: 'contacts', words: text('rail.contacts'), icon: <Users size={18} />, run: go('/contacts') },
      { key: 'settings', words: text('rail.settings'), icon: <Settings2 size={18} />, run: go('/settings') },
      { key: 'keys', words: text('palette.shortcuts'), icon: <Keyboard size={18} />, run: onKeys },
    ];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The words change with the page's language only.
  }, [state.rooms, state.people, navigate, onClose, onKeys]);
  const wanted = typed.trim().toLowerCase();
  const shown = entries.filter((entry) => entry.words.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
  return (
    <Dialog title={text('palette.label')} onClose={onClose}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={shown[chosen] === undefined ? undefined : `palette-${shown[chosen].key}`}
        aria-label={text('palette.label')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (isComposing(event) || shown.length === 0) return;
          if (event.key === 'ArrowDown') setChosen((chosen + 1) % shown.length);
          else if (event.key === 'ArrowUp') setChosen((chosen + shown.length - 1) % shown.length);
          else if (event.key === 'Enter') shown[chosen]?.run();
          else return;
          event.preventDefault();
        }}
      />
      <ul className="palette" id="palette-entries" role="listbox" aria-label={text('palette.label')}>
        {shown.map((entry, index) => (
          <li
            key={entry.key}
            id={`palette-${entry.key}`}
            role="option"
            aria-selected={index === chosen}
            onClick={entry.run}
          >
            {entry.icon} {entry.words}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="empty">{text('palette.none')}</p>}
    </Dialog>
  );
}
