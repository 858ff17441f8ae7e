import { describe, expect, it } from 'vitest';
import { Frames } from './frames.ts';

/** Frames and timers that come when they are told to. */
class Screen {
  readonly calls = new Set<() => void>();
  readonly frames = new Frames({ frame: (call) => this.#later(call), timer: (call) => this.#later(call) });

  #later(call: () => void): () => void {
    this.calls.add(call);
    return () => this.calls.delete(call);
  }

  /** The first of what waits; null where nothing does. */
  next(): boolean {
    const [call] = this.calls;
    call?.();
    return call !== undefined;
  }
}

describe('listeners of a frame', () => {
  it('hear once of many changes', () => {
    const screen = new Screen();
    let heard = 0;
    const listener = (): void => void heard++;
    for (let change = 0; change < 100; change++) screen.frames.tell(listener);
    expect(heard).toBe(0);
    expect(screen.next()).toBe(true);
    expect(heard).toBe(1);
    expect(screen.next(), 'the timer was taken back').toBe(false);
    screen.frames.tell(listener);
    screen.next();
    expect(heard).toBe(2);
  });

  it('hear nothing once they are dropped', () => {
    const screen = new Screen();
    let heard = 0;
    const listener = (): void => void heard++;
    screen.frames.tell(listener);
    screen.frames.drop(listener);
    screen.next();
    expect(heard).toBe(0);
  });

  it('may tell again while they hear', () => {
    const screen = new Screen();
    let heard = 0;
    const listener = (): void => {
      if (++heard < 3) screen.frames.tell(listener);
    };
    screen.frames.tell(listener);
    while (screen.next());
    expect(heard).toBe(3);
  });
});
