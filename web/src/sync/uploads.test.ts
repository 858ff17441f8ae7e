import { describe, expect, it } from 'vitest';
import { TextMemory } from '../testing/text-memory.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { ApiFailure, type Ask, Unreachable } from './ports.ts';
import { type PutWatch, Uploads } from './uploads.ts';

/** A server that takes parts of four bytes. */
class Storage {
  readonly calls: string[] = [];
  readonly received = new Map<number, string>();
  attached: unknown = null;
  /** What the next parts end with. */
  failures: Error[] = [];
  refuses: ApiFailure | null = null;
  #begun = 0;

  readonly ask: Ask = <T>(method: string, path: string, body?: unknown): Promise<T> => {
    this.calls.push(`${method} ${path}`);
    if (path.endsWith('/urls')) {
      const { parts } = body as { parts: { part: number }[] };
      return Promise.resolve({ urls: [{ url: `/blobs/${parts[0]?.part ?? 0}`, headers: {} }] } as T);
    }
    if (path.endsWith('/files')) {
      this.attached = body;
      return Promise.resolve({ files: [] } as T);
    }
    if (path.endsWith('/uploads')) {
      if (this.refuses !== null) return Promise.reject(this.refuses);
      this.#begun++;
    }
    const received = [...this.received.keys()];
    return Promise.resolve({ upload_id: `u${this.#begun}`, part_size: 4, parts: 3, received } as T);
  };

  put = async (url: string, _headers: unknown, body: Blob, watch: PutWatch): Promise<void> => {
    watch.signal.throwIfAborted();
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    watch.onSent(1);
    this.received.set(Number(url.split('/').at(-1)), await body.text());
  };
}

const file = new File(['abcdefghij'], 'a.txt', { lastModified: 1 });
const many = (count: number, failure: () => Error): Error[] => Array.from({ length: count }, failure);

function begin(kept = new TextMemory()): { storage: Storage; clock: VirtualClock; all: Uploads } {
  const storage = new Storage();
  const clock = new VirtualClock();
  let key = 0;
  const all = new Uploads(
    {
      ask: storage.ask,
      put: (...given) => storage.put(...given),
      hash: () => Promise.resolve('0'),
      clock,
      memory: kept,
      newKey: () => `k${key++}`,
    },
    () => undefined,
  );
  return { storage, clock, all };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !condition(); turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}

const stateOf = (all: Uploads) => all.batches.get()[0]?.state;

describe('uploads', () => {
  it('send all parts and attach them as one message', async () => {
    const { storage, all } = begin();
    all.send(7, [file], 'here');
    await until(() => storage.attached !== null && all.batches.get().length === 0);
    expect([...storage.received].sort()).toEqual([[1, 'abcd'], [2, 'efgh'], [3, 'ij']]);
    expect(storage.attached).toEqual({ upload_ids: ['u1'], message: 'here' });
  });

  it('wait for the network however long it is away, and go on with the parts that are missing', async () => {
    const { storage, clock, all } = begin();
    storage.failures = [...many(40, () => new Unreachable())];
    all.send(7, [file]);
    for (let round = 0; round < 12; round++) {
      await until(() => stateOf(all) === 'waiting');
      await clock.run(30_000);
    }
    storage.failures = [];
    storage.received.set(2, 'efgh');
    await until(() => stateOf(all) === 'waiting');
    storage.calls.length = 0;
    all.wake();
    await until(() => all.batches.get().length === 0);
    expect(storage.calls).not.toContain('POST /v1/rooms/7/uploads');
    expect(storage.calls.filter((call) => call.endsWith('/urls'))).toHaveLength(2);
  });

  it('get new addresses when the storage refuses, and fail in the end with a way to go on', async () => {
    const { storage, clock, all } = begin();
    const refused = (): Error => new ApiFailure(403, 'storage-403', 'Forbidden');
    storage.failures = many(100, refused);
    all.send(7, [file]);
    await until(() => stateOf(all) === 'waiting');
    await clock.run(60_000);
    await until(() => stateOf(all) === 'failed');
    storage.failures = many(1, refused);
    all.retry('k0');
    await until(() => stateOf(all) === 'waiting');
    await clock.run(30_000);
    await until(() => all.batches.get().length === 0);
    expect(storage.received.size).toBe(3);
  });

  it('tell at once what the server will not take', async () => {
    const { storage, all } = begin();
    storage.refuses = new ApiFailure(403, 'quota-exceeded', 'Full');
    all.send(7, [file]);
    await until(() => stateOf(all) === 'failed');
    expect(all.batches.get()[0]?.failure).toBe(storage.refuses);
  });

  it('go on where another page broke off, with the missing parts only', async () => {
    const kept = new TextMemory();
    kept.set(`upload.7.10.1.a.txt`, 'u');
    const { storage, all } = begin(kept);
    storage.received.set(1, 'abcd');
    all.send(7, [file]);
    await until(() => all.batches.get().length === 0);
    expect(storage.calls).not.toContain('POST /v1/rooms/7/uploads');
    expect(storage.calls.filter((call) => call.endsWith('/urls'))).toHaveLength(2);
    expect(kept.get('upload.7.10.1.a.txt')).toBeNull();
  });

  it('are two where two files look the same', async () => {
    const { storage, all } = begin();
    all.send(7, [file, file]);
    await until(() => all.batches.get().length === 0);
    expect(storage.attached).toEqual({ upload_ids: ['u1', 'u2'], message: '' });
  });

  it('are given up, here and there', async () => {
    const { storage, clock, all } = begin();
    storage.failures = many(100, () => new Unreachable());
    all.send(7, [file]);
    await until(() => stateOf(all) === 'waiting');
    all.cancel('k0');
    expect(all.batches.get()).toEqual([]);
    expect(storage.calls).toContain('DELETE /v1/uploads/u1');
    await clock.run(60_000);
    expect(storage.attached).toBeNull();
    expect(storage.received.size).toBe(0);
  });

  it('of more than two messages take turns', async () => {
    const { all } = begin();
    for (let n = 0; n < 4; n++) all.send(7, [file]);
    expect(all.batches.get().map((batch) => batch.state)).toEqual(['sending', 'sending', 'queued', 'queued']);
    await until(() => all.batches.get().length === 0);
  });

  it('begin a part again of which nothing goes any more', async () => {
    const { storage, clock, all } = begin();
    const put = storage.put;
    let dead = 0;
    storage.put = (url, headers, body, watch) => {
      if (dead++ > 0) return put(url, headers, body, watch);
      return new Promise((_, reject) => watch.signal.addEventListener('abort', () => reject(new Unreachable())));
    };
    all.send(7, [file]);
    await until(() => dead > 0);
    await clock.run(59_000);
    expect(stateOf(all)).toBe('sending');
    await clock.run(10_000);
    await until(() => storage.attached !== null);
  });
});
