import { ApiFailure, type Clock } from './ports.ts';
import type { Person } from './protocol.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

const AT_ONCE = 100;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** How long people may be in doubt before they are fetched: a connection that comes and goes costs little. */
const DOUBT_PAUSE = 4_000;

/** Looks people up, many with one request, until the server has answered. */
export class People {
  readonly #state: Store<State>;
  readonly #fetch: (ids: readonly number[]) => Promise<readonly Person[]>;
  readonly #clock: Clock;
  readonly #wanted = new Set<number>();
  /** Once is enough, also for those whom the server does not show. */
  readonly #asked = new Set<number>();
  readonly #doubted = new Set<number>();
  /** Whom the stream told of while they were being fetched: the answer may be from before. */
  readonly #news = new Set<number>();
  #busy = false;
  #ended = false;

  constructor(
    state: Store<State>,
    fetch: (ids: readonly number[]) => Promise<readonly Person[]>,
    clock: Clock,
  ) {
    this.#state = state;
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** Has the person looked up, unless known. */
  want(id: number): void {
    if (this.#state.get().people.has(id) || this.#asked.has(id)) return;
    this.#asked.add(id);
    this.#ask([id]);
  }

  /** What is known of them may be old. */
  doubt(ids: Iterable<number>): void {
    const first = this.#doubted.size === 0;
    for (const id of ids) this.#doubted.add(id);
    if (first && this.#doubted.size > 0) this.#clock.after(DOUBT_PAUSE, () => this.#resolve());
  }

  /** The stream told who the person is now. */
  told(id: number): void {
    this.#news.add(id);
  }

  end(): void {
    this.#ended = true;
  }

  /** Contacts and the account itself are fetched with the account. */
  #resolve(): void {
    const { people, contacts, me } = this.#state.get();
    const old = [...this.#doubted].filter((id) => people.has(id) && !contacts.has(id) && id !== me.account_id);
    this.#doubted.clear();
    this.#ask(old);
  }

  #ask(ids: readonly number[]): void {
    for (const id of ids) this.#wanted.add(id);
    if (this.#busy || this.#wanted.size === 0) return;
    this.#busy = true;
    // Whoever else is drawn just now goes with the same request.
    this.#clock.after(0, () => void this.#run());
  }

  async #run(): Promise<void> {
    for (let pause = FIRST_PAUSE; this.#wanted.size > 0 && !this.#ended; ) {
      const ids = [...this.#wanted].slice(0, AT_ONCE);
      for (const id of ids) this.#wanted.delete(id);
      this.#news.clear();
      try {
        this.#learn(await this.#fetch(ids));
        pause = FIRST_PAUSE;
      } catch (failure) {
        if (failure instanceof ApiFailure && !failure.passing) continue;
        for (const id of ids) this.#wanted.add(id);
        const waited = pause;
        await new Promise<void>((resolve) => void this.#clock.after(waited, resolve));
        pause = Math.min(LONGEST_PAUSE, pause * 2);
      }
    }
    this.#busy = false;
  }

  #learn(people: readonly Person[]): void {
    const news = people.filter(({ account_id: id }) => !this.#news.has(id)).map((person) => [person.account_id, person] as const);
    if (news.length > 0) this.#state.update((state) => ({ ...state, people: new Map([...state.people, ...news]) }));
  }
}
