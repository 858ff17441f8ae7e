import type { Memory } from './ports.ts';
import { Store } from './store.ts';

/** What somebody began to write in a room and has not sent, kept on this device. */
export class Drafts {
  readonly rooms: Store<ReadonlyMap<number, string>>;
  readonly #memory: Memory;
  readonly #prefix: string;

  constructor(account: number, memory: Memory) {
    this.#memory = memory;
    this.#prefix = `drafts.${account}.`;
    this.rooms = new Store(this.#remembered());
  }

  of(room: number): string {
    return this.rooms.get().get(room) ?? '';
  }

  set(room: number, text: string): void {
    const rooms = new Map(this.rooms.get());
    const key = this.#prefix + room;
    if (text.trim() === '') {
      rooms.delete(room);
      this.#memory.remove(key);
    } else {
      rooms.set(room, text);
      this.#memory.set(key, text);
    }
    this.rooms.set(rooms);
  }

  #remembered(): ReadonlyMap<number, string> {
    const keys = this.#memory.keys(this.#prefix);
    return new Map(keys.map((key) => [Number(key.slice(this.#prefix.length)), this.#memory.get(key) ?? ''] as const));
  }
}
