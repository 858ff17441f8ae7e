import { describe, expect, it } from 'vitest';
import { type Outgoing, unconfirmed } from './outbox.ts';
import type { Message } from './protocol.ts';

const ME = 1;

function entry(key: string, body: string, more: Partial<Outgoing> = {}): Outgoing {
  return { key, room_id: 64, body, at: 0, failure: null, after: 5, sequence: null, ...more };
}

function message(sequence: number, body: string, account = ME): Message {
  return {
    message_id: String(sequence),
    room_id: 64,
    sequence,
    account_id: account,
    kind: 'user',
    body,
    deleted: false,
    sent_at: 0,
    edited_at: null,
    edits: 0,
    reactions: [],
  };
}

describe('what is on its way', () => {
  it('is not shown beside its own message that came before the answer', () => {
    expect(unconfirmed([entry('a', 'hello')], [message(6, 'hello')], ME)).toEqual([]);
  });

  it('is not taken for an earlier message, nor for somebody else’s', () => {
    const sent = [entry('a', 'hello')];
    expect(unconfirmed(sent, [message(5, 'hello'), message(6, 'hello', 2)], ME)).toEqual(sent);
  });

  it('needs a message each', () => {
    const [a, b] = [entry('a', 'ok'), entry('b', 'ok')];
    expect(unconfirmed([a, b], [message(6, 'ok')], ME)).toEqual([b]);
  });

  it('stays in sight where it was refused', () => {
    const refused = [entry('a', 'hello', { failure: 'not-permitted' })];
    expect(unconfirmed(refused, [message(6, 'hello')], ME)).toEqual(refused);
  });
});
