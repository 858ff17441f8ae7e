import { applyAccount, withPresence, withTyping } from './apply.ts';
import { type Reads, reads } from './api.ts';
import { Connection } from './connection.ts';
import { Drafts } from './drafts.ts';
import { RoomFiles } from './files.ts';
import { Outbox } from './outbox.ts';
import { People } from './people.ts';
import { ApiFailure, type Ask, type Clock, type Memory, type OpenSocket } from './ports.ts';
import type { AccountChange, OwnPerson, ReadState, Room, RoomChange, ServerFrame, Session } from './protocol.ts';
import { Rooms } from './rooms.ts';
import { type State, emptyState, isNews, newRoomState, withEntry } from './state.ts';
import { Store } from './store.ts';
import { type Put, type UploadParts, Uploads } from './uploads.ts';

export interface ClientParts {
  readonly ask: Ask;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly memory: Memory;
  readonly random: () => number;
  readonly put: Put;
  readonly hash: UploadParts['hash'];
  readonly newKey: () => string;
}

type Posted = Extract<RoomChange, { type: 'message_posted' }>;

/** Hears of messages as they come, once each, and of a few of those that came meanwhile; for notifications. */
export type MessageListener = (posted: Posted) => void;

type LaterFrame = Exclude<ServerFrame, { type: 'hello' }>;

const FIRST_RELOAD_PAUSE = 2_000;
const LONGEST_RELOAD_PAUSE = 20_000;
/** How long contacts may be in doubt before they are fetched, so that many who come cost few requests. */
const DOUBT_PAUSE = 700;
const TYPING_PAUSE = 2_500;
/** Of so many rooms at most it is told that something came while there was no connection. */
const MOST_MISSED_TOLD = 3;
/** How long after one read mark the next is sent, so that a busy room costs few requests. */
const READ_PAUSE = 400;

/**
 * One signed-in account's view of the server. It waits for `hello`, fetches, and applies the changes on
 * top (LS3); after a break it resumes (LS12) and fetches again what the server names (LS13).
 */
export class SyncClient {
  readonly state: Store<State>;
  /** Whether the rooms are there. */
  readonly ready = new Store(false);
  /** Why they could not be fetched yet; null where nothing went wrong. */
  readonly trouble = new Store<unknown>(null);
  /** Counts changes of tasks in any room, for who shows tasks of all rooms. */
  readonly taskChanges = new Store(0);
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly rooms: Rooms;
  readonly ask: Ask;
  readonly files: RoomFiles;
  readonly uploads: Uploads;
  readonly #reads: Reads;
  readonly #clock: Clock;
  readonly #listeners = new Set<MessageListener>();
  /** The last message of each room that was told. */
  readonly #announced = new Map<number, number>();
  /** The newest of each room that came while there was no connection. */
  readonly #missed = new Map<number, Posted>();
  /** Whether frames are of the past. */
  #resuming = false;
  /** Frames that came before the rooms did. */
  #early: LaterFrame[] | null = null;
  #viewing: readonly number[] = [];
  #away = false;
  #typedAt = new Map<number, number>();
  /** Rooms that were marked as read a moment ago, with how far they are to be marked next. */
  readonly #reading = new Map<number, number>();
  readonly #people: People;
  #contactsDoubted = false;
  /** Counts what the stream, or a fetch after a break of it, told of read markers. */
  #markerFrames = 0;
  #round = 0;
  #pause = FIRST_RELOAD_PAUSE;
  readonly #random: () => number;
  /** Changes of the account that came while it was being fetched: the answer may not know them yet. */
  readonly #accountWatches = new Set<AccountChange[]>();

  constructor(me: OwnPerson, parts: ClientParts) {
    this.ask = parts.ask;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.files = new RoomFiles(parts.ask);
    this.uploads = new Uploads(parts, (files) => this.files.learn(files));
    this.#reads = reads(parts.ask, (room, page) => this.files.learnPage(room, page));
    this.state = new Store(emptyState(me));
    this.rooms = new Rooms(this.state, this.#reads, parts.clock);
    this.#people = new People(this.state, (ids) => this.#reads.people(ids), parts.clock);
    this.drafts = new Drafts(me.account_id, parts.memory);
    this.outbox = new Outbox(me.account_id, { ...parts, onPosted: () => this.#settle() });
    this.state.subscribe(() => this.#settle());
    this.connection = new Connection(
      parts.openSocket,
      parts.clock,
      parts.random,
      {
        onOpening: () => this.#opening(),
        onRefused: () => void this.#checkSession(),
        onFrame: (frame) => this.#receive(frame),
      },
    );
  }

  start(): void {
    this.connection.start();
  }

  end(): void {
    this.#round++;
    this.outbox.end();
    this.uploads.end();
    this.#people.end();
    this.connection.end();
  }

  onMessage(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The rooms that are on the screen, at most 8; rule LS15. */
  view(rooms: readonly number[]): void {
    this.#viewing = rooms;
    this.connection.send({ type: 'viewing', room_ids: rooms });
  }

  /** The account types in the room; told at most every few seconds. */
  type(room: number): void {
    const now = this.#clock.now();
    // A clock that was set back must not silence it.
    if (Math.abs(now - (this.#typedAt.get(room) ?? 0)) < TYPING_PAUSE) return;
    this.#typedAt.set(room, now);
    this.connection.send({ type: 'typing', room_id: room });
  }

  setAway(away: boolean): void {
    this.#away = away;
    this.connection.send({ type: 'presence', state: away ? 'away' : 'active' });
  }

  /** Has the person looked up, unless known. */
  wantPerson(id: number): void {
    this.#people.want(id);
  }

  /** Sends a message, sooner or later, once. */
  post(room: number, body: string): void {
    this.outbox.send(room, body, this.#last(room));
  }

  /** All up to the message is read. What is read while the server is being told goes with the next request. */
  async markRead(room: number, sequence: number): Promise<void> {
    const later = this.#reading.get(room);
    if (later !== undefined) {
      this.#reading.set(room, Math.max(later, sequence));
      return;
    }
    this.#reading.set(room, 0);
    this.#clock.after(READ_PAUSE, () => this.#readOn(room));
    await this.#mark(room, 'read', sequence);
  }

  #readOn(room: number): void {
    const sequence = this.#reading.get(room) ?? 0;
    this.#reading.delete(room);
    if (sequence > (this.rooms.get(room)?.room.read_up_to ?? Infinity)) {
      this.markRead(room, sequence).catch(() => undefined);
    }
  }

  /** The message and all later ones are unread. */
  async markUnread(room: number, sequence: number): Promise<void> {
    if (this.#reading.has(room)) this.#reading.set(room, 0);
    await this.#mark(room, 'unread', sequence);
  }

  async #mark(room: number, which: 'read' | 'unread', sequence: number): Promise<void> {
    const frames = this.#markerFrames;
    const read = await this.ask<ReadState>('PUT', `/v1/rooms/${room}/${which}`, { sequence });
    // The stream tells of each move in order; an answer may be late.
    if (frames === this.#markerFrames) this.#applyAccount({ type: 'read_marker_moved', room_id: room, ...read });
  }

  /** What was being fetched for an earlier connection may lack frames that were lost with it. */
  #opening(): boolean {
    this.#round++;
    this.#early = null;
    // Who stops typing meanwhile is not told.
    this.state.update((state) => (state.typing.size === 0 ? state : { ...state, typing: new Map() }));
    return this.ready.get();
  }

  /** Signed out, or as somebody else, in another tab or while the machine slept: there is no coming back. */
  async #checkSession(): Promise<void> {
    try {
      const { account } = await this.ask<Session>('GET', '/v1/session');
      if (account.account_id !== this.state.get().me.account_id) this.end();
    } catch (failure) {
      if (failure instanceof ApiFailure && failure.status === 401) this.end();
    }
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'hello') {
      this.#welcome(frame.account_id);
    } else if (this.#early !== null) {
      this.#early.push(frame);
    } else {
      this.#handle(frame);
    }
  }

  #welcome(account: number): void {
    if (account !== this.state.get().me.account_id) {
      this.end();
      return;
    }
    if (this.ready.get()) {
      this.#resuming = true;
      const rooms = [...this.state.get().rooms.values()];
      this.connection.send({
        type: 'resume',
        rooms: rooms.map(({ room }) => [room.room_id, room.version] as const),
      });
      return;
    }
    this.#early = [];
    void this.#fetchFirst(++this.#round);
  }

  async #fetchFirst(round: number): Promise<void> {
    try {
      const [rooms] = await Promise.all([this.#reads.rooms(), this.#fetchAccount(round)]);
      if (round !== this.#round) return;
      this.state.update((state) => ({
        ...state,
        rooms: new Map(rooms.map((room) => [room.room_id, newRoomState(room)])),
      }));
    } catch (failure) {
      if (round !== this.#round) return;
      this.trouble.set(failure);
      this.#clock.after(this.#longer(), () => this.#retryFirst(round));
      return;
    }
    this.#pause = FIRST_RELOAD_PAUSE;
    this.trouble.set(null);
    this.ready.set(true);
    const early = this.#early ?? [];
    this.#early = null;
    for (const frame of early) this.#handle(frame);
    this.#present();
    this.outbox.start();
  }

  #retryFirst(round: number): void {
    if (round === this.#round && this.connection.state.get() === 'live') void this.#fetchFirst(++this.#round);
  }

  async #fetchAccount(round: number): Promise<void> {
    const later: AccountChange[] = [];
    this.#accountWatches.add(later);
    const parts = await this.#reads.account().finally(() => this.#accountWatches.delete(later));
    if (round !== this.#round) return;
    const fetched = (state: State): State => ({
      ...state,
      me: parts.me,
      contacts: new Map(parts.contacts.map((contact) => [contact.person.account_id, contact])),
      requests: new Map(parts.requests.map((request) => [request.request_id, request])),
      categories: parts.categories,
      bookmarks: new Set(parts.bookmarks),
      preferences: new Map(Object.entries(parts.preferences)),
      people: new Map([
        ...state.people,
        ...parts.contacts.map(({ person }) => [person.account_id, person] as const),
        [parts.me.account_id, parts.me],
      ]),
    });
    // Told twice they do no harm.
    this.state.update((state) => later.reduce(applyAccount, fetched(state)));
    // An answer that was made before, and that may have come after one that was made later.
    if (later.some(({ type }) => type === 'contacts_changed')) this.#doubtContacts();
  }

  #handle(frame: LaterFrame): void {
    switch (frame.type) {
      case 'room':
        this.rooms.receive(frame);
        for (const change of frame.changes) this.files.apply(frame.room_id, change);
        this.#announce(frame.room_id, frame.changes);
        this.#people.doubt(frame.changes.flatMap(entered));
        if (frame.changes.some(concernsTasks)) this.#tasksChanged();
        break;
      case 'account':
        if (frame.change.type === 'read_marker_moved') this.#markerFrames++;
        this.#applyAccount(frame.change);
        break;
      case 'typing':
        this.state.update((state) => withTyping(state, frame.room_id, frame.account_ids));
        break;
      case 'presence': {
        const presence = { active: new Set(frame.active), away: new Set(frame.away) };
        this.state.update((state) => withPresence(state, frame.room_id, presence));
        break;
      }
      case 'resync':
        this.#tasksChanged();
        for (const room of frame.rooms) this.rooms.resync(room);
        break;
      case 'resumed':
        this.rooms.interrupted();
        this.#resuming = false;
        this.#markerFrames++;
        this.#people.doubt(this.state.get().people.keys());
        this.#present();
        this.outbox.wake();
        this.uploads.wake();
        void this.#catchUp(++this.#round);
        break;
      case 'pong':
        break;
    }
  }

  /** What is not in the rooms' frames: the account, and each room's read marker and arrangement. */
  async #catchUp(round: number): Promise<void> {
    const moves = this.rooms.movesOf();
    try {
      const [rooms] = await Promise.all([this.#reads.rooms(), this.#fetchAccount(round)]);
      if (round !== this.#round) return;
      const now = this.rooms.movesOf();
      for (const room of rooms) {
        if (now.get(room.room_id) === moves.get(room.room_id)) this.#adopt(room);
        else this.rooms.doubt(room.room_id);
      }
      this.#pause = FIRST_RELOAD_PAUSE;
      this.#tellMissed();
    } catch {
      this.#clock.after(this.#longer(), () => {
        if (round === this.#round) void this.#catchUp(round);
      });
    }
  }

  #adopt(room: Room): void {
    if (this.rooms.get(room.room_id) !== undefined) {
      this.rooms.adopt(room);
    } else {
      this.rooms.replaced(room.room_id);
      this.state.update((state) => ({
        ...state,
        rooms: withEntry(state.rooms, room.room_id, newRoomState(room)),
      }));
    }
  }

  #applyAccount(change: AccountChange): void {
    const last = 'room_id' in change && change.room_id !== null ? this.#last(change.room_id) : 0;
    if ('room_id' in change && change.room_id !== null) this.rooms.moved(change.room_id);
    if (change.type === 'room_removed') this.rooms.replaced(change.room_id);
    if (change.type === 'room_added') {
      this.rooms.replaced(change.room.room_id);
      this.#people.doubt(this.state.get().people.keys());
    }
    if (change.type === 'person_changed') this.#people.told(change.person.account_id);
    if (isPrivate(change)) for (const watch of this.#accountWatches) watch.push(change);
    this.state.update((state) => applyAccount(state, change));
    // Counted where the server was, which may be ahead of the frames that came here, or behind a fetch.
    if (change.type === 'read_marker_moved' && (change.unread > 0 || change.read_up_to < last)) {
      this.rooms.doubt(change.room_id);
    }
    if (change.type === 'contacts_changed') this.#doubtContacts();
    if (change.type === 'contact_added') void this.#refreshContacts(this.#round);
  }

  /** Has the contacts fetched soon, once for all changes until then. */
  #doubtContacts(): void {
    if (this.#contactsDoubted) return;
    this.#contactsDoubted = true;
    this.#clock.after(DOUBT_PAUSE, () => {
      this.#contactsDoubted = false;
      void this.#refreshContacts(this.#round);
    });
  }

  /** The new contact's person may be one that nobody here knew before. */
  async #refreshContacts(round: number): Promise<void> {
    try {
      await this.#fetchAccount(round);
      this.#pause = FIRST_RELOAD_PAUSE;
    } catch {
      this.#clock.after(this.#longer(), () => {
        if (round === this.#round) void this.#refreshContacts(round);
      });
    }
  }

  /** Before what failed is tried again; many clients do not do so at once. */
  #longer(): number {
    const pause = this.#pause * (0.5 + this.#random());
    this.#pause = Math.min(LONGEST_RELOAD_PAUSE, this.#pause * 2);
    return pause;
  }

  #last(room: number): number {
    return this.rooms.get(room)?.room.last_sequence ?? 0;
  }

  #settle(): void {
    const { rooms } = this.state.get();
    this.outbox.settle((room) => rooms.get(room)?.room.last_sequence);
  }

  #announce(room: number, changes: readonly RoomChange[]): void {
    for (const change of changes) {
      if (change.type !== 'message_posted' || change.message.sequence <= (this.#announced.get(room) ?? 0)) continue;
      this.#announced.set(room, change.message.sequence);
      if (!this.#resuming) this.#tell(change);
      else if (isNews(this.state.get(), change.message, change.mentions)) this.#missed.set(room, change);
    }
  }

  #tell(change: Posted): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** After hours away nobody wants to hear of each message, nor of one that they read elsewhere. */
  #tellMissed(): void {
    const missed = [...this.#missed.values()].filter(
      ({ message }) => message.sequence > (this.rooms.get(message.room_id)?.room.read_up_to ?? Infinity),
    );
    this.#missed.clear();
    missed.sort((a, b) => a.message.sent_at - b.message.sent_at);
    for (const change of missed.slice(-MOST_MISSED_TOLD)) this.#tell(change);
  }

  #tasksChanged(): void {
    this.taskChanges.update((count) => count + 1);
  }

  #present(): void {
    if (this.#viewing.length > 0) this.connection.send({ type: 'viewing', room_ids: this.#viewing });
    if (this.#away) this.connection.send({ type: 'presence', state: 'away' });
  }
}

/** Whether it is of the account alone, and not of a room. */
function isPrivate(change: AccountChange): boolean {
  switch (change.type) {
    case 'room_added':
    case 'room_removed':
    case 'room_arranged':
    case 'read_marker_moved':
      return false;
    default:
      return true;
  }
}

/** Removing a member removes their tasks; what is hidden may be that. */
function concernsTasks({ type }: RoomChange): boolean {
  return type.startsWith('task_') || type === 'members_changed' || type === 'hidden';
}

function entered(change: RoomChange): readonly number[] {
  return change.type === 'members_changed' ? change.entered.map(({ account_id }) => account_id) : [];
}
