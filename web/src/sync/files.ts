import { ApiFailure, type Ask } from './ports.ts';
import type { MessagePage, RoomChange, RoomFile } from './protocol.ts';
import { Store } from './store.ts';

/** How many files are remembered. */
const MOST = 2_000;

/**
 * What is known of files by their numbers, null of those that are gone. It fills with the pages of
 * messages and with the live stream; what is shown and not known is asked for once.
 */
export class RoomFiles {
  readonly known = new Store<ReadonlyMap<number, RoomFile | null>>(new Map());
  readonly #ask: Ask;
  readonly #asked = new Set<number>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  learn(files: readonly RoomFile[]): void {
    if (files.length > 0) this.#put(files.map((file) => [file.file_id, file] as const));
  }

  /** A page of messages comes with all of their files: what is known to have come with them and is missing, is gone. */
  learnPage(room: number, page: MessagePage): void {
    const there = new Set(page.files.map((file) => file.file_id));
    const gone = [...this.known.get()].filter(
      ([id, file]) =>
        file !== null &&
        file.room_id === room &&
        file.sequence >= page.first_sequence &&
        file.sequence <= page.last_sequence &&
        !there.has(id),
    );
    // An answer may have been made before what was told live since.
    const news = page.files.filter(({ file_id: id, state }) => {
      const before = this.known.get().get(id);
      return before === undefined || (before !== null && (state !== 'new' || before.state === 'new'));
    });
    this.#put([...gone.map(([id]) => [id, null] as const), ...news.map((file) => [file.file_id, file] as const)]);
  }

  /** Asks for a file that is not known. */
  want(room: number, id: number): void {
    if (this.known.get().has(id) || this.#asked.has(id)) return;
    this.#asked.add(id);
    void this.#ask<RoomFile>('GET', `/v1/rooms/${room}/files/${id}`).then(
      (file) => this.#put([[id, file]]),
      (failure: unknown) => {
        if (failure instanceof ApiFailure && failure.status < 500 && failure.status !== 429) this.#put([[id, null]]);
        else this.#asked.delete(id);
      },
    );
  }

  apply(room: number, change: RoomChange): void {
    switch (change.type) {
      case 'file_attached':
        this.#put([[change.file.file_id, change.file]]);
        break;
      case 'file_examined': {
        const file = this.known.get().get(change.file_id);
        if (file === undefined || file === null) break;
        const { state, preview, width, height } = change;
        this.#put([[file.file_id, { ...file, state, preview, width, height }]]);
        break;
      }
      case 'file_deleted':
        this.#put([[change.file_id, null]]);
        break;
      case 'members_changed': {
        const gone = new Set(change.removed);
        const lost = [...this.known.get().values()].filter(
          (file) => file !== null && file.room_id === room && gone.has(file.uploader_id),
        );
        this.#put(lost.flatMap((file) => (file === null ? [] : [[file.file_id, null] as const])));
        break;
      }
      default:
    }
  }

  #put(entries: readonly (readonly [number, RoomFile | null])[]): void {
    if (entries.length === 0) return;
    this.known.update((files) => {
      const next = new Map(files);
      for (const [id, file] of entries) {
        next.delete(id);
        next.set(id, file);
      }
      for (const id of next.keys()) {
        if (next.size <= MOST) break;
        next.delete(id);
        this.#asked.delete(id);
      }
      return next;
    });
  }
}
