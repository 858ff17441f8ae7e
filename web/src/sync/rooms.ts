import { applyFrame, applyToMembers, applyToMessages, applyToNewest, applyToTasks } from './apply.ts';
import type { Reads } from './api.ts';
import { ApiFailure, type Clock } from './ports.ts';
import type { Message, Room, RoomChange, RoomFrame } from './protocol.ts';
import { type RoomState, type State, TIMELINE_LIMIT, newRoomState, reachesEnd, withEntry } from './state.ts';
import type { Store } from './store.ts';

export const PAGE = 60;
/** As many as a page may have. */
const LARGEST_PAGE = 200;
/** How long counters may be in doubt before they are fetched, so that a busy room costs few requests. */
const DOUBT_PAUSE = 700;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;
/** After a long sleep hundreds of rooms may be fetched anew. */
const RELOADS_AT_ONCE = 4;

/** How long after the stream the server's answers may still lack what it told; twice what a busy server needs. */
const ANSWERS_LAG = 10_000;
const MOST_RECENT = 200;

/** Changes that came a moment before something of the room was asked for, and since: the answer may not know them. */
interface Watch {
  readonly room: number;
  readonly changes: RoomChange[];
}

interface Recent {
  readonly at: number;
  readonly change: RoomChange;
}

/** Keeps the rooms as the server has them: frames on top of what was fetched, whatever overtakes what. */
export class Rooms {
  readonly #state: Store<State>;
  readonly #reads: Reads;
  readonly #clock: Clock;
  readonly #watches = new Set<Watch>();
  readonly #recent = new Map<number, readonly Recent[]>();
  /** Frames of rooms that are being fetched anew. */
  readonly #reloading = new Map<number, RoomFrame[]>();
  /** Heads that were fetched at a version that the frames have not reached yet. */
  readonly #heads = new Map<number, Room>();
  readonly #doubts = new Set<number>();
  /** Counts what happened to a room beside its versions: read marker, arrangement, leaving. */
  readonly #moves = new Map<number, number>();
  /** Counts the times without frames; of all rooms, what moved meanwhile is not known. */
  #breaks = 0;
  /** Counts how often a room's state was replaced as a whole. */
  readonly #epochs = new Map<number, number>();
  /** Before a room is asked for again; grows while the server refuses. */
  #pause = DOUBT_PAUSE;
  #reloads = 0;
  /** Who waits for a turn to fetch a room anew. */
  readonly #turns: (() => void)[] = [];

  constructor(state: Store<State>, reads: Reads, clock: Clock) {
    this.#state = state;
    this.#reads = reads;
    this.#clock = clock;
  }

  get(id: number): RoomState | undefined {
    return this.#state.get().rooms.get(id);
  }

  receive(frame: RoomFrame): void {
    const waiting = this.#reloading.get(frame.room_id);
    if (waiting !== undefined) {
      waiting.push(frame);
      return;
    }
    const known = this.get(frame.room_id);
    if (known === undefined) return;
    const applied = applyFrame(known, frame, this.#state.get().me.account_id);
    if (applied.kind === 'known') return;
    if (applied.kind === 'gap') {
      void this.reload(frame.room_id);
      return;
    }
    this.#note(frame);
    this.#put(applied.state);
    if (applied.doubtful) this.doubt(frame.room_id);
    this.#adoptWaiting(frame.room_id);
  }

  #note({ room_id: id, changes }: RoomFrame): void {
    for (const watch of this.#watches) if (watch.room === id) watch.changes.push(...changes);
    const at = this.#clock.now();
    const kept = [...(this.#recent.get(id) ?? []), ...changes.map((change) => ({ at, change }))];
    this.#recent.set(id, kept.filter((each) => at - each.at < ANSWERS_LAG).slice(-MOST_RECENT));
  }

  #recently(id: number): RoomChange[] {
    const now = this.#clock.now();
    return (this.#recent.get(id) ?? []).filter(({ at }) => now - at < ANSWERS_LAG).map(({ change }) => change);
  }

  /** Something of the room changed that versions do not count. */
  moved(id: number): void {
    this.#moves.set(id, (this.#moves.get(id) ?? 0) + 1);
    // It was fetched since the counters were in doubt, and they still are.
    if (this.#heads.delete(id)) this.doubt(id);
  }

  /** Frames come again: what was asked before may lack what happened while none came. */
  interrupted(): void {
    this.#breaks++;
    for (const id of [...this.#heads.keys()]) this.moved(id);
  }

  /** Has the counters fetched soon. */
  doubt(id: number): void {
    if (this.#doubts.has(id)) return;
    this.#doubts.add(id);
    this.#clock.after(this.#pause, () => {
      this.#doubts.delete(id);
      void this.#fetchHead(id);
    });
  }

  /** A room as just fetched: its counters, if they are of the version that we have. */
  adopt(head: Room): void {
    const known = this.get(head.room_id);
    if (known === undefined) return;
    const version = known.room.version;
    if (head.version === version) this.#put({ ...known, room: head });
    else if (head.version > version) this.#heads.set(head.room_id, head);
    else this.doubt(head.room_id);
  }

  movesOf(): ReadonlyMap<number, number> {
    return new Map(this.#moves);
  }

  /** Changes were left out up to now: what is being fetched may lack some, too. */
  resync(id: number): void {
    this.moved(id);
    void this.reload(id);
  }

  /** Everything of the room that was loaded, fetched anew. */
  async reload(id: number): Promise<void> {
    if (this.#reloading.has(id)) return;
    this.#reloading.set(id, []);
    const fresh = await this.#inTurn(id, () => this.#fetchUndisturbed(id));
    const frames = this.#reloading.get(id) ?? [];
    this.#reloading.delete(id);
    if (fresh !== null && this.get(id) !== undefined) {
      this.replaced(id);
      this.#put(fresh);
    }
    for (const frame of frames) this.receive(frame);
  }

  /** Null where the room is not there for us any more. */
  async #fetchUndisturbed(id: number): Promise<RoomState | null> {
    while (this.get(id) !== undefined) {
      const moves = this.#movesOf(id);
      try {
        const fresh = await this.#fetchAll(id);
        this.#pause = DOUBT_PAUSE;
        if (moves === this.#movesOf(id)) return fresh;
      } catch (failure) {
        if (failure instanceof ApiFailure && !failure.passing) return null;
        const pause = this.#longer();
        await new Promise<void>((resolve) => void this.#clock.after(pause, resolve));
      }
    }
    return null;
  }

  /** A room that somebody looks at waits for those before it that are begun, and no others. */
  async #inTurn<T>(id: number, work: () => Promise<T>): Promise<T> {
    while (this.#reloads >= RELOADS_AT_ONCE) {
      const first = this.get(id)?.timeline !== null;
      await new Promise<void>((resolve) => void (first ? this.#turns.unshift(resolve) : this.#turns.push(resolve)));
    }
    this.#reloads++;
    try {
      return await work();
    } finally {
      this.#reloads--;
      this.#turns.shift()?.();
    }
  }

  #longer(): number {
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    return this.#pause;
  }

  /** The room's state is another one now: answers that are under way do not fit it. */
  replaced(id: number): void {
    this.#epochs.set(id, (this.#epochs.get(id) ?? 0) + 1);
    // Told again, they could undo what was changed after them and is in that state without a frame.
    this.#recent.delete(id);
    this.moved(id);
  }

  async #fetchAll(id: number): Promise<RoomState> {
    const known = this.get(id);
    const room = await this.#reads.room(id);
    const [messages, members, tasks] = await Promise.all([
      known?.timeline ? this.#reads.page(id, whereRead(known)) : null,
      known?.members ? this.#reads.members(id) : null,
      known?.tasks ? this.#reads.tasks(id) : null,
    ]);
    return {
      ...newRoomState(room),
      held: known?.held ?? false,
      timeline: messages === null ? null : { messages },
      members,
      tasks,
      entrance: (known?.entrance ?? 0) + 1,
    };
  }

  /** The newest messages, unless the timeline reaches them already. */
  async openNewest(id: number): Promise<void> {
    const known = this.get(id);
    if (known === undefined || reachesEnd(known)) return;
    await this.#replaceTimeline(id, `limit=${PAGE}`, applyToNewest);
  }

  /** The messages around one, unless it is loaded already. */
  async openAround(id: number, sequence: number): Promise<void> {
    if (this.get(id) === undefined) return;
    const messages = this.get(id)?.timeline?.messages;
    const [first, last] = [messages?.[0], messages?.at(-1)];
    if (first && last && first.sequence <= sequence && sequence <= last.sequence) return;
    await this.#replaceTimeline(id, `around=${sequence}&limit=${PAGE}`);
  }

  async openSince(id: number, time: number): Promise<void> {
    if (this.get(id) !== undefined) await this.#replaceTimeline(id, `since=${time}&limit=${PAGE}`);
  }

  async #replaceTimeline(id: number, query: string, apply = applyToMessages): Promise<void> {
    const messages = await this.#watched(id, () => this.#reads.page(id, query), apply);
    const known = this.get(id);
    if (known !== undefined) this.#put({ ...known, timeline: { messages } });
  }

  /** Older messages before those that are loaded. */
  async older(id: number): Promise<void> {
    const first = this.get(id)?.timeline?.messages[0]?.sequence ?? 1;
    if (first <= 1) return;
    const page = await this.#page(id, `before=${first}&limit=${PAGE}`);
    const known = this.get(id);
    const now = known?.timeline?.messages;
    if (known === undefined || now?.[0]?.sequence !== first || page.at(-1)?.sequence !== first - 1) return;
    this.#put({ ...known, timeline: { messages: [...page, ...now].slice(0, TIMELINE_LIMIT) } });
  }

  /** Newer messages after those that are loaded. */
  async newer(id: number): Promise<void> {
    const before = this.get(id);
    if (!before?.timeline || reachesEnd(before)) return;
    const last = before.timeline.messages.at(-1)?.sequence ?? 0;
    const page = await this.#page(id, `after=${last}&limit=${PAGE}`);
    const known = this.get(id);
    const now = known?.timeline?.messages;
    if (!known || !now || (now.at(-1)?.sequence ?? 0) !== last || page[0]?.sequence !== last + 1) return;
    this.#put({ ...known, timeline: { messages: [...now, ...page].slice(-TIMELINE_LIMIT) } });
  }

  /** Somebody reads older messages of the room, or its end again. */
  hold(id: number, held: boolean): void {
    const known = this.get(id);
    if (known !== undefined && known.held !== held) this.#put({ ...known, held });
  }

  /** Nobody looks at the room any more: only its newest messages are kept. */
  leave(id: number): void {
    const known = this.get(id);
    if (!known?.timeline) return;
    const timeline = reachesEnd(known) ? { messages: known.timeline.messages.slice(-PAGE) } : null;
    this.#put({ ...known, timeline, held: false });
  }

  async loadMembers(id: number): Promise<void> {
    if (this.get(id)?.members !== null) return;
    const members = await this.#insist(id, () => this.#watched(id, () => this.#reads.members(id), applyToMembers));
    const known = this.get(id);
    if (known !== undefined) this.#put({ ...known, members });
  }

  async loadTasks(id: number): Promise<void> {
    if (this.get(id)?.tasks !== null) return;
    const tasks = await this.#insist(id, () => this.#watched(id, () => this.#reads.tasks(id), applyToTasks));
    const known = this.get(id);
    if (known !== undefined) this.#put({ ...known, tasks });
  }

  /** Until the server has answered: nobody sees these fail, and nobody would ask again. */
  async #insist<T>(id: number, work: () => Promise<T>): Promise<T> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      try {
        return await work();
      } catch (failure) {
        const final = failure instanceof ApiFailure && !failure.passing;
        if (final || this.get(id) === undefined) throw failure;
        const waited = pause;
        await new Promise<void>((resolve) => void this.#clock.after(waited, resolve));
      }
    }
  }

  #page(id: number, query: string): Promise<readonly Message[]> {
    return this.#watched(id, () => this.#reads.page(id, query), applyToMessages);
  }

  /** An answer, with the changes on top that came while it was under way. Told twice they do no harm. */
  async #watched<T>(
    id: number,
    fetch: () => Promise<readonly T[]>,
    apply: (values: readonly T[], change: RoomChange) => readonly T[],
  ): Promise<readonly T[]> {
    for (;;) {
      const epoch = this.#epochs.get(id);
      const watch: Watch = { room: id, changes: this.#recently(id) };
      this.#watches.add(watch);
      try {
        const values = await fetch();
        if (epoch === this.#epochs.get(id)) return watch.changes.reduce(apply, values);
      } finally {
        this.#watches.delete(watch);
      }
    }
  }

  async #fetchHead(id: number): Promise<void> {
    if (this.get(id) === undefined || this.#reloading.has(id)) return;
    const moves = this.#movesOf(id);
    try {
      const head = await this.#reads.room(id);
      this.#pause = DOUBT_PAUSE;
      if (moves === this.#movesOf(id)) this.adopt(head);
      else this.doubt(id);
    } catch (failure) {
      if (failure instanceof ApiFailure && !failure.passing) return;
      this.#longer();
      this.doubt(id);
    }
  }

  #adoptWaiting(id: number): void {
    const head = this.#heads.get(id);
    const version = this.get(id)?.room.version ?? 0;
    if (head === undefined || head.version > version) return;
    this.#heads.delete(id);
    this.adopt(head);
  }

  #movesOf(id: number): number {
    return this.#breaks + (this.#moves.get(id) ?? 0);
  }

  #put(room: RoomState): void {
    this.#state.update((state) => ({ ...state, rooms: withEntry(state.rooms, room.room.room_id, room) }));
  }
}

/** The page of what is looked at: somebody who reads older messages goes on reading there. */
function whereRead({ held, timeline }: RoomState): string {
  const messages = timeline?.messages ?? [];
  const middle = messages[messages.length >> 1];
  return held && middle !== undefined ? `around=${middle.sequence}&limit=${LARGEST_PAGE}` : `limit=${PAGE}`;
}
