import { ApiFailure, type Method } from '../sync/ports.ts';
import type {
  AccountChange,
  Attention,
  ClientFrame,
  Member,
  Mentions,
  Message,
  Room,
  RoomChange,
  RoomFile,
  RoomSettings,
  ServerFrame,
  Task,
} from '../sync/protocol.ts';
import { FakeAccounts } from './fake-accounts.ts';

/** How the server reaches a client. */
export interface Peer {
  deliver(frame: ServerFrame): void;
}

interface Posted {
  message: Message;
  mentions: Mentions;
  markedRead: boolean;
}

interface Marker {
  upTo: number;
  ownReadFrom: number;
}

interface FakeRoom {
  id: number;
  name: string;
  version: number;
  log: RoomChange[];
  posted: Posted[];
  members: Map<number, Member>;
  tasks: Map<number, Task>;
  files: Map<number, RoomFile>;
  markers: Map<number, Marker>;
  pinned: Set<number>;
  attention: Map<number, Attention>;
  settings: RoomSettings;
  updatedAt: number;
}

interface FakeConnection {
  account: number;
  peer: Peer;
  awaitsResume: boolean;
}

const SETTINGS = {
  members_may_post: true,
  members_may_add_tasks: true,
  members_may_send_files: true,
  members_may_see_members: true,
};

/** A small server of the rules in docs/spec/api-v1.md and docs/spec/live-stream.md, in memory. */
export class FakeServer {
  /** A resume that lacks more changes than this is answered with `resync`; rule LS13. */
  resumeLimit = 500;
  readonly rooms = new Map<number, FakeRoom>();
  readonly accounts = new FakeAccounts(
    (account, change) => this.#tellAccount(account, change),
    (one, other) => [...this.rooms.values()].some(({ members }) => members.has(one) && members.has(other)),
  );
  readonly #connections = new Set<FakeConnection>();
  readonly #answers = new Map<string, unknown>();
  readonly #now: () => number;
  #nextId = 1;
  /** Changes that become one commit. */
  #gathered: RoomChange[] | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  createRoom(accounts: readonly number[]): number {
    const id = this.#nextId++;
    const members = new Map(accounts.map((account) => [account, { account_id: account, role: 'admin' as const }]));
    this.rooms.set(id, {
      id,
      name: `room ${id}`,
      version: 0,
      log: [],
      posted: [],
      members,
      tasks: new Map(),
      files: new Map(),
      markers: new Map(),
      pinned: new Set(),
      attention: new Map(),
      settings: SETTINGS,
      updatedAt: this.#now(),
    });
    this.#commit(id, [{ type: 'room_created' }], accounts);
    return id;
  }

  connect(account: number, peer: Peer, resumes: boolean): FakeConnection {
    const connection = { account, peer, awaitsResume: resumes };
    this.#connections.add(connection);
    peer.deliver({
      type: 'hello',
      protocol: 1,
      account_id: account,
      connection: '1',
      server_time: this.#now(),
      heartbeat: 30_000,
    });
    return connection;
  }

  disconnect(connection: FakeConnection): void {
    this.#connections.delete(connection);
  }

  hear(connection: FakeConnection, frame: ClientFrame): void {
    if (frame.type === 'ping') connection.peer.deliver({ type: 'pong' });
    if (frame.type !== 'resume') return;
    if (!connection.awaitsResume) throw new Error('resume on a connection that does not');
    connection.awaitsResume = false;
    this.#resume(connection, new Map(frame.rooms));
  }

  #resume({ account, peer }: FakeConnection, had: ReadonlyMap<number, number>): void {
    const resync: number[] = [];
    for (const room of this.rooms.values()) {
      if (!room.members.has(account)) continue;
      const version = had.get(room.id);
      if (version === undefined) {
        peer.deliver({ type: 'account', change: { type: 'room_added', room: this.view(room.id, account) } });
      } else if (room.version - version > this.resumeLimit) {
        resync.push(room.id);
      } else if (version < room.version) {
        const changes = room.log.slice(version);
        peer.deliver({ type: 'room', room_id: room.id, from: version + 1, version: room.version, changes });
      }
    }
    for (const id of had.keys()) {
      if (!this.rooms.get(id)?.members.has(account)) this.#tell(peer, { type: 'room_removed', room_id: id });
    }
    if (resync.length > 0) peer.deliver({ type: 'resync', rooms: resync });
    peer.deliver({ type: 'resumed' });
  }

  view(id: number, account: number): Room {
    const room = this.#room(id, account);
    const { upTo, ownReadFrom } = room.markers.get(account) ?? { upTo: 0, ownReadFrom: 0 };
    const later = room.posted.slice(upTo);
    const readOwn = ({ message, markedRead }: Posted): boolean =>
      message.account_id === account && markedRead && message.sequence >= ownReadFrom;
    return {
      room_id: id,
      type: 'group',
      name: room.name,
      description: '',
      icon: 'group',
      settings: room.settings,
      role: room.members.get(account)?.role ?? 'member',
      partner_id: null,
      pinned: room.pinned.has(account),
      attention: room.attention.get(account) ?? 'all',
      read_up_to: upTo,
      unread: later.filter((posted) => !readOwn(posted)).length,
      mentions: later.filter(
        ({ message, mentions }) =>
          !message.deleted &&
          message.account_id !== account &&
          (mentions.all || mentions.account_ids.includes(account)),
      ).length,
      open_tasks: [...room.tasks.values()].filter((t) => t.assignee_id === account && t.status === 'open').length,
      members: room.members.size,
      last_sequence: room.posted.length,
      files: room.files.size,
      tasks: room.tasks.size,
      version: room.version,
      updated_at: room.updatedAt,
    };
  }

  /** @throws ApiFailure */
  ask(account: number, method: Method, path: string, body: unknown, key: string | undefined): unknown {
    if (key !== undefined) {
      const name = `${account} ${key}`;
      if (!this.#answers.has(name)) this.#answers.set(name, this.#answer(account, method, path, body));
      return this.#answers.get(name);
    }
    return this.#answer(account, method, path, body);
  }

  #answer(account: number, method: Method, path: string, body: unknown): unknown {
    const url = new URL(path, 'http://server');
    const parts = url.pathname.split('/').slice(2);
    if (method === 'GET' && parts[0] !== 'rooms') return this.accounts.read(account, parts.join('/'), url.searchParams);
    if (parts[0] !== 'rooms') throw new ApiFailure(404, 'no-such-endpoint', path);
    const rooms = [...this.rooms.values()].filter((room) => room.members.has(account));
    if (parts.length === 1) return { rooms: rooms.map((room) => this.view(room.id, account)) };
    const id = Number(parts[1]);
    this.#room(id, account);
    return method === 'GET' ? this.#read(id, account, parts[2], url.searchParams) : this.#write(id, account, parts[2], body);
  }

  #read(id: number, account: number, what: string | undefined, query: URLSearchParams): unknown {
    const room = this.#room(id, account);
    switch (what) {
      case undefined:
        return this.view(id, account);
      case 'members':
        return { members: [...room.members.values()].sort((a, b) => a.account_id - b.account_id) };
      case 'tasks':
        return { tasks: [...room.tasks.values()].sort((a, b) => b.task_id - a.task_id) };
      default: {
        const messages = this.#page(room, query);
        const [first, last] = [messages[0]?.sequence ?? 0, messages.at(-1)?.sequence ?? 0];
        const files = [...room.files.values()].filter(({ sequence }) => sequence >= first && sequence <= last);
        return { messages, files, first_sequence: first, last_sequence: last };
      }
    }
  }

  #page(room: FakeRoom, query: URLSearchParams): Message[] {
    const all = room.posted.map(({ message }) => message);
    const limit = Number(query.get('limit'));
    const after = query.get('after');
    if (after !== null) return all.slice(Number(after), Number(after) + limit);
    const around = query.get('around');
    if (around !== null) return all.slice(Math.max(0, Number(around) - 1 - (limit >> 1))).slice(0, limit);
    const before = query.get('before');
    return all.slice(0, before === null ? undefined : Number(before) - 1).slice(-limit);
  }

  #write(id: number, account: number, what: string | undefined, body: unknown): unknown {
    switch (what) {
      case 'messages':
        return this.post(id, account, (body as { body: string }).body);
      case 'read':
        return this.markRead(id, account, (body as { sequence: number }).sequence);
      default:
        throw new ApiFailure(404, 'no-such-endpoint', String(what));
    }
  }

  post(id: number, account: number, text: string): Message {
    const room = this.#room(id, account);
    const mentioned = [...text.matchAll(/\[To:(\d+)\]/g)].map((match) => Number(match[1]));
    const message: Message = {
      message_id: `${id}-${room.posted.length + 1}`,
      room_id: id,
      sequence: room.posted.length + 1,
      account_id: account,
      kind: 'user',
      body: text,
      deleted: false,
      sent_at: this.#now(),
      edited_at: null,
      edits: 0,
      reactions: [],
    };
    const mentions = { account_ids: mentioned.filter((each) => each !== account), all: false };
    room.posted.push({ message, mentions, markedRead: true });
    room.updatedAt = message.sent_at;
    this.#commit(id, [{ type: 'message_posted', message, mentions, marked_read: true }]);
    return message;
  }

  edit(id: number, sequence: number, text: string): void {
    const posted = this.#posted(id, sequence);
    if (posted.message.deleted) return;
    const { message } = posted;
    // Two edits of one message are never in the same millisecond.
    const edited_at = Math.max(this.#now(), (message.edited_at ?? 0) + 1);
    posted.message = { ...message, body: text, edited_at, edits: message.edits + 1 };
    posted.mentions = { account_ids: [], all: false };
    this.#commit(id, [{ type: 'message_edited', sequence, body: text, edited_at, mentions: posted.mentions }]);
  }

  delete(id: number, sequence: number): void {
    const posted = this.#posted(id, sequence);
    if (posted.message.deleted) return;
    posted.message = { ...posted.message, body: '', deleted: true, reactions: [] };
    this.#commit(id, [{ type: 'message_deleted', sequence }]);
  }

  react(id: number, sequence: number, account: number): void {
    const posted = this.#posted(id, sequence);
    if (posted.message.deleted) return;
    const had = posted.message.reactions[0]?.account_ids ?? [];
    const adds = !had.includes(account);
    const accounts = adds ? [...had, account] : had.filter((each) => each !== account);
    const reactions = accounts.length > 0 ? [{ reaction: 'like', account_ids: accounts }] : [];
    posted.message = { ...posted.message, reactions };
    const type = adds ? 'reaction_added' : 'reaction_removed';
    this.#commit(id, [{ type, sequence, account_id: account, reaction: 'like' }]);
  }

  rename(id: number, name: string): void {
    const room = this.#room(id, null);
    room.name = name;
    this.#commit(id, [{ type: 'room_edited', name, description: '', icon: 'group' }]);
  }

  setRights(id: number, mayPost: boolean): void {
    const room = this.#room(id, null);
    room.settings = { ...room.settings, members_may_post: mayPost };
    this.#commit(id, [{ type: 'room_settings_changed', settings: room.settings }]);
  }

  arrange(id: number, account: number, pinned: boolean, attention: Attention): void {
    const room = this.#room(id, account);
    if (pinned) room.pinned.add(account);
    else room.pinned.delete(account);
    room.attention.set(account, attention);
    this.#tellAccount(account, { type: 'room_arranged', room_id: id, pinned, attention });
  }

  /** In one commit, as a message that makes a task is. */
  postTask(id: number, by: number, assignee: number): void {
    this.#together(id, () => {
      this.addTask(id, by, assignee);
      this.post(id, by, 'a task');
    });
  }

  addTask(id: number, by: number, assignee: number): void {
    const room = this.#room(id, by);
    const task: Task = {
      task_id: this.#nextId++,
      room_id: id,
      assignee_id: assignee,
      assigned_by_id: by,
      body: 'to do',
      deadline: { type: 'none' },
      status: 'open',
      sequence: room.posted.length,
      created_at: this.#now(),
      done_at: null,
    };
    room.tasks.set(task.task_id, task);
    this.#commit(id, [{ type: 'task_added', task }]);
  }

  turnTask(id: number, task: number): void {
    const room = this.#room(id, null);
    const known = room.tasks.get(task);
    if (known === undefined) return;
    const status = known.status === 'open' ? 'done' : 'open';
    const at = this.#now();
    room.tasks.set(task, { ...known, status, done_at: status === 'done' ? at : null });
    this.#commit(id, [{ type: 'task_status_changed', task_id: task, status, account_id: 1, at }]);
  }

  editTask(id: number, task: number, assignee: number): void {
    const room = this.#room(id, null);
    const known = room.tasks.get(task);
    if (known === undefined) return;
    const [body, deadline] = [`do it ${this.#nextId++}`, { type: 'none' } as const];
    room.tasks.set(task, { ...known, assignee_id: assignee, body, deadline });
    this.#commit(id, [{ type: 'task_edited', task_id: task, assignee_id: assignee, body, deadline }]);
  }

  deleteTask(id: number, task: number): void {
    if (this.#room(id, null).tasks.delete(task)) this.#commit(id, [{ type: 'task_deleted', task_id: task }]);
  }

  /** In one commit with its message. */
  attachFile(id: number, by: number): void {
    const room = this.#room(id, by);
    const file: RoomFile = {
      file_id: this.#nextId++,
      room_id: id,
      uploader_id: by,
      name: 'a.png',
      size: 1,
      content_type: 'image/png',
      kind: 'image',
      sequence: room.posted.length + 1,
      uploaded_at: this.#now(),
      state: 'new',
      preview: 'none',
      width: 0,
      height: 0,
    };
    room.files.set(file.file_id, file);
    this.#together(id, () => {
      this.#commit(id, [{ type: 'file_attached', file }]);
      this.post(id, by, `[download:${file.file_id}]a.png[/download]`);
    });
  }

  examineFile(id: number, file: number): void {
    const { files } = this.#room(id, null);
    const known = files.get(file);
    if (known === undefined) return;
    const found = { state: 'fine', preview: 'picture', width: 4, height: 3 } as const;
    files.set(file, { ...known, ...found });
    this.#commit(id, [{ type: 'file_examined', file_id: file, ...found }]);
  }

  deleteFile(id: number, file: number): void {
    if (this.#room(id, null).files.delete(file)) this.#commit(id, [{ type: 'file_deleted', file_id: file }]);
  }

  remove(id: number, account: number): void {
    const room = this.#room(id, account);
    room.members.delete(account);
    for (const file of room.files.values()) if (file.uploader_id === account) room.files.delete(file.file_id);
    for (const task of room.tasks.values()) if (task.assignee_id === account) room.tasks.delete(task.task_id);
    this.#commit(id, [{ type: 'members_changed', entered: [], removed: [account] }]);
    this.#tellAccount(account, { type: 'room_removed', room_id: id });
  }

  enter(id: number, account: number): void {
    const room = this.#room(id, null);
    const member: Member = { account_id: account, role: 'member' };
    room.members.set(account, member);
    room.markers.set(account, { upTo: room.posted.length, ownReadFrom: 0 });
    this.#commit(id, [{ type: 'members_changed', entered: [member], removed: [] }], [account]);
  }

  markRead(id: number, account: number, sequence: number): unknown {
    const room = this.#room(id, account);
    const marker = room.markers.get(account) ?? { upTo: 0, ownReadFrom: 0 };
    if (sequence > marker.upTo) this.#mark(room, account, { ...marker, upTo: sequence });
    const { read_up_to, unread, mentions } = this.view(id, account);
    return { read_up_to, unread, mentions };
  }

  markUnread(id: number, account: number, sequence: number): void {
    const room = this.#room(id, account);
    this.#mark(room, account, { upTo: sequence - 1, ownReadFrom: room.posted.length + 1 });
  }

  #mark(room: FakeRoom, account: number, marker: Marker): void {
    room.markers.set(account, marker);
    const { read_up_to, unread, mentions } = this.view(room.id, account);
    this.#tellAccount(account, { type: 'read_marker_moved', room_id: room.id, read_up_to, unread, mentions });
  }

  #together(id: number, work: () => void): void {
    this.#gathered = [];
    work();
    const changes = this.#gathered;
    this.#gathered = null;
    this.#commit(id, changes);
  }

  #commit(id: number, changes: readonly RoomChange[], entered: readonly number[] = []): void {
    if (this.#gathered !== null) {
      this.#gathered.push(...changes);
      return;
    }
    const room = this.#room(id, null);
    const from = room.version + 1;
    room.version += changes.length;
    room.log.push(...changes);
    for (const { account, peer, awaitsResume } of this.#connections) {
      if (awaitsResume || !room.members.has(account)) continue;
      if (entered.includes(account)) this.#tell(peer, { type: 'room_added', room: this.view(id, account) });
      else peer.deliver({ type: 'room', room_id: id, from, version: room.version, changes });
    }
  }

  #tellAccount(account: number, change: AccountChange): void {
    for (const connection of this.#connections) {
      if (connection.account === account && !connection.awaitsResume) this.#tell(connection.peer, change);
    }
  }

  #tell(peer: Peer, change: AccountChange): void {
    peer.deliver({ type: 'account', change });
  }

  #room(id: number, account: number | null): FakeRoom {
    const room = this.rooms.get(id);
    if (room === undefined || (account !== null && !room.members.has(account))) {
      throw new ApiFailure(403, 'room-not-found', 'no such room');
    }
    return room;
  }

  #posted(id: number, sequence: number): Posted {
    const posted = this.#room(id, null).posted[sequence - 1];
    if (posted === undefined) throw new ApiFailure(404, 'message-not-found', 'no such message');
    return posted;
  }
}

export type { FakeConnection };
