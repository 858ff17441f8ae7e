import { describe, expect, it } from 'vitest';
import { messageIdOf, sequenceOf } from './message-ids.ts';

describe('a message id', () => {
  it('is made of the room and the number in it', () => {
    expect(messageIdOf(7, 5)).toBe('30064771077');
    for (const [room, sequence] of [[1, 1], [2 ** 31 - 1, 2 ** 32 - 1], [209, 1_000_000]] as const) {
      expect(sequenceOf(messageIdOf(room, sequence))).toBe(sequence);
    }
  });

  it('that is none names no message', () => {
    for (const text of ['', '-1', '1.5', 'abc', '99999999999999999999']) expect(sequenceOf(text)).toBe(0);
  });
});
