import { FolderPlus, Plus } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { FirstSteps } from '../../components/first-steps.tsx';
import { browserMemory } from '../../lib/browser.ts';
import { useText } from '../../lib/i18n.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { useCategories } from '../../lib/use-categories.ts';
import { useClient, useStore } from '../../lib/use-client.ts';
import { showWindow } from '../../lib/windows.ts';
import type { Room } from '../../sync/protocol.ts';
import { CategoryRow } from './category-row.tsx';
import { FILTERS, type Filter, nameOf, passes } from './room-filter.ts';
import { RoomRow } from './room-row.tsx';

const ROW = 52;
const CATEGORY = 'category';

/** All chats of the account; only those in sight are on the page. */
export function RoomList() {
  const text = useText();
  const state = useStore(useClient().state);
  const [path] = useLocation();
  const [filter, setFilter] = useState<Filter>('all');
  const [typed, setTyped] = useState('');
  const { categories, category, choose, lit } = useCategory();
  const here = Number(/^\/rooms\/(\d+)/.exec(path)?.[1] ?? 0);
  const my = text('rooms.my');
  const narrowed = filter !== 'all' || category !== null || typed !== '';
  const rooms = useMemo(() => {
    const narrowing = {
      filter,
      category: category === null ? null : new Set(category.room_ids),
      typed: typed.trim().toLowerCase(),
      here,
    };
    return sortedRooms(state).filter((room) => passes(room, () => nameOf(state, room, my), narrowing));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Of the state, what the list is made of.
  }, [state.rooms, state.people, filter, category, typed, here, my]);
  const showAll = (): void => {
    setFilter('all');
    setTyped('');
    choose(null);
  };
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
        <HeadButton label={text('rooms.new')} onClick={() => showWindow('group')}>
          <Plus size={20} />
        </HeadButton>
        {categories.length === 0 && (
          <HeadButton label={text('categories.title')} onClick={() => showWindow('categories')}>
            <FolderPlus size={19} />
          </HeadButton>
        )}
      </div>
      <div className="tabs" role="group" aria-label={text('rooms.filter')}>
        {FILTERS.map((each) => (
          <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
            {text(`rooms.${each}`)}
          </button>
        ))}
      </div>
      <CategoryRow
        categories={categories}
        chosen={category?.category_id ?? null}
        lit={lit}
        onChoose={choose}
        onArrange={() => showWindow('categories')}
      />
      {rooms.length > 0 ? <Rows rooms={rooms} here={here} /> : <NoRooms narrowed={narrowed} onAll={showAll} />}
      <div className="only-phone">
        <FirstSteps />
      </div>
    </aside>
  );
}

/** The chosen category, remembered on this device, and those with something unread in them. */
function useCategory() {
  const categories = useCategories();
  const { state } = useClient();
  const rooms = useStore(state).rooms;
  const [chosen, setChosen] = useState(() => Number(browserMemory.get(CATEGORY) ?? 0));
  const category = categories.find((each) => each.category_id === chosen) ?? null;
  const lit = useMemo(() => {
    const news = (id: number): boolean => {
      const room = rooms.get(id)?.room;
      return room !== undefined && (room.mentions > 0 || (room.unread > 0 && room.attention === 'all'));
    };
    return new Set(categories.filter(({ room_ids }) => room_ids.some(news)).map(({ category_id }) => category_id));
  }, [categories, rooms]);
  const choose = (id: number | null): void => {
    setChosen(id ?? 0);
    if (id === null) browserMemory.remove(CATEGORY);
    else browserMemory.set(CATEGORY, String(id));
  };
  return { categories, category, choose, lit };
}

function HeadButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

function NoRooms({ narrowed, onAll }: { narrowed: boolean; onAll: () => void }) {
  const text = useText();
  return (
    <div className="empty">
      <strong>{text('rooms.none')}</strong>
      <p>{text('rooms.noneLead')}</p>
      {narrowed && (
        <button type="button" className="button" onClick={onAll}>
          {text('rooms.showAll')}
        </button>
      )}
    </div>
  );
}

function Rows({ rooms, here }: { rooms: readonly Room[]; here: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: rooms.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rooms[index]?.room_id ?? index,
    overscan: 8,
  });
  return (
    <div className="room-rows" ref={scroller}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const room = rooms[index];
          return (
            room && (
              <li key={key} style={{ transform: `translateY(${start}px)` }}>
                <RoomRow room={room} here={room.room_id === here} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
