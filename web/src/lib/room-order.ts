import type { Room } from '../sync/protocol.ts';
import type { State } from '../sync/state.ts';

/** Pinned ones first, then the latest. */
export function sortedRooms(state: State): readonly Room[] {
  return [...state.rooms.values()]
    .map(({ room }) => room)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.updated_at - a.updated_at || a.room_id - b.room_id);
}
