import { ApiFailure, type Ask, type Clock, type Memory, Unreachable } from './ports.ts';
import type { Message } from './protocol.ts';
import { Store } from './store.ts';

/** A message that this device sends; kept apart from what the server has confirmed. */
export interface Outgoing {
  /** The Idempotency-Key: however often it is sent, one message comes of it. */
  readonly key: string;
  readonly room_id: number;
  readonly body: string;
  readonly at: number;
  /** The error's code where the server refused it; null while it is tried. */
  readonly failure: string | null;
  /** The room's last sequence number when it was sent: the message will have a greater one. */
  readonly after: number;
  /** The message's sequence number once the server has answered. */
  readonly sequence: number | null;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** The server knows a key again for a day (rule V4): what is older might come a second time. */
const SENT_BY_ITSELF_FOR = 20 * 3_600_000;
/** Why a message that is too old waits for its author's word. */
export const TOO_OLD = 'outgoing-too-old';

/**
 * Those that the history does not show yet. A message's live frame may overtake the answer to its post, so
 * an own message with the same text, later than when it was sent, is taken for it.
 */
export function unconfirmed(
  entries: readonly Outgoing[],
  messages: readonly Message[],
  me: number,
): readonly Outgoing[] {
  const taken = new Set<number>();
  return entries.filter((entry) => {
    if (entry.failure !== null) return true;
    const shown = messages.find((message) =>
      entry.sequence !== null
        ? message.sequence === entry.sequence
        : message.sequence > entry.after &&
          message.account_id === me &&
          message.body === entry.body &&
          !taken.has(message.sequence),
    );
    if (shown !== undefined) taken.add(shown.sequence);
    return shown === undefined;
  });
}

interface Parts {
  readonly ask: Ask;
  readonly clock: Clock;
  readonly memory: Memory;
  readonly newKey: () => string;
  /** The answer to a post, which may come before or after its live frame. */
  readonly onPosted: (message: Message) => void;
}

/** Sends messages, in order within a room, again and again until the server has answered. Survives a reload. */
export class Outbox {
  readonly entries: Store<readonly Outgoing[]>;
  readonly #parts: Parts;
  readonly #prefix: string;
  /** Entries of an earlier page, which may be open in another tab: what it sent or dropped is not sent here. */
  readonly #inherited = new Set<string>();
  readonly #busy = new Set<number>();
  readonly #pauses = new Map<number, number>();
  #ended = false;

  constructor(account: number, parts: Parts) {
    this.#parts = parts;
    this.#prefix = `outbox.${account}.`;
    this.entries = new Store(this.#remembered());
  }

  start(): void {
    for (const entry of this.entries.get()) void this.#pump(entry.room_id);
  }

  end(): void {
    this.#ended = true;
  }

  /** @param after the room's last sequence number */
  send(room: number, body: string, after: number): void {
    const { clock, newKey } = this.#parts;
    const entry: Outgoing = {
      key: newKey(),
      room_id: room,
      body,
      at: clock.now(),
      failure: null,
      after,
      sequence: null,
    };
    this.#keep(entry);
    this.entries.update((all) => [...all, entry]);
    void this.#pump(room);
  }

  /** Sends a refused message once more. */
  retry(key: string): void {
    const entry = this.entries.get().find((each) => each.key === key);
    if (entry === undefined) return;
    this.#replace({ ...entry, failure: null, at: this.#parts.clock.now() });
    void this.#pump(entry.room_id);
  }

  discard(key: string): void {
    this.#parts.memory.remove(this.#prefix + key);
    this.entries.update((all) => all.filter((entry) => entry.key !== key));
  }

  /** Forgets what the confirmed history shows by now, given each room's last sequence number. */
  settle(last: (room: number) => number | undefined): void {
    const entries = this.entries.get();
    const left = entries.filter(
      (entry) => entry.sequence === null || entry.sequence > (last(entry.room_id) ?? Infinity),
    );
    if (left.length < entries.length) this.entries.set(left);
  }

  /** Tries at once what waits; the server is reachable again. */
  wake(): void {
    this.#pauses.clear();
    for (const room of new Set(this.entries.get().map((entry) => entry.room_id))) void this.#pump(room);
  }

  async #pump(room: number): Promise<void> {
    if (this.#busy.has(room) || this.#ended) return;
    this.#busy.add(room);
    let again = true;
    while (again) {
      const entry = this.#next(room);
      again = entry !== undefined && (await this.#post(entry));
    }
    this.#busy.delete(room);
  }

  #next(room: number): Outgoing | undefined {
    return this.entries
      .get()
      .find((entry) => entry.room_id === room && entry.failure === null && entry.sequence === null);
  }

  /** Whether to go on at once. */
  async #post(entry: Outgoing): Promise<boolean> {
    const { ask, clock, memory, onPosted } = this.#parts;
    if (this.#inherited.has(entry.key) && memory.get(this.#prefix + entry.key) === null) {
      this.discard(entry.key);
      return true;
    }
    if (clock.now() - entry.at > SENT_BY_ITSELF_FOR) {
      this.#replace({ ...entry, failure: TOO_OLD });
      return true;
    }
    try {
      const message = await ask<Message>(
        'POST',
        `/v1/rooms/${entry.room_id}/messages`,
        { body: entry.body },
        { idempotencyKey: entry.key },
      );
      if (this.#ended) return false;
      this.#pauses.delete(entry.room_id);
      this.#posted(entry, message.sequence);
      onPosted(message);
      return true;
    } catch (failure) {
      if (this.#ended) return false;
      if (failure instanceof Unreachable || (failure instanceof ApiFailure && failure.passing)) {
        this.#later(entry.room_id);
        return false;
      }
      if (!(failure instanceof ApiFailure)) throw failure;
      // Nobody is signed in any more: that is no word about the message.
      if (failure.status === 401) return false;
      this.#replace({ ...entry, failure: failure.code });
      return true;
    }
  }

  /** What is sent next in the room comes after it. */
  #posted(entry: Outgoing, sequence: number): void {
    this.#parts.memory.remove(this.#prefix + entry.key);
    this.entries.update((all) =>
      all.map((each) => {
        if (each.key === entry.key) return { ...each, sequence };
        return each.room_id === entry.room_id && each.sequence === null ? { ...each, after: sequence } : each;
      }),
    );
  }

  #later(room: number): void {
    const pause = this.#pauses.get(room) ?? FIRST_PAUSE;
    this.#pauses.set(room, Math.min(LONGEST_PAUSE, pause * 2));
    this.#parts.clock.after(pause, () => void this.#pump(room));
  }

  #replace(entry: Outgoing): void {
    this.#keep(entry);
    this.entries.update((all) => all.map((each) => (each.key === entry.key ? entry : each)));
  }

  #keep(entry: Outgoing): void {
    this.#parts.memory.set(this.#prefix + entry.key, JSON.stringify(entry));
  }

  #remembered(): readonly Outgoing[] {
    const { memory } = this.#parts;
    const entries = memory.keys(this.#prefix).flatMap((key) => {
      try {
        return JSON.parse(memory.get(key) ?? '') as Outgoing;
      } catch {
        return [];
      }
    });
    for (const { key } of entries) this.#inherited.add(key);
    return entries.sort((a, b) => a.at - b.at);
  }
}
