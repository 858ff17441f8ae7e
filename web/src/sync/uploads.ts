import { ApiFailure, type Ask, type Clock, type Memory, Unreachable } from './ports.ts';
import type { RoomFile } from './protocol.ts';
import { Store } from './store.ts';

/** Sends bytes to a signed URL, and tells how many have gone. */
export type Put = (url: string, headers: Readonly<Record<string, string>>, body: Blob, watch: PutWatch) => Promise<void>;

export interface PutWatch {
  readonly onSent: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface UploadParts {
  readonly ask: Ask;
  readonly put: Put;
  readonly hash: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  readonly clock: Clock;
  readonly memory: Memory;
  readonly newKey: () => string;
}

/** Some files on their way to a room as one message. */
export interface Batch {
  readonly id: string;
  readonly room: number;
  readonly names: readonly string[];
  /** What is written with them. */
  readonly message: string;
  readonly size: number;
  readonly sent: number;
  /** `waiting`: broken off, and tried again by itself. */
  readonly state: 'queued' | 'sending' | 'waiting' | 'failed';
  /** Why it failed. */
  readonly failure: unknown;
}

interface Upload {
  readonly upload_id: string;
  readonly part_size: number;
  readonly parts: number;
  readonly received: readonly number[];
}

interface PartUrl {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Source {
  readonly file: File;
  /** Where the upload's number is kept over reloads. */
  readonly key: string;
}

interface Work {
  readonly sources: readonly Source[];
  abort: AbortController;
  pause: number;
  /** How often the storage or the server refused what may be well a moment later. */
  refusals: number;
  wait: () => void;
}

const BATCHES_AT_ONCE = 2;
const PARTS_AT_ONCE = 2;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const MOST_REFUSALS = 3;
/** A part of which nothing goes for so long is begun again: the line is dead, whatever the browser still hopes. */
const STALLED_AFTER = 60_000;
const KEY = 'upload.';

/**
 * Sends files in parts, again and again while the network is away. What broke off goes on with the parts that are
 * missing, also after the page was loaded anew, when the same file is given again.
 */
export class Uploads {
  readonly batches = new Store<readonly Batch[]>([]);
  readonly #parts: UploadParts;
  readonly #work = new Map<string, Work>();
  readonly #onAttached: (files: readonly RoomFile[]) => void;

  constructor(parts: UploadParts, onAttached: (files: readonly RoomFile[]) => void) {
    this.#parts = parts;
    this.#onAttached = onAttached;
  }

  send(room: number, files: readonly File[], message = ''): void {
    if (files.length === 0) return;
    const id = this.#parts.newKey();
    const sources: Source[] = [];
    for (const file of files) sources.push({ file, key: this.#keyOf(room, file, sources) });
    this.#work.set(id, {
      sources,
      abort: new AbortController(),
      pause: FIRST_PAUSE,
      refusals: 0,
      wait: () => undefined,
    });
    const batch: Batch = {
      id,
      room,
      names: files.map((file) => file.name),
      message,
      size: files.reduce((sum, file) => sum + file.size, 0),
      sent: 0,
      state: 'queued',
      failure: null,
    };
    this.batches.update((all) => [...all, batch]);
    this.#pump();
  }

  /** Once more, after it failed. */
  retry(id: string): void {
    const work = this.#work.get(id);
    if (work === undefined || this.#batch(id)?.state !== 'failed') return;
    work.refusals = 0;
    work.pause = FIRST_PAUSE;
    this.#change(id, { state: 'queued', failure: null });
    this.#pump();
  }

  /** Tries at once what waits; the server is reachable again. */
  wake(): void {
    for (const { id, state } of this.batches.get()) {
      if (state !== 'waiting') continue;
      this.#work.get(id)?.wait();
      this.#change(id, { state: 'queued' });
    }
    this.#pump();
  }

  /** Gives a batch up; what has come of it is forgotten. */
  cancel(id: string): void {
    const work = this.#work.get(id);
    if (work === undefined) return;
    work.abort.abort();
    work.wait();
    this.#remove(id);
    for (const { key } of work.sources) {
      const upload = this.#parts.memory.get(key);
      this.#parts.memory.remove(key);
      if (upload !== null) void this.#parts.ask('DELETE', `/v1/uploads/${upload}`).catch(() => undefined);
    }
    this.#pump();
  }

  end(): void {
    for (const work of this.#work.values()) {
      work.abort.abort();
      work.wait();
    }
  }

  #pump(): void {
    const all = this.batches.get();
    let free = BATCHES_AT_ONCE - all.filter((batch) => batch.state === 'sending').length;
    for (const { id, state } of all) {
      if (free <= 0) return;
      if (state !== 'queued') continue;
      free--;
      this.#change(id, { state: 'sending' });
      void this.#run(id);
    }
  }

  async #run(id: string): Promise<void> {
    const work = this.#work.get(id);
    const batch = this.#batch(id);
    if (work === undefined || batch === undefined) return;
    const { signal } = work.abort;
    try {
      const ids = await this.#sendAll(batch, work);
      signal.throwIfAborted();
      const { files } = await this.#parts.ask<{ files: RoomFile[] }>('POST', `/v1/rooms/${batch.room}/files`, {
        upload_ids: ids,
        message: batch.message,
      });
      for (const { key } of work.sources) this.#parts.memory.remove(key);
      this.#remove(id);
      this.#onAttached(files);
    } catch (failure) {
      if (signal.aborted) return;
      // One part failed: the others need not go on.
      work.abort.abort();
      work.abort = new AbortController();
      this.#failed(id, work, failure);
    }
    this.#pump();
  }

  #failed(id: string, work: Work, failure: unknown): void {
    const later = failure instanceof Unreachable || (failure instanceof ApiFailure && failure.passing);
    if (!later && (!mayPass(failure) || ++work.refusals > MOST_REFUSALS)) {
      this.#change(id, { state: 'failed', failure });
      return;
    }
    this.#change(id, { state: 'waiting' });
    work.wait = this.#parts.clock.after(work.pause, () => {
      this.#change(id, { state: 'queued' });
      this.#pump();
    });
    work.pause = Math.min(LONGEST_PAUSE, work.pause * 2);
  }

  /** One file after the other. */
  async #sendAll(batch: Batch, work: Work): Promise<readonly string[]> {
    const ids: string[] = [];
    let before = 0;
    for (const source of work.sources) {
      const base = before;
      const tell = (sent: number): void => this.#change(batch.id, { sent: base + sent });
      ids.push(await this.#sendFile(batch.room, source, work, tell));
      before += source.file.size;
    }
    return ids;
  }

  async #sendFile(room: number, source: Source, work: Work, onSent: (sent: number) => void): Promise<string> {
    const { signal } = work.abort;
    const upload = await this.#begin(room, source);
    const done = new Map<number, number>();
    const tell = (part: number, sent: number): void => {
      if (signal.aborted) return;
      done.set(part, sent);
      onSent([...done.values()].reduce((sum, each) => sum + each, 0));
    };
    const missing: number[] = [];
    for (let part = 1; part <= upload.parts; part++) {
      if (upload.received.includes(part)) tell(part, slice(source.file, upload, part).size);
      else missing.push(part);
    }
    const next = async (): Promise<void> => {
      for (let part = missing.shift(); part !== undefined; part = missing.shift()) {
        await this.#sendPart(upload, source.file, part, signal, tell);
        // What goes well again is not near its end.
        work.pause = FIRST_PAUSE;
        work.refusals = 0;
      }
    };
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, next));
    return upload.upload_id;
  }

  /** Goes on with an upload of the same file, or begins one. */
  async #begin(room: number, { file, key }: Source): Promise<Upload> {
    const known = this.#parts.memory.get(key);
    if (known !== null) {
      try {
        return await this.#parts.ask<Upload>('GET', `/v1/uploads/${known}`);
      } catch (failure) {
        if (!(failure instanceof ApiFailure) || failure.status !== 404) throw failure;
        this.#parts.memory.remove(key);
      }
    }
    const upload = await this.#parts.ask<Upload>('POST', `/v1/rooms/${room}/uploads`, {
      name: file.name === '' ? 'file' : file.name,
      size: file.size,
    });
    this.#parts.memory.set(key, upload.upload_id);
    return upload;
  }

  async #sendPart(
    upload: Upload,
    file: File,
    part: number,
    signal: AbortSignal,
    tell: (part: number, sent: number) => void,
  ): Promise<void> {
    const body = slice(file, upload, part);
    const bytes = await body.arrayBuffer().catch(() => {
      // It was moved or changed since it was chosen.
      throw new ApiFailure(0, 'file-unreadable', 'The file cannot be read');
    });
    const sha256 = await this.#parts.hash(new Uint8Array(bytes));
    signal.throwIfAborted();
    const { urls } = await this.#parts.ask<{ urls: PartUrl[] }>('POST', `/v1/uploads/${upload.upload_id}/urls`, {
      parts: [{ part, sha256 }],
    });
    const [url] = urls;
    if (url === undefined) throw new Error('no address for a part');
    signal.throwIfAborted();
    await this.#put(url, body, signal, (sent) => tell(part, sent));
    tell(part, body.size);
  }

  async #put({ url, headers }: PartUrl, body: Blob, whole: AbortSignal, onSent: (sent: number) => void): Promise<void> {
    const { clock, put } = this.#parts;
    const line = new AbortController();
    const end = (): void => line.abort();
    whole.addEventListener('abort', end);
    let watch = clock.after(STALLED_AFTER, end);
    const watched = (sent: number): void => {
      watch();
      watch = clock.after(STALLED_AFTER, end);
      onSent(sent);
    };
    try {
      await put(url, headers, body, { onSent: watched, signal: line.signal });
    } catch (failure) {
      throw line.signal.aborted ? new Unreachable() : failure;
    } finally {
      watch();
      whole.removeEventListener('abort', end);
    }
  }

  /** Files that look the same, as two pictures that were pasted, are still two. */
  #keyOf(room: number, file: File, before: readonly Source[]): string {
    const key = `${KEY}${room}.${file.size}.${file.lastModified}.${file.name}`;
    const taken = new Set([...[...this.#work.values()].flatMap((work) => work.sources), ...before].map((each) => each.key));
    for (let copy = 0; ; copy++) {
      const own = copy === 0 ? key : `${key}.${copy}`;
      if (!taken.has(own)) return own;
    }
  }

  #batch(id: string): Batch | undefined {
    return this.batches.get().find((each) => each.id === id);
  }

  #change(id: string, change: Partial<Batch>): void {
    this.batches.update((all) => all.map((batch) => (batch.id === id ? { ...batch, ...change } : batch)));
  }

  #remove(id: string): void {
    this.#work.delete(id);
    this.batches.update((all) => all.filter((batch) => batch.id !== id));
  }
}

/** What may go well when the batch is begun again: a URL ran out, an upload was forgotten, a part was damaged. */
function mayPass(failure: unknown): boolean {
  if (!(failure instanceof ApiFailure)) return false;
  return failure.code.startsWith('storage-') || failure.code === 'upload-incomplete' || failure.code === 'upload-not-found';
}

function slice(file: File, upload: Upload, part: number): Blob {
  return file.slice((part - 1) * upload.part_size, Math.min(part * upload.part_size, file.size));
}
