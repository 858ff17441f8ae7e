import type { Memory } from './ports.ts';
import { Store } from './store.ts';

/** What somebody began to write in a room and has not sent, kept on this device. */
export class Drafts {
  readonly rooms: Store<ReadonlyMap<number, string>>;
  readonly #memory: Memory;
  readonly #key: string;

  constructor(account: number, memory: Memory) {
    this.#memory = memory;
    this.#key = `drafts.${account}`;
    this.rooms = new Store(this.#remembered());
  }

  of(room: number): string {
    return this.rooms.get().get(room) ?? '';
  }

  set(room: number, text: string): void {
    const rooms = new Map(this.rooms.get());
    if (text.trim() === '') rooms.delete(room);
    else rooms.set(room, text);
    this.rooms.set(rooms);
    if (rooms.size === 0) this.#memory.remove(this.#key);
    else this.#memory.set(this.#key, JSON.stringify([...rooms]));
  }

  #remembered(): ReadonlyMap<number, string> {
    try {
      return new Map(JSON.parse(this.#memory.get(this.#key) ?? '[]') as [number, string][]);
    } catch {
      return new Map();
    }
  }
}
