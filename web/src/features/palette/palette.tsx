import {
  Bookmark, CalendarSearch, CheckSquare, FolderPlus, HardDrive, Keyboard, MessagesSquare, Moon, Plus, Search, Settings2,
  Sun, Users,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { Avatar, RoomPicture } from '../../components/avatar.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { type Translate, useText } from '../../lib/i18n.ts';
import { isComposing } from '../../lib/keys.ts';
import { searchHere } from '../../lib/panel.ts';
import { showPerson } from '../../lib/person-shown.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { change } from '../../lib/settings.ts';
import { askForDate } from '../../lib/timeline-bus.ts';
import { useClient, useStore } from '../../lib/use-client.ts';
import { showWindow } from '../../lib/windows.ts';
import type { State } from '../../sync/state.ts';
import { ranked } from './rank.ts';

interface Entry {
  readonly key: string;
  readonly words: string;
  /** What kind it is, or more about it. */
  readonly note: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

const MOST_SHOWN = 12;

/** Goes anywhere by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [path, navigate] = useLocation();
  const state = useStore(useClient().state);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const here = Number(/^\/rooms\/(\d+)/.exec(path)?.[1] ?? 0);
  const entries = useMemo(
    () => [...rooms(state, text, navigate), ...people(state), ...commands(text, navigate, here)],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Of the state, what the list is made of.
    [state.rooms, state.people, state.contacts, navigate, here],
  );
  const shown = useMemo(
    () => [...ranked(entries, typed).slice(0, MOST_SHOWN), ...searches(typed.trim(), text, navigate, here)],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The words change with the page's language only.
    [entries, typed, navigate, here],
  );
  const run = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || shown.length === 0) return;
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % shown.length);
    else if (event.key === 'ArrowUp') setChosen((chosen + shown.length - 1) % shown.length);
    else if (event.key === 'Enter') run(shown[chosen]);
    else return;
    event.preventDefault();
  };
  const active = shown[chosen] === undefined ? undefined : `palette-${shown[chosen].key}`;
  useEffect(() => {
    if (active !== undefined) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Dialog title={text('palette.label')} onClose={onClose}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={active}
        aria-label={text('palette.label')}
        placeholder={text('palette.hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="palette" id="palette-entries" role="listbox" aria-label={text('palette.label')}>
        {shown.map((entry, index) => (
          <li
            key={entry.key}
            id={`palette-${entry.key}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => run(entry)}
          >
            <span className="palette-icon">{entry.icon}</span>
            <span className="palette-words">{entry.words}</span>
            <span className="faint palette-note">{entry.note}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="empty">{text('palette.none')}</p>}
    </Dialog>
  );
}

function rooms(state: State, text: Translate, navigate: (path: string) => void): readonly Entry[] {
  return sortedRooms(state).map((room) => {
    const partner = room.partner_id === null ? undefined : state.people.get(room.partner_id);
    return {
      key: `room-${room.room_id}`,
      words: room.type === 'my' ? text('rooms.my') : (partner?.name ?? room.name),
      note: room.unread > 0 ? text('rooms.unreadCount', { count: room.unread }) : '',
      icon: <RoomPicture room={room} size={24} />,
      run: () => navigate(`/rooms/${room.room_id}`),
    };
  });
}

/** Those with whom there is no chat yet. */
function people(state: State): readonly Entry[] {
  return [...state.contacts.values()]
    .filter(({ room_id }) => room_id === null)
    .map(({ person }) => ({
      key: `person-${person.account_id}`,
      words: person.name,
      note: person.organization_name,
      icon: <Avatar id={person.account_id} size={24} />,
      run: () => showPerson(person.account_id),
    }));
}

/** For words that are no name of anything: where they were written. */
function searches(words: string, text: Translate, navigate: (path: string) => void, here: number): readonly Entry[] {
  if (words === '') return [];
  const entry = (key: string, note: string, run: () => void): Entry => ({
    key, words: text('palette.search', { words }), note, icon: <Search size={18} />, run,
  });
  return [
    ...(here > 0 ? [entry('find-here', text('palette.here'), () => searchHere(words))] : []),
    entry('find', text('palette.everywhere'), () => navigate(`/search?${new URLSearchParams({ q: words }).toString()}`)),
  ];
}

function commands(text: Translate, navigate: (path: string) => void, here: number): readonly Entry[] {
  const command = (key: string, words: string, icon: ReactNode, run: () => void): Entry => ({ key, words, note: '', icon, run });
  const size = 18;
  return [
    command('chats', text('rail.chats'), <MessagesSquare size={size} />, () => navigate('/')),
    command('search', text('rail.search'), <Search size={size} />, () => navigate('/search')),
    command('tasks', text('rail.tasks'), <CheckSquare size={size} />, () => navigate('/tasks')),
    command('bookmarks', text('rail.bookmarks'), <Bookmark size={size} />, () => navigate('/bookmarks')),
    command('contacts', text('rail.contacts'), <Users size={size} />, () => navigate('/contacts')),
    command('storage', text('storage.title'), <HardDrive size={size} />, () => navigate('/storage')),
    command('settings', text('rail.settings'), <Settings2 size={size} />, () => navigate('/settings')),
    ...(here > 0
      ? [
          command('search-here', text('room.search'), <Search size={size} />, () => searchHere()),
          command('date', text('room.toDate'), <CalendarSearch size={size} />, () => askForDate(here)),
        ]
      : []),
    command('group', text('rooms.new'), <Plus size={size} />, () => showWindow('group')),
    command('categories', text('categories.title'), <FolderPlus size={size} />, () => showWindow('categories')),
    command('light', text('palette.light'), <Sun size={size} />, () => change('theme', 'light')),
    command('dark', text('palette.dark'), <Moon size={size} />, () => change('theme', 'dark')),
    command('keys', text('palette.shortcuts'), <Keyboard size={size} />, () => showWindow('keys')),
  ];
}
