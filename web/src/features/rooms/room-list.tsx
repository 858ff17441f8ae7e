import { AtSign, BellOff, CircleCheck, Pin, Plus } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { RoomPicture } from '../../components/avatar.tsx';
import { type Translate, useText } from '../../lib/i18n.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { useClient, useRoomName, useStore } from '../../lib/use-client.ts';
import type { Room } from '../../sync/protocol.ts';
import type { State } from '../../sync/state.ts';
import { CreateGroup } from './create-group.tsx';

const FILTERS = ['all', 'unread', 'mentions', 'tasks'] as const;
type Filter = (typeof FILTERS)[number];

const ROW = 52;

function passes(room: Room, filter: Filter, here: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unread':
      return room.unread > 0 || room.room_id === here;
    case 'mentions':
      return room.mentions > 0 || room.room_id === here;
    case 'tasks':
      return room.open_tasks > 0;
  }
}

/** The name by which a filter finds the room. */
function searchName(state: State, room: Room, text: Translate): string {
  if (room.type === 'my') return text('rooms.my').toLowerCase();
  const partner = room.partner_id === null ? undefined : state.people.get(room.partner_id);
  return (partner?.name ?? room.name).toLowerCase();
}

/** All chats of the account; only those in sight are on the page. */
export function RoomList() {
  const text = useText();
  const state = useStore(useClient().state);
  const [path] = useLocation();
  const [filter, setFilter] = useState<Filter>('all');
  const [typed, setTyped] = useState('');
  const [creating, setCreating] = useState(false);
  const here = Number(/^\/rooms\/(\d+)/.exec(path)?.[1] ?? 0);
  const rooms = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    return sortedRooms(state).filter(
      (room) => passes(room, filter, here) && (wanted === '' || searchName(state, room, text).includes(wanted)),
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The words change with the state's language only.
  }, [state.rooms, state.people, filter, typed, here]);
  return (
    <aside className="room-list" aria-label={text('rooms.title')}>
      <div className="room-list-head">
        <input
          type="search"
          className="search"
          placeholder={text('rooms.filter')}
          aria-label={text('rooms.filter')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={text('rooms.new')}
          title={text('rooms.new')}
          onClick={() => setCreating(true)}
        >
          <Plus size={20} />
        </button>
      </div>
      <div className="tabs" role="group" aria-label={text('rooms.filter')}>
        {FILTERS.map((each) => (
          <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
            {text(`rooms.${each}`)}
          </button>
        ))}
      </div>
      <Rows rooms={rooms} here={here} />
      {creating && <CreateGroup onClose={() => setCreating(false)} />}
    </aside>
  );
}

function Rows({ rooms, here }: { rooms: readonly Room[]; here: number }) {
  const text = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: rooms.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rooms[index]?.room_id ?? index,
    overscan: 8,
  });
  if (rooms.length === 0) {
    return (
      <div className="empty">
        <strong>{text('rooms.none')}</strong>
        <p>{text('rooms.noneLead')}</p>
      </div>
    );
  }
  return (
    <div className="room-rows" ref={scroller}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const room = rooms[index];
          return (
            room && (
              <li key={key} style={{ transform: `translateY(${start}px)` }}>
                <Row room={room} here={room.room_id === here} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row({ room, here }: { room: Room; here: boolean }) {
  const text = useText();
  const name = useRoomName(room);
  const draft = useStore(useClient().drafts.rooms).has(room.room_id);
  const quiet = room.attention === 'none';
  const unread = here && document.hasFocus() ? 0 : room.unread;
  return (
    <Link
      to={`/rooms/${room.room_id}`}
      className={unread > 0 && !quiet ? 'room-row room-row-unread' : 'room-row'}
      aria-current={here ? 'page' : undefined}
    >
      <RoomPicture room={room} />
      <span className="room-row-name">{name}</span>
      {draft && !here && <span className="room-row-draft">{text('rooms.draft')}</span>}
      {room.pinned && <Pin size={13} className="faint" aria-label={text('rooms.pinned')} />}
      {quiet && <BellOff size={13} className="faint" aria-label={text('room.muteNone')} />}
      {room.open_tasks > 0 && (
        <span className="count-tasks" aria-label={text('rooms.taskCount', { count: room.open_tasks })}>
          <CircleCheck size={12} /> {room.open_tasks}
        </span>
      )}
      {room.mentions > 0 && !(here && unread === 0) ? (
        <b className="badge" aria-label={text('rooms.mentionCount', { count: room.mentions })}>
          <AtSign size={11} />
          {room.mentions}
        </b>
      ) : (
        unread > 0 && (
          <span
            className={quiet ? 'count count-quiet' : 'count'}
            aria-label={text('rooms.unreadCount', { count: unread })}
          >
            {unread > 999 ? '999+' : unread}
          </span>
        )
      )}
    </Link>
  );
}
