import type { AccountChange, Member, Message, Person, Room, RoomChange, RoomFrame, Task } from './protocol.ts';
import {
  type Presence,
  type RoomState,
  type State,
  TIMELINE_LIMIT,
  newRoomState,
  reachesEnd,
  withEntry,
  withoutEntry,
} from './state.ts';

/** What applying a room's frame came to. */
export type Applied =
  | { readonly kind: 'applied'; readonly state: RoomState; readonly doubtful: boolean }
  | { readonly kind: 'known' }
  | { readonly kind: 'gap' };

/** Of a type that only a newer server knows; the compiler shows that none of those known here is forgotten. */
function novel<T>(_change: never, instead: T): T {
  return instead;
}

/**
 * A frame on top of a room; rules LS3, LS6. `doubtful` where the change moves a counter by an amount that
 * only the server knows: the room's numbers are to be fetched again.
 */
export function applyFrame(state: RoomState, frame: RoomFrame, me: number): Applied {
  const known = state.room.version;
  if (frame.version <= known) return { kind: 'known' };
  if (frame.from > known + 1) return { kind: 'gap' };
  let next = state;
  let doubtful = false;
  for (const change of frame.changes.slice(known + 1 - frame.from)) {
    const step = applyChange(next, change, me);
    next = step.state;
    doubtful ||= step.doubtful;
  }
  next = { ...next, room: { ...next.room, version: frame.version } };
  return { kind: 'applied', state: next, doubtful };
}

interface Step {
  readonly state: RoomState;
  readonly doubtful: boolean;
}

const sure = (state: RoomState): Step => ({ state, doubtful: false });
const unsure = (state: RoomState): Step => ({ state, doubtful: true });

function withRoom(state: RoomState, room: Partial<Room>): RoomState {
  return { ...state, room: { ...state.room, ...room } };
}

function applyChange(state: RoomState, change: RoomChange, me: number): Step {
  switch (change.type) {
    case 'message_posted':
      return sure(posted(state, change, me));
    case 'message_edited':
    case 'message_deleted': {
      const next = withMessages(state, change);
      return change.sequence > state.room.read_up_to ? unsure(next) : sure(next);
    }
    case 'reaction_added':
    case 'reaction_removed':
      return sure(withMessages(state, change));
    case 'room_edited':
      return sure(withRoom(state, { name: change.name, description: change.description, icon: change.icon }));
    case 'room_settings_changed':
      return sure(withRoom(state, { settings: change.settings }));
    case 'members_changed':
      return membersChanged(state, change, me);
    case 'task_added':
      return sure(taskAdded(state, change.task, me));
    case 'task_edited':
    case 'task_status_changed':
    case 'task_deleted':
      return unsure(withTasks(state, change));
    case 'file_attached':
      return sure(withRoom(state, { files: state.room.files + 1 }));
    case 'file_deleted':
      return sure(withRoom(state, { files: state.room.files - 1 }));
    case 'file_examined':
      return sure(state);
    case 'join_requested':
    case 'join_declined':
    case 'link_changed':
      return sure({ ...state, entrance: state.entrance + 1 });
    case 'hidden':
      // What is hidden may have changed how many members and tasks there are.
      return unsure(state);
    case 'room_created':
    case 'room_deleted':
      return sure(state);
    default:
      return novel(change, unsure(state));
  }
}

function posted(
  state: RoomState,
  change: Extract<RoomChange, { type: 'message_posted' }>,
  me: number,
): RoomState {
  const { message, mentions } = change;
  const mine = message.account_id === me;
  const room = state.room;
  if (message.sequence <= room.last_sequence) return state;
  const later = message.sequence > room.read_up_to;
  const addressed = later && !mine && (mentions.all || mentions.account_ids.includes(me));
  const counted = later && (!mine || !change.marked_read);
  const next = withRoom(state, {
    last_sequence: message.sequence,
    updated_at: message.sent_at,
    unread: room.unread + (counted ? 1 : 0),
    mentions: room.mentions + (addressed ? 1 : 0),
  });
  if (state.timeline === null || !reachesEnd(state)) return next;
  if ((state.timeline.messages.at(-1)?.sequence ?? 0) >= message.sequence) return next;
  if (state.held && state.timeline.messages.length >= TIMELINE_LIMIT) return next;
  return { ...next, timeline: { messages: [...state.timeline.messages, message].slice(-TIMELINE_LIMIT) } };
}

function withMessages(state: RoomState, change: RoomChange): RoomState {
  if (state.timeline === null) return state;
  const messages = applyToMessages(state.timeline.messages, change);
  return messages === state.timeline.messages ? state : { ...state, timeline: { messages } };
}

/** Changes of messages that are there. Told twice, a change has no second effect. */
export function applyToMessages(messages: readonly Message[], change: RoomChange): readonly Message[] {
  switch (change.type) {
    case 'message_edited':
      return replaceMessage(messages, change.sequence, (message) =>
        message.deleted || (message.edited_at !== null && message.edited_at >= change.edited_at)
          ? message
          : { ...message, body: change.body, edited_at: change.edited_at, edits: message.edits + 1 },
      );
    case 'message_deleted':
      return replaceMessage(messages, change.sequence, (message) => ({
        ...message,
        body: '',
        deleted: true,
        reactions: [],
      }));
    case 'reaction_added':
      return replaceMessage(messages, change.sequence, (message) =>
        message.deleted ? message : withReaction(message, change.reaction, change.account_id),
      );
    case 'reaction_removed':
      return replaceMessage(messages, change.sequence, (message) =>
        withoutReaction(message, change.reaction, change.account_id),
      );
    default:
      return messages;
  }
}

/** The same for the newest messages, which what is posted comes after. */
export function applyToNewest(messages: readonly Message[], change: RoomChange): readonly Message[] {
  if (change.type !== 'message_posted') return applyToMessages(messages, change);
  const follows = change.message.sequence === (messages.at(-1)?.sequence ?? 0) + 1;
  return follows ? [...messages, change.message] : messages;
}

function replaceMessage(
  messages: readonly Message[],
  sequence: number,
  change: (message: Message) => Message,
): readonly Message[] {
  const first = messages[0]?.sequence;
  const at = first === undefined ? -1 : sequence - first;
  const old = messages[at];
  if (old === undefined || old.sequence !== sequence) return messages;
  const changed = change(old);
  return changed === old ? messages : messages.with(at, changed);
}

function withReaction(message: Message, reaction: string, account: number): Message {
  const at = message.reactions.findIndex((each) => each.reaction === reaction);
  const old = message.reactions[at];
  if (old === undefined) {
    return { ...message, reactions: [...message.reactions, { reaction, account_ids: [account] }] };
  }
  if (old.account_ids.includes(account)) return message;
  const changed = { reaction, account_ids: [...old.account_ids, account] };
  return { ...message, reactions: message.reactions.with(at, changed) };
}

function withoutReaction(message: Message, reaction: string, account: number): Message {
  const reactions = message.reactions
    .map((each) =>
      each.reaction === reaction
        ? { reaction, account_ids: each.account_ids.filter((id) => id !== account) }
        : each,
    )
    .filter((each) => each.account_ids.length > 0);
  return { ...message, reactions };
}

function membersChanged(
  state: RoomState,
  change: Extract<RoomChange, { type: 'members_changed' }>,
  me: number,
): Step {
  const role = change.entered.find((member) => member.account_id === me)?.role ?? state.room.role;
  const members = state.members === null ? null : applyToMembers(state.members, change);
  const gone = new Set(change.removed);
  const tasks = state.tasks?.filter((task) => !gone.has(task.assignee_id)) ?? null;
  const count = members?.length ?? state.room.members;
  return unsure(withRoom({ ...state, members, tasks }, { role, members: count }));
}

/** Members by rising id, as the server gives them. */
export function applyToMembers(members: readonly Member[], change: RoomChange): readonly Member[] {
  if (change.type !== 'members_changed') return members;
  const all = new Map(members.map((member) => [member.account_id, member]));
  for (const id of change.removed) all.delete(id);
  for (const member of change.entered) all.set(member.account_id, member);
  return [...all.values()].sort((a, b) => a.account_id - b.account_id);
}

function taskAdded(state: RoomState, task: Task, me: number): RoomState {
  const mine = task.assignee_id === me && task.status === 'open' ? 1 : 0;
  return withRoom(withTasks(state, { type: 'task_added', task }), {
    tasks: state.room.tasks + 1,
    open_tasks: state.room.open_tasks + mine,
  });
}

function withTasks(state: RoomState, change: RoomChange): RoomState {
  if (state.tasks === null) return state;
  return { ...state, tasks: applyToTasks(state.tasks, change) };
}

/** Tasks by falling id, as the server gives them. */
export function applyToTasks(tasks: readonly Task[], change: RoomChange): readonly Task[] {
  switch (change.type) {
    case 'task_added':
      return [...tasks.filter((task) => task.task_id !== change.task.task_id), change.task].sort(
        (a, b) => b.task_id - a.task_id,
      );
    case 'task_edited':
      return replaceTask(tasks, change.task_id, (task) => ({
        ...task,
        assignee_id: change.assignee_id,
        body: change.body,
        deadline: change.deadline,
      }));
    case 'task_status_changed':
      return replaceTask(tasks, change.task_id, (task) => ({
        ...task,
        status: change.status,
        done_at: change.status === 'done' ? change.at : null,
      }));
    case 'task_deleted':
      return tasks.filter((task) => task.task_id !== change.task_id);
    case 'members_changed': {
      const gone = new Set(change.removed);
      return tasks.filter((task) => !gone.has(task.assignee_id));
    }
    default:
      return tasks;
  }
}

function replaceTask(tasks: readonly Task[], id: number, change: (task: Task) => Task): readonly Task[] {
  return tasks.map((task) => (task.task_id === id ? change(task) : task));
}

/** A change of the account; rule LS11. */
export function applyAccount(state: State, change: AccountChange): State {
  switch (change.type) {
    case 'room_added': {
      const known = state.rooms.get(change.room.room_id);
      if (known !== undefined && known.room.version >= change.room.version) return state;
      return { ...state, rooms: withEntry(state.rooms, change.room.room_id, newRoomState(change.room)) };
    }
    case 'room_removed':
      return {
        ...state,
        rooms: withoutEntry(state.rooms, change.room_id),
        typing: withoutEntry(state.typing, change.room_id),
        presence: withoutEntry(state.presence, change.room_id),
      };
    case 'read_marker_moved': {
      const { read_up_to, unread, mentions } = change;
      return inRoom(state, change.room_id, { read_up_to, unread, mentions });
    }
    case 'room_arranged':
      return inRoom(state, change.room_id, { pinned: change.pinned, attention: change.attention });
    case 'categories_changed':
      return { ...state, categories: change.categories };
    case 'bookmark_added':
      return { ...state, bookmarks: new Set(state.bookmarks).add(change.message_id) };
    case 'bookmark_removed': {
      const bookmarks = new Set(state.bookmarks);
      bookmarks.delete(change.message_id);
      return { ...state, bookmarks };
    }
    case 'preference_changed':
      return {
        ...state,
        preferences:
          change.value === ''
            ? withoutEntry(state.preferences, change.name)
            : withEntry(state.preferences, change.name, change.value),
      };
    case 'contact_request_received':
    case 'contact_request_sent':
      return { ...state, requests: withEntry(state.requests, change.request.request_id, change.request) };
    case 'contact_request_closed':
      return { ...state, requests: withoutEntry(state.requests, change.request_id) };
    case 'contact_added': {
      const person = state.people.get(change.account_id);
      if (person === undefined) return state;
      const contact = { person, room_id: change.room_id };
      return { ...state, contacts: withEntry(state.contacts, change.account_id, contact) };
    }
    case 'contact_removed':
      return { ...state, contacts: withoutEntry(state.contacts, change.account_id) };
    case 'contacts_changed':
      return state;
    case 'person_changed':
      return personChanged(state, change.person);
    default:
      return novel(change, state);
  }
}

function inRoom(state: State, id: number, room: Partial<Room>): State {
  const known = state.rooms.get(id);
  return known === undefined ? state : { ...state, rooms: withEntry(state.rooms, id, withRoom(known, room)) };
}

function personChanged(state: State, person: Person): State {
  const contact = state.contacts.get(person.account_id);
  return {
    ...state,
    me: state.me.account_id === person.account_id ? { ...state.me, ...person } : state.me,
    people: withEntry(state.people, person.account_id, person),
    contacts:
      contact === undefined
        ? state.contacts
        : withEntry(state.contacts, person.account_id, { ...contact, person }),
  };
}

export function withTyping(state: State, room: number, accounts: readonly number[]): State {
  const others = accounts.filter((id) => id !== state.me.account_id);
  return { ...state, typing: withEntry(state.typing, room, others) };
}

export function withPresence(state: State, room: number, presence: Presence): State {
  return { ...state, presence: withEntry(state.presence, room, presence) };
}
