/** At the latest after this many milliseconds: a page that nobody sees has no frames. */
const LATEST = 100;

type Call = () => void;

/** Two ways to be called once, soon; each returns what takes it back. */
export interface Soon {
  readonly frame: (call: Call) => Call;
  readonly timer: (call: Call, milliseconds: number) => Call;
}

/**
 * Tells listeners at most once per frame, all together: what comes faster than a screen can show, as after a time
 * without a network, is drawn once.
 */
export class Frames {
  readonly #soon: Soon;
  readonly #waiting = new Set<Call>();
  #takeBack: Call | null = null;

  constructor(soon: Soon) {
    this.#soon = soon;
  }

  /** A listener for whoever tells too often. The listener hears nothing more once it is taken out by `drop`. */
  tell(listener: Call): void {
    this.#waiting.add(listener);
    if (this.#takeBack !== null) return;
    const flush = (): void => this.#flush();
    const [frame, timer] = [this.#soon.frame(flush), this.#soon.timer(flush, LATEST)];
    this.#takeBack = () => {
      frame();
      timer();
    };
  }

  drop(listener: Call): void {
    this.#waiting.delete(listener);
  }

  #flush(): void {
    this.#takeBack?.();
    this.#takeBack = null;
    const all = [...this.#waiting];
    this.#waiting.clear();
    for (const listener of all) listener();
  }
}

export const frames = new Frames({
  frame: (call) => {
    const id = requestAnimationFrame(call);
    return () => cancelAnimationFrame(id);
  },
  timer: (call, milliseconds) => {
    const id = setTimeout(call, milliseconds);
    return () => clearTimeout(id);
  },
});
