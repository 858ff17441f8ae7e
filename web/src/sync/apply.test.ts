import { describe, expect, it } from 'vitest';
import { applyFrame } from './apply.ts';
import type { Message, Room, RoomFrame } from './protocol.ts';
import { type RoomState, TIMELINE_LIMIT, newRoomState, reachesEnd } from './state.ts';

const ME = 1;
const ROOM = { room_id: 7, version: 0, last_sequence: 0, read_up_to: 0, unread: 0, mentions: 0 } as Room;

function message(sequence: number): Message {
  return {
    message_id: String(sequence),
    room_id: 7,
    sequence,
    account_id: 2,
    kind: 'user',
    body: `number ${sequence}`,
    deleted: false,
    sent_at: sequence,
    edited_at: null,
    edits: 0,
    reactions: [],
  };
}

function posting(sequence: number): RoomFrame {
  const mentions = { account_ids: [], all: false };
  return {
    type: 'room',
    room_id: 7,
    from: sequence,
    version: sequence,
    changes: [{ type: 'message_posted', message: message(sequence), mentions, marked_read: true }],
  };
}

function after(posts: number, begin: RoomState): RoomState {
  let state = begin;
  for (let sequence = 1; sequence <= posts; sequence++) {
    const applied = applyFrame(state, posting(sequence), ME);
    if (applied.kind !== 'applied') throw new Error(applied.kind);
    state = applied.state;
  }
  return state;
}

const opened: RoomState = { ...newRoomState(ROOM), timeline: { messages: [] } };

describe('a full timeline', () => {
  it('lets its oldest messages go for new ones', () => {
    const state = after(TIMELINE_LIMIT + 5, opened);
    expect(state.timeline?.messages).toHaveLength(TIMELINE_LIMIT);
    expect(state.timeline?.messages[0]?.sequence).toBe(6);
    expect(reachesEnd(state)).toBe(true);
  });

  it('keeps what a reader of older messages looks at, and knows that it does not reach the end', () => {
    const state = after(TIMELINE_LIMIT + 5, { ...opened, held: true });
    expect(state.timeline?.messages[0]?.sequence).toBe(1);
    expect(state.timeline?.messages).toHaveLength(TIMELINE_LIMIT);
    expect(state.room.last_sequence).toBe(TIMELINE_LIMIT + 5);
    expect(reachesEnd(state)).toBe(false);
  });
});
