import { describe, expect, it } from 'vitest';
import { FakeServer } from '../testing/fake-server.ts';
import { Network } from '../testing/network.ts';
import { ownPerson } from '../testing/people.ts';
import { Random } from '../testing/random.ts';
import { TextMemory } from '../testing/text-memory.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { SyncClient } from './client.ts';
import type { Person } from './protocol.ts';

const ACCOUNTS = [1, 2, 3];
/** More by hand: TSUBAME_RUNS=500 npx vitest run */
const RUNS = Number(process.env['TSUBAME_RUNS'] ?? 300);
const PATIENCE = 60_000;
const STEPS = 120;
const FIRST_SEED = Number(process.env['TSUBAME_SEED'] ?? 1);

class World {
  readonly random: Random;
  readonly clock = new VirtualClock();
  readonly server = new FakeServer(() => this.clock.now());
  readonly network: Network;
  readonly clients: SyncClient[] = [];
  readonly sent: string[] = [];
  /** All tabs of a person are in one browser. */
  readonly #memories = new Map<number, TextMemory>();
  #keys = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.network = new Network(this.server, this.clock, this.random);
    this.server.createRoom(ACCOUNTS);
    this.server.createRoom(ACCOUNTS);
    this.server.createRoom([1, 2]);
  }

  join(account: number): SyncClient {
    const memory = this.#memories.get(account) ?? new TextMemory();
    this.#memories.set(account, memory);
    const client = new SyncClient(ownPerson(account), {
      ask: this.network.ask(account),
      openSocket: this.network.socket(account),
      clock: this.clock,
      memory,
      put: () => Promise.reject(new Error('no storage')),
      hash: () => Promise.resolve(''),
      random: this.random.next,
      newKey: () => `key-${this.#keys++}`,
    });
    client.start();
    this.clients.push(client);
    return client;
  }

  /** Something that a person does, in the client or elsewhere, or that the network does. */
  step(): void {
    const { random, server } = this;
    const id = random.pick([...server.rooms.keys()]);
    const room = server.rooms.get(id);
    const members = [...(room?.members.keys() ?? [])];
    const account = random.pick(ACCOUNTS);
    if (room === undefined || !members.includes(account)) {
      if (random.chance(0.3)) server.enter(id, account);
      return;
    }
    const sequence = room.posted.length === 0 ? 0 : 1 + random.below(room.posted.length);
    switch (random.below(21)) {
      case 0:
      case 1:
      case 2:
        this.#send(id, account);
        break;
      case 3:
        server.post(id, account, `to [To:${random.pick(members)}]`);
        break;
      case 4:
        if (sequence > 0) server.edit(id, sequence, `edited ${random.below(1000)}`);
        break;
      case 5:
        if (sequence > 0) server.delete(id, sequence);
        break;
      case 6:
        if (sequence > 0) server.react(id, sequence, account);
        break;
      case 7:
        if (sequence > 0) this.#markRead(id, account, sequence);
        break;
      case 8:
        if (sequence > 0) server.markUnread(id, account, sequence);
        break;
      case 9:
      case 10:
        this.#doTask(id, account, members);
        break;
      case 11:
        if (members.length > 1 && random.chance(0.3)) server.remove(id, account);
        else server.rename(id, `name ${random.below(1000)}`);
        break;
      case 12:
        this.network.breakSockets(account);
        break;
      case 13:
        server.arrange(id, account, random.chance(0.5), random.pick(['all', 'mentions', 'none']));
        break;
      case 14:
        server.setRights(id, random.chance(0.5));
        break;
      case 15:
        this.#doFile(id, account);
        break;
      case 16:
      case 17:
        this.#doPrivately(account, id, sequence);
        break;
      case 18:
        if (random.chance(0.5)) this.#loadAnew();
        break;
      case 19:
        for (const { account_id } of room.members.values()) random.pick(this.clients).wantPerson(account_id);
        break;
      default:
        this.#look(id);
    }
  }

  /** Somebody loads a page anew, whatever was on its way. */
  #loadAnew(): void {
    const old = this.random.pick(this.clients);
    this.clients.splice(this.clients.indexOf(old), 1);
    old.end();
    this.join(old.state.get().me.account_id);
  }

  #doTask(id: number, account: number, members: readonly number[]): void {
    const { random, server } = this;
    const tasks = [...(server.rooms.get(id)?.tasks.keys() ?? [])];
    const someone = random.pick(members);
    const what = tasks.length === 0 ? 0 : random.below(5);
    if (what === 0) server.addTask(id, account, someone);
    else if (what === 1) server.postTask(id, account, someone);
    else if (what === 2) server.turnTask(id, random.pick(tasks));
    else if (what === 3) server.editTask(id, random.pick(tasks), someone);
    else server.deleteTask(id, random.pick(tasks));
  }

  #doFile(id: number, account: number): void {
    const { random, server } = this;
    const files = [...(server.rooms.get(id)?.files.keys() ?? [])];
    const what = files.length === 0 ? 0 : random.below(4);
    if (what < 2) server.attachFile(id, account);
    else if (what === 2) server.examineFile(id, random.pick(files));
    else server.deleteFile(id, random.pick(files));
  }

  #doPrivately(account: number, id: number, sequence: number): void {
    const { random } = this;
    const { accounts } = this.server;
    switch (random.below(6)) {
      case 0:
        accounts.turnBookmark(account, `${id}-${sequence}`);
        break;
      case 1:
        accounts.prefer(account, random.pick(['theme', 'send']), random.pick(['', 'a', 'b']));
        break;
      case 2:
        accounts.categorize(account, [id]);
        break;
      case 3:
        accounts.rename(account, `person ${random.below(1000)}`);
        break;
      case 4:
        accounts.hire(account, random.pick(ACCOUNTS.filter((each) => each !== account)));
        break;
      default: {
        const other = random.pick(ACCOUNTS.filter((each) => each !== account));
        accounts.meet(account, other, random.chance(0.7));
      }
    }
  }

  /** On this device or on another. */
  #markRead(id: number, account: number, sequence: number): void {
    const client = this.#clientOf(account);
    if (this.random.chance(0.5)) this.server.markRead(id, account, sequence);
    else if (client?.rooms.get(id) !== undefined) client.markRead(id, sequence).catch(() => undefined);
  }

  /** One of their tabs. */
  #clientOf(account: number): SyncClient | undefined {
    const tabs = this.clients.filter((each) => each.state.get().me.account_id === account);
    return tabs.length === 0 ? undefined : this.random.pick(tabs);
  }

  #send(id: number, account: number): void {
    const client = this.#clientOf(account);
    if (client?.rooms.get(id) === undefined) return;
    const text = `message ${this.sent.length}`;
    this.sent.push(text);
    client.post(id, text);
  }

  #look(id: number): void {
    const { rooms } = this.random.pick(this.clients);
    const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
    quietly(rooms.openNewest(id));
    quietly(rooms.older(id));
    quietly(rooms.newer(id));
    rooms.hold(id, this.random.chance(0.5));
    if (this.random.chance(0.2)) rooms.leave(id);
    quietly(rooms.loadMembers(id));
    quietly(rooms.loadTasks(id));
  }
}

function roomsOf(client: SyncClient): unknown {
  return [...client.state.get().rooms.values()]
    .map(({ room }) => room)
    .sort((a, b) => a.room_id - b.room_id);
}

/** What belongs to the account and to no room. */
function privateOf(client: SyncClient): unknown {
  const { me, contacts, requests, categories, bookmarks, preferences } = client.state.get();
  const byKey = <K, V>(map: ReadonlyMap<K, V>): unknown => [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {
    me,
    categories,
    bookmarks: [...bookmarks].sort(),
    contacts: byKey(contacts),
    requests: [...requests.keys()].sort((a, b) => a - b),
    preferences: byKey(preferences),
  };
}

/** Whom the client knows, of those in its rooms. */
function peopleMetBy(client: SyncClient): readonly Person[] {
  const { rooms, people } = client.state.get();
  const met = new Set([...rooms.values()].flatMap(({ members }) => members ?? []).map(({ account_id }) => account_id));
  return [...people.values()].filter(({ account_id }) => met.has(account_id));
}

async function live(seed: number): Promise<World> {
  const world = new World(seed);
  world.server.resumeLimit = world.random.pick([5, 20, 500]);
  world.network.loss = world.random.pick([0, 0.1, 0.3]);
  world.network.latency = world.random.pick([10, 100, 3_000]);
  for (const account of [...ACCOUNTS, 1]) world.join(account);
  for (let step = 0; step < STEPS; step++) {
    world.step();
    if (world.random.chance(0.6)) await world.clock.run(world.random.below(800));
  }
  world.network.loss = 0;
  world.network.latency = 10;
  await world.clock.run(120_000);
  return world;
}

/** Those that came with the messages, as far as they are there. */
function filesOf(client: SyncClient, room: number, first: number, last: number): readonly unknown[] {
  return [...client.files.known.get().values()]
    .filter((file) => file !== null)
    .filter((file) => file.room_id === room && file.sequence >= first && file.sequence <= last)
    .sort((a, b) => a.file_id - b.file_id);
}

describe('clients over a bad network', () => {
  const seeds = Array.from({ length: RUNS }, (_, run) => FIRST_SEED + run);

  it.each(seeds)('have in the end what a fresh fetch gives (seed %i)', async (seed) => {
    const world = await live(seed);
    for (const client of [...world.clients]) {
      const account = client.state.get().me.account_id;
      const fresh = world.join(account);
      await world.clock.run(5_000);
      expect(roomsOf(client), `rooms of ${account}`).toEqual(roomsOf(fresh));
      expect(privateOf(client), `what is private to ${account}`).toEqual(privateOf(fresh));
      expect(peopleMetBy(client), `people met by ${account}`).toEqual(
        peopleMetBy(client).map(({ account_id }) => world.server.accounts.person(account_id)),
      );
      for (const [id, state] of client.state.get().rooms) {
        const server = world.server.rooms.get(id);
        if (state.timeline !== null) {
          const first = state.timeline.messages[0]?.sequence ?? 1;
          const last = state.timeline.messages.at(-1)?.sequence ?? 0;
          const posted = (server?.posted ?? []).map(({ message }) => message).slice(first - 1, last);
          expect(state.timeline.messages, `timeline of ${id}`).toEqual(posted);
          expect(filesOf(client, id, first, last), `files of ${id}`).toEqual(
            [...(server?.files.values() ?? [])].filter(({ sequence }) => sequence >= first && sequence <= last),
          );
        }
        if (state.members !== null) {
          const members = [...(server?.members.values() ?? [])];
          expect(state.members).toEqual(members.sort((a, b) => a.account_id - b.account_id));
        }
        if (state.tasks !== null) {
          const tasks = [...(server?.tasks.values() ?? [])].sort((a, b) => b.task_id - a.task_id);
          expect(state.tasks, `tasks of ${id}`).toEqual(tasks);
        }
      }
    }
  }, PATIENCE);

  it.each(seeds.slice(0, 50))('send every message exactly once (seed %i)', async (seed) => {
    const world = await live(seed);
    const posted = [...world.server.rooms.values()].flatMap((room) => room.posted.map(({ message }) => message));
    const left = world.clients.flatMap((client) => client.outbox.entries.get());
    for (const entry of left) {
      expect(entry.failure ?? (entry.sequence === null ? 'stuck' : 'posted, then removed')).not.toBe('stuck');
    }
    const bodies = posted.filter(({ edits, deleted }) => edits === 0 && !deleted).map(({ body }) => body);
    const own = bodies.filter((body) => body.startsWith('message '));
    expect(new Set(own).size).toBe(own.length);
    const changed = posted.filter(({ edits, deleted }) => edits > 0 || deleted).length;
    expect(own.length + changed + left.length).toBeGreaterThanOrEqual(world.sent.length);
  }, PATIENCE);
});
