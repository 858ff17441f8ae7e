import type { Room } from '../../sync/protocol.ts';
import type { State } from '../../sync/state.ts';

export const FILTERS = ['all', 'unread', 'mentions', 'tasks'] as const;
export type Filter = (typeof FILTERS)[number];

/** What narrows the list of chats. */
export interface Narrowing {
  readonly filter: Filter;
  /** The rooms of the chosen category; null for any. */
  readonly category: ReadonlySet<number> | null;
  /** A part of the name, in small letters. */
  readonly typed: string;
  /** The open room, which does not vanish from under its reader; 0 for none. */
  readonly here: number;
}

/** What a room is called, as a text. */
export function nameOf(state: State, room: Room, my: string): string {
  if (room.type === 'my') return my;
  const partner = room.partner_id === null ? undefined : state.people.get(room.partner_id);
  return partner?.name ?? room.name;
}

export function passes(room: Room, name: () => string, { filter, category, typed, here }: Narrowing): boolean {
  if (category !== null && !category.has(room.room_id)) return false;
  if (typed !== '' && !name().toLowerCase().includes(typed)) return false;
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
