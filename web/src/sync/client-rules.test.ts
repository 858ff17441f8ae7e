import { describe, expect, it } from 'vitest';
import { FakeServer } from '../testing/fake-server.ts';
import { ownPerson } from '../testing/people.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { SyncClient } from './client.ts';
import type { Ask, SocketEvents } from './ports.ts';
import type { RoomFrame, ServerFrame } from './protocol.ts';

const ME = 1;
const OTHER = 2;

/** A client whose requests and frames come through when the test says so, in the order that it says. */
class Desk {
  readonly clock = new VirtualClock();
  readonly server = new FakeServer(() => this.clock.now());
  readonly room = this.server.createRoom([ME, OTHER]);
  readonly client: SyncClient;
  /** Requests that the server has answered and the client has not heard of. */
  readonly answers: { path: string; arrive: () => void }[] = [];
  /** Frames that the client has not heard. */
  frames: ServerFrame[] = [];
  #events: SocketEvents | null = null;
  #connection: ReturnType<FakeServer['connect']> | null = null;

  constructor() {
    const ask: Ask = <T>(...[method, path, body, options]: Parameters<Ask>) => {
      const answer = structuredClone(this.server.ask(ME, method, path, body, options?.idempotencyKey)) as T;
      return new Promise<T>((resolve) => this.answers.push({ path, arrive: () => resolve(answer) }));
    };
    this.client = new SyncClient(ownPerson(ME), {
      ask,
      openSocket: (path, events) => {
        this.#events = events;
        const deliver = (frame: ServerFrame): void => void this.frames.push(frame);
        this.#connection = this.server.connect(ME, { deliver }, path.includes('resume'));
        const connection = this.#connection;
        return { send: (text) => this.server.hear(connection, JSON.parse(text)), close: () => undefined };
      },
      clock: this.clock,
      memory: { get: () => null, set: () => undefined, remove: () => undefined },
      put: () => Promise.reject(new Error('no storage')),
      hash: () => Promise.resolve(''),
      random: () => 0.5,
      newKey: () => 'key',
    });
  }

  /** The client as it is when all has come through. */
  static async ready(): Promise<Desk> {
    const desk = new Desk();
    desk.client.start();
    await desk.calm();
    return desk;
  }

  hear(frame: ServerFrame): void {
    this.#events?.onMessage(JSON.stringify(frame));
  }

  /** Lets all frames arrive. */
  hearAll(): void {
    for (const frame of this.frames.splice(0)) this.hear(frame);
  }

  /** Lets the first answer arrive whose path matches. */
  async arrive(path: RegExp): Promise<void> {
    const at = this.answers.findIndex((answer) => path.test(answer.path));
    expect(at, `an answer to ${path}`).toBeGreaterThanOrEqual(0);
    this.answers.splice(at, 1)[0]?.arrive();
    await this.clock.run(0);
  }

  /** Lets everything arrive until nothing more happens. */
  async calm(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      while (this.frames.length + this.answers.length > 0) {
        this.hearAll();
        for (const { arrive } of this.answers.splice(0)) arrive();
        await this.clock.run(0);
      }
      await this.clock.run(1_000);
    }
  }

  /** The line breaks; what was said on it and not heard is lost. */
  break(): void {
    if (this.#connection !== null) this.server.disconnect(this.#connection);
    this.frames = [];
    this.#events?.onClose(1006);
  }

  get state() {
    const state = this.client.rooms.get(this.room);
    if (state === undefined) throw new Error('the room is gone');
    return state;
  }

  get bodies(): readonly string[] | undefined {
    return this.state.timeline?.messages.map(({ body }) => body);
  }
}

describe('[LS3] changes on top of what was fetched', () => {
  it('count once, where a frame begins before what is known', async () => {
    const desk = await Desk.ready();
    desk.server.addTask(desk.room, OTHER, ME);
    desk.server.addTask(desk.room, OTHER, ME);
    const [one, two] = desk.frames.splice(0) as [RoomFrame, RoomFrame];
    desk.hear(one);
    desk.hear({ ...two, from: one.from, changes: [...one.changes, ...two.changes] });
    desk.hear(two);
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });

  it('lead to fetching the room again, where one is missing', async () => {
    const desk = await Desk.ready();
    desk.server.post(desk.room, OTHER, 'one');
    desk.server.post(desk.room, OTHER, 'two');
    desk.frames.shift();
    desk.hearAll();
    expect(desk.state.room.last_sequence).toBe(0);
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });

  it('are not lost while a page of messages is fetched', async () => {
    const desk = await Desk.ready();
    desk.server.post(desk.room, OTHER, 'one');
    desk.hearAll();
    void desk.client.rooms.openNewest(desk.room);
    desk.server.edit(desk.room, 1, 'one, better');
    desk.hearAll();
    await desk.arrive(/messages/);
    expect(desk.bodies).toEqual(['one, better']);
  });

  it('are not lost while the account is fetched', async () => {
    const desk = new Desk();
    desk.client.start();
    desk.hearAll();
    for (const part of [/\/me$/, /contacts$/, /requests$/, /categories/, /bookmarks/]) await desk.arrive(part);
    desk.server.accounts.turnBookmark(ME, 'kept');
    desk.server.accounts.prefer(ME, 'theme', 'dark');
    await desk.arrive(/rooms/);
    desk.hearAll();
    await desk.arrive(/preferences/);
    await desk.calm();
    expect([...desk.client.state.get().bookmarks]).toEqual(['kept']);
    expect(desk.client.state.get().preferences.get('theme')).toBe('dark');
  });

  it('keep the counters in doubt until they are fetched, whatever else happens', async () => {
    const desk = await Desk.ready();
    desk.server.addTask(desk.room, OTHER, ME);
    const task = [...(desk.server.rooms.get(desk.room)?.tasks.keys() ?? [])][0] ?? 0;
    desk.hearAll();
    desk.server.turnTask(desk.room, task);
    desk.hearAll();
    desk.server.post(desk.room, OTHER, 'later');
    await desk.clock.run(1_000);
    await desk.arrive(/rooms\/\d+$/);
    desk.server.arrange(desk.room, ME, true, 'all');
    desk.frames.reverse();
    desk.hearAll();
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });
});

describe('[LS11] contacts_changed', () => {
  it('brings those who became contacts without a contact of their own', async () => {
    const desk = await Desk.ready();
    desk.server.accounts.hire(ME, OTHER);
    await desk.calm();
    expect([...desk.client.state.get().contacts.keys()]).toEqual([OTHER]);
  });

  it('is not undone by an answer from before', async () => {
    const desk = await Desk.ready();
    desk.server.accounts.hire(ME, 3);
    desk.hearAll();
    await desk.clock.run(1_000);
    const late = desk.answers.splice(0);
    desk.server.accounts.hire(ME, OTHER);
    desk.hearAll();
    await desk.clock.run(1_000);
    for (const { arrive } of desk.answers.splice(0)) arrive();
    await desk.clock.run(0);
    for (const { arrive } of late) arrive();
    await desk.calm();
    expect([...desk.client.state.get().contacts.keys()]).toEqual([OTHER, 3]);
  });

  it('costs one fetch, however many come at once', async () => {
    const desk = await Desk.ready();
    for (let id = 3; id < 20; id++) desk.server.accounts.hire(ME, id);
    desk.hearAll();
    await desk.clock.run(1_000);
    expect(desk.answers.filter(({ path }) => path.endsWith('/contacts'))).toHaveLength(1);
    await desk.calm();
    expect(desk.client.state.get().contacts.size).toBe(17);
  });
});

describe('[LS13] resync while live', () => {
  it('fetches the room, and goes on with what comes after', async () => {
    const desk = await Desk.ready();
    desk.server.post(desk.room, OTHER, 'too long for a frame');
    desk.frames = [];
    desk.hear({ type: 'resync', rooms: [desk.room] });
    desk.server.post(desk.room, OTHER, 'and one more');
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });

  it('also where nothing comes after', async () => {
    const desk = await Desk.ready();
    desk.server.post(desk.room, OTHER, 'too long for a frame');
    desk.frames = [];
    desk.hear({ type: 'resync', rooms: [desk.room] });
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });
});

describe('[LS12] coming back', () => {
  it('fetches again what the server names', async () => {
    const desk = await Desk.ready();
    desk.server.resumeLimit = 1;
    desk.break();
    for (const body of ['one', 'two', 'three']) desk.server.post(desk.room, OTHER, body);
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
  });

  it('takes no answer from before for the newer one', async () => {
    const desk = await Desk.ready();
    desk.client.rooms.doubt(desk.room);
    await desk.clock.run(1_000);
    const [late] = desk.answers.splice(0);
    desk.break();
    desk.server.arrange(desk.room, ME, true, 'mentions');
    await desk.calm();
    late?.arrive();
    await desk.calm();
    expect(desk.state.room.attention).toBe('mentions');
  });
});

describe('who shows the tasks of all rooms', () => {
  it('hears of each change of a task, and of no message', async () => {
    const desk = await Desk.ready();
    const { taskChanges } = desk.client;
    const counted = async (change: () => void): Promise<number> => {
      const before = taskChanges.get();
      change();
      await desk.calm();
      return taskChanges.get() - before;
    };
    expect(await counted(() => desk.server.post(desk.room, OTHER, 'only words'))).toBe(0);
    expect(await counted(() => desk.server.addTask(desk.room, OTHER, ME))).toBeGreaterThan(0);
    const task = [...(desk.server.rooms.get(desk.room)?.tasks.keys() ?? [])][0] ?? 0;
    expect(await counted(() => desk.server.turnTask(desk.room, task))).toBeGreaterThan(0);
    expect(await counted(() => desk.server.editTask(desk.room, task, OTHER))).toBeGreaterThan(0);
    expect(await counted(() => desk.server.remove(desk.room, OTHER))).toBeGreaterThan(0);
  });
});
