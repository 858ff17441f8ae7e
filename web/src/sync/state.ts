import type {
  Attention,
  Category,
  Contact,
  ContactRequest,
  Member,
  Mentions,
  Message,
  OwnPerson,
  Person,
  Room,
  Task,
} from './protocol.ts';

/**
 * A part of a room's history without a gap: messages by rising sequence. It is bounded, so that a room of
 * any length costs the same.
 */
export interface Timeline {
  readonly messages: readonly Message[];
}

export interface RoomState {
  readonly room: Room;
  /** Null until somebody looks at the room. */
  readonly timeline: Timeline | null;
  /** Whether somebody reads older messages: what they look at does not make room for what comes. */
  readonly held: boolean;
  /** Null until asked for, and where the room hides them. */
  readonly members: readonly Member[] | null;
  /** Null until asked for. */
  readonly tasks: readonly Task[] | null;
  /** Counts changes of the link and of the requests to join, which are fetched where they are shown. */
  readonly entrance: number;
}

export interface Presence {
  readonly active: ReadonlySet<number>;
  readonly away: ReadonlySet<number>;
}

/** What the server has confirmed. Never changed in place. */
export interface State {
  readonly me: OwnPerson;
  readonly rooms: ReadonlyMap<number, RoomState>;
  readonly people: ReadonlyMap<number, Person>;
  readonly contacts: ReadonlyMap<number, Contact>;
  readonly requests: ReadonlyMap<number, ContactRequest>;
  readonly categories: readonly Category[];
  readonly bookmarks: ReadonlySet<string>;
  readonly preferences: ReadonlyMap<string, string>;
  readonly typing: ReadonlyMap<number, readonly number[]>;
  readonly presence: ReadonlyMap<number, Presence>;
}

/** How many messages a timeline holds at most. */
export const TIMELINE_LIMIT = 300;

export function emptyState(me: OwnPerson): State {
  return {
    me,
    rooms: new Map(),
    people: new Map([[me.account_id, me]]),
    contacts: new Map(),
    requests: new Map(),
    categories: [],
    bookmarks: new Set(),
    preferences: new Map(),
    typing: new Map(),
    presence: new Map(),
  };
}

export function newRoomState(room: Room): RoomState {
  return { room, timeline: null, held: false, members: null, tasks: null, entrance: 0 };
}

/** Whether the timeline reaches the newest message, so that live ones go on its end. */
export function reachesEnd(state: RoomState): boolean {
  const last = state.timeline?.messages.at(-1);
  return state.timeline !== null && (last?.sequence ?? 0) >= state.room.last_sequence;
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** Whether a room's choice lets a message through: all, those to the account, or none. */
function mayBeNotified(attention: Attention, mentioned: boolean): boolean {
  return attention === 'all' || (attention === 'mentions' && mentioned);
}

/** Whether the account wants to hear of the message. */
export function isNews({ me, rooms }: State, message: Message, { all, account_ids }: Mentions): boolean {
  const room = rooms.get(message.room_id)?.room;
  if (room === undefined || message.kind === 'system' || message.account_id === me.account_id) return false;
  return mayBeNotified(room.attention, all || account_ids.includes(me.account_id));
}
