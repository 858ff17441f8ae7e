import { describe, expect, it } from 'vitest';
import type { Room } from '../../sync/protocol.ts';
import { type Narrowing, passes } from './room-filter.ts';

const ROOM = { room_id: 7, unread: 0, mentions: 0, open_tasks: 0 } as Room;
const named = (name: string) => () => name;
const ANY: Narrowing = { filter: 'all', category: null, typed: '', here: 0 };

describe('the list of chats', () => {
  it('shows only what is unread, addressed or with tasks, as chosen', () => {
    expect(passes(ROOM, named('x'), ANY)).toBe(true);
    for (const [filter, field] of [['unread', 'unread'], ['mentions', 'mentions'], ['tasks', 'open_tasks']] as const) {
      expect(passes(ROOM, named('x'), { ...ANY, filter }), filter).toBe(false);
      expect(passes({ ...ROOM, [field]: 1 }, named('x'), { ...ANY, filter }), filter).toBe(true);
    }
  });

  it('keeps the open chat while it is being read', () => {
    expect(passes(ROOM, named('x'), { ...ANY, filter: 'unread', here: 7 })).toBe(true);
  });

  it('narrows to a category and to what is typed, both at once', () => {
    const both: Narrowing = { ...ANY, category: new Set([7]), typed: 'laun' };
    expect(passes(ROOM, named('Spring Launch'), both)).toBe(true);
    expect(passes(ROOM, named('Sales'), both)).toBe(false);
    expect(passes({ ...ROOM, room_id: 8 }, named('Spring Launch'), both)).toBe(false);
  });
});
