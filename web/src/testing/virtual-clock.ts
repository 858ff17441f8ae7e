import type { Clock } from '../sync/ports.ts';

/** A clock that stands still until it is run. */
export class VirtualClock implements Clock {
  #now = 1_700_000_000_000;
  #order = 0;
  readonly #timers: { at: number; order: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.#now + milliseconds, order: this.#order++, call };
    this.#timers.push(timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  /** Lets time go on, and what waits for promises with it. */
  async run(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (let next = this.#take(end); next !== undefined; next = this.#take(end)) {
      this.#now = next.at;
      next.call();
      await settled();
    }
    this.#now = end;
  }

  #take(end: number): { at: number; call: () => void } | undefined {
    this.#timers.sort((a, b) => a.at - b.at || a.order - b.order);
    const first = this.#timers[0];
    return first !== undefined && first.at <= end ? this.#timers.shift() : undefined;
  }
}

/** After all promises that can go on by themselves. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
