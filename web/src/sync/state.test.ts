import { describe, expect, it } from 'vitest';
import { ownPerson } from '../testing/people.ts';
import type { Attention, Mentions, Message, Room } from './protocol.ts';
import { type State, emptyState, isNews, newRoomState } from './state.ts';

const ME = 1;
const TO_NOBODY: Mentions = { account_ids: [], all: false };
const TO_ME: Mentions = { account_ids: [ME], all: false };
const TO_ALL: Mentions = { account_ids: [], all: true };
const MESSAGE = { room_id: 7, account_id: 2, kind: 'user' } as Message;

function stateWith(attention: Attention): State {
  return { ...emptyState(ownPerson(ME)), rooms: new Map([[7, newRoomState({ room_id: 7, attention } as Room)]]) };
}

describe('a message is told', () => {
  it.each([
    ['all', TO_NOBODY, true],
    ['all', TO_ME, true],
    ['mentions', TO_NOBODY, false],
    ['mentions', TO_ME, true],
    ['mentions', TO_ALL, true],
    ['none', TO_NOBODY, false],
    ['none', TO_ME, false],
    ['none', TO_ALL, false],
  ] as const)('as its chat is set: %s, %o', (attention, mentions, told) => {
    expect(isNews(stateWith(attention), MESSAGE, mentions)).toBe(told);
  });

  it('never to its author, of the system, or of a chat that is not there', () => {
    const state = stateWith('all');
    expect(isNews(state, { ...MESSAGE, account_id: ME }, TO_ALL)).toBe(false);
    expect(isNews(state, { ...MESSAGE, kind: 'system' }, TO_ME)).toBe(false);
    expect(isNews(state, { ...MESSAGE, room_id: 8 }, TO_ME)).toBe(false);
  });
});
