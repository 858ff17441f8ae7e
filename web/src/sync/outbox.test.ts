import { describe, expect, it } from 'vitest';
import { TextMemory } from '../testing/text-memory.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Outbox, type Outgoing, TOO_OLD, unconfirmed } from './outbox.ts';
import { ApiFailure, type Ask, Unreachable } from './ports.ts';
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

/** A browser with tabs, and a server that can be away. */
class Browser {
  readonly clock = new VirtualClock();
  readonly memory = new TextMemory();
  readonly posted = new Map<string, string>();
  failure: Error | null = new Unreachable();
  #keys = 0;

  open(): Outbox {
    const ask: Ask = <T>(_method: string, _path: string, body?: unknown, options?: { idempotencyKey?: string }) => {
      if (this.failure !== null) return Promise.reject<T>(this.failure);
      const { body: text } = body as { body: string };
      this.posted.set(options?.idempotencyKey ?? '', text);
      return Promise.resolve(message(5 + this.posted.size, text) as T);
    };
    const { clock, memory } = this;
    const tab = new Outbox(ME, { ask, clock, memory, newKey: () => `key-${this.#keys++}`, onPosted: () => undefined });
    tab.start();
    return tab;
  }

  get bodies(): readonly string[] {
    return [...this.posted.values()];
  }
}

const DAY = 86_400_000;

describe('messages that could not be sent', () => {
  it('[W7] of two tabs are all sent after both were closed', async () => {
    const browser = new Browser();
    const [one, two] = [browser.open(), browser.open()];
    one.send(64, 'of one tab', 5);
    two.send(64, 'of the other', 5);
    await browser.clock.run(1_000);
    for (const tab of [one, two]) tab.end();
    browser.failure = null;
    browser.open();
    await browser.clock.run(60_000);
    expect([...browser.bodies].sort()).toEqual(['of one tab', 'of the other']);
    expect(browser.memory.keys('')).toEqual([]);
  });

  it('[W7] are not sent by a tab after another one dropped them', async () => {
    const browser = new Browser();
    const one = browser.open();
    one.send(64, 'not after all', 5);
    const two = browser.open();
    await browser.clock.run(1_000);
    one.discard(one.entries.get()[0]?.key ?? '');
    browser.failure = null;
    await browser.clock.run(60_000);
    expect(browser.bodies).toEqual([]);
    expect(two.entries.get()).toEqual([]);
  });

  it('[W7] wait for their author once the server may have forgotten them', async () => {
    const browser = new Browser();
    browser.open().send(64, 'of yesterday', 5);
    await browser.clock.run(DAY);
    browser.failure = null;
    const tab = browser.open();
    await browser.clock.run(60_000);
    expect(browser.bodies).toEqual([]);
    expect(tab.entries.get()[0]?.failure).toBe(TOO_OLD);
    tab.retry(tab.entries.get()[0]?.key ?? '');
    await browser.clock.run(1_000);
    expect(browser.bodies).toEqual(['of yesterday']);
  });

  it('[W9] are not refused because nobody is signed in', async () => {
    const browser = new Browser();
    browser.failure = new ApiFailure(401, 'not-signed-in', '');
    const tab = browser.open();
    tab.send(64, 'kept', 5);
    await browser.clock.run(60_000);
    expect(tab.entries.get()[0]?.failure).toBeNull();
    browser.failure = null;
    tab.wake();
    await browser.clock.run(1_000);
    expect(browser.bodies).toEqual(['kept']);
  });
});
