import { describe, expect, it } from 'vitest';
import { FakeServer } from '../testing/fake-server.ts';
import { ownPerson } from '../testing/people.ts';
import { TextMemory } from '../testing/text-memory.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { SyncClient } from './client.ts';
import { ApiFailure, type Ask, type SocketEvents, Unreachable } from './ports.ts';
import type { RoomChange, RoomFrame, ServerFrame } from './protocol.ts';

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
  /** What the server answers in place of what it would, as long as the test says so. */
  readonly instead = new Map<string, () => unknown>();
  /** Frames that the client has not heard. */
  frames: ServerFrame[] = [];
  #events: SocketEvents | null = null;
  #connection: ReturnType<FakeServer['connect']> | null = null;

  constructor() {
    const ask: Ask = <T>(...[method, path, body, options]: Parameters<Ask>) => {
      const other = [...this.instead].find(([part]) => path.includes(part))?.[1];
      const answered = (): unknown => other?.() ?? this.server.ask(ME, method, path, body, options?.idempotencyKey);
      try {
        const answer = structuredClone(answered()) as T;
        return new Promise<T>((resolve) => this.answers.push({ path, arrive: () => resolve(answer) }));
      } catch (failure) {
        return new Promise<T>((_, reject) => this.answers.push({ path, arrive: () => reject(failure as Error) }));
      }
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
      memory: new TextMemory(),
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

  /** The line breaks before a word was said. */
  refuse(): void {
    this.break();
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

  it('stand on a page that was answered from before they were told', async () => {
    const desk = await Desk.ready();
    for (const body of ['one', 'two']) desk.server.post(desk.room, OTHER, body);
    const before = desk.server.ask(ME, 'GET', `/v1/rooms/${desk.room}/messages?limit=60`, undefined, undefined);
    desk.server.edit(desk.room, 1, 'one, better');
    desk.server.post(desk.room, OTHER, 'three');
    desk.hearAll();
    desk.instead.set('/messages', () => before);
    void desk.client.rooms.openNewest(desk.room);
    await desk.calm();
    expect(desk.bodies).toEqual(['one, better', 'two', 'three']);
  });

  it('of a kind that only a newer server knows lead to fetching the room', async () => {
    const desk = await Desk.ready();
    const version = desk.state.room.version + 1;
    desk.instead.set(`/rooms/${desk.room}`, () => ({ ...desk.server.view(desk.room, ME), version, name: 'painted' }));
    desk.hear({
      type: 'room',
      room_id: desk.room,
      from: version,
      version,
      changes: [{ type: 'room_painted' } as unknown as RoomChange],
    });
    await desk.calm();
    expect(desk.state.room.name).toBe('painted');
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

describe('[LS11] read markers', () => {
  it('are not moved by an answer that is late', async () => {
    const desk = await Desk.ready();
    for (const body of ['one', 'two']) desk.server.post(desk.room, OTHER, body);
    await desk.calm();
    void desk.client.markRead(desk.room, 2);
    const [late] = desk.answers.splice(0);
    desk.server.markUnread(desk.room, ME, 1);
    await desk.calm();
    late?.arrive();
    await desk.calm();
    expect(desk.state.room).toEqual(desk.server.view(desk.room, ME));
    expect(desk.state.room.unread).toBe(2);
  });
});

describe('[LS13] a room that is fetched anew', () => {
  it('[W11] stays where somebody reads', async () => {
    const desk = await Desk.ready();
    for (let n = 1; n <= 900; n++) desk.server.post(desk.room, OTHER, `page ${n}`);
    await desk.calm();
    void desk.client.rooms.openAround(desk.room, 300);
    await desk.calm();
    desk.client.rooms.hold(desk.room, true);
    desk.server.edit(desk.room, 300, 'page 300, better');
    desk.frames = [];
    desk.hear({ type: 'resync', rooms: [desk.room] });
    await desk.calm();
    expect(desk.bodies).toContain('page 300, better');
  });

  it('[W10] comes before others where somebody looks at it', async () => {
    const desk = await Desk.ready();
    const rooms = Array.from({ length: 30 }, () => desk.server.createRoom([ME, OTHER]));
    await desk.calm();
    await Promise.all([desk.client.rooms.openNewest(desk.room), desk.calm()]);
    desk.hear({ type: 'resync', rooms: [...rooms, desk.room] });
    for (let answers = 0; answers < 4; answers++) await desk.arrive(/rooms\/\d+$/);
    expect(desk.answers.map(({ path }) => path)).toContain(`/v1/rooms/${desk.room}`);
    await desk.calm();
  });

  it('[W10] waits for its turn where there are many, and longer where the server is in trouble', async () => {
    const desk = await Desk.ready();
    const rooms = Array.from({ length: 30 }, () => desk.server.createRoom([ME, OTHER]));
    await desk.calm();
    const refused: number[] = [];
    desk.instead.set('/rooms/', () => {
      refused.push(desk.clock.now());
      throw new ApiFailure(503, 'unavailable', 'later');
    });
    desk.hear({ type: 'resync', rooms });
    for (let second = 0; second < 60; second++) {
      desk.hearAll();
      for (const { arrive } of desk.answers.splice(0)) arrive();
      await desk.clock.run(1_000);
    }
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThan(40);
    desk.instead.clear();
    for (let turn = 0; turn < 30; turn++) await desk.calm();
    for (const room of rooms) expect(desk.client.rooms.get(room)?.room).toEqual(desk.server.view(room, ME));
  });
});

describe('[W9] a session that ended elsewhere', () => {
  it.each([
    [
      'signed out',
      (): unknown => {
        throw new ApiFailure(401, 'not-signed-in', '');
      },
    ],
    ['somebody else', (): unknown => ({ account: ownPerson(OTHER), csrf_token: null })],
  ])('ends the client when the stream refuses it: %s', async (_, session) => {
    const desk = await Desk.ready();
    desk.break();
    desk.instead.set('/session', session);
    await desk.clock.run(1_000);
    desk.refuse();
    await desk.calm();
    expect(desk.client.connection.state.get()).toBe('ended');
  });

  it('is not taken for one where the server is down', async () => {
    const desk = await Desk.ready();
    desk.break();
    desk.instead.set('/session', () => {
      throw new Unreachable();
    });
    await desk.clock.run(1_000);
    desk.refuse();
    await desk.calm();
    expect(desk.client.connection.state.get()).not.toBe('ended');
  });
});

describe('[LS12] coming back', () => {
  it('forgets who was typing', async () => {
    const desk = await Desk.ready();
    desk.hear({ type: 'typing', room_id: desk.room, account_ids: [OTHER] });
    expect(desk.client.state.get().typing.get(desk.room)).toEqual([OTHER]);
    desk.break();
    await desk.calm();
    expect(desk.client.state.get().typing.get(desk.room) ?? []).toEqual([]);
  });

  it('[W8] tells of a few rooms what came meanwhile, and nothing that was read elsewhere', async () => {
    const desk = await Desk.ready();
    const rooms = Array.from({ length: 5 }, () => desk.server.createRoom([ME, OTHER]));
    await desk.calm();
    const told: string[] = [];
    desk.client.onMessage(({ message }) => told.push(message.body));
    desk.break();
    for (const room of [desk.room, ...rooms]) {
      for (const body of ['old', 'new']) desk.server.post(room, OTHER, `${body} in ${room}`);
      await desk.clock.run(10);
    }
    desk.server.markRead(rooms[4] ?? 0, ME, 2);
    await desk.calm();
    expect(told).toEqual(rooms.slice(1, 4).map((room) => `new in ${room}`));
    desk.server.post(desk.room, OTHER, 'live');
    const [live] = desk.frames;
    await desk.calm();
    if (live !== undefined) desk.hear(live);
    expect(told.slice(3)).toEqual(['live']);
  });

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
