import { Store } from '../../sync/store.ts';

/**
 * One message at a time has its actions: the one that the pointer or the focus came to last. A pointer that
 * rests while the page moves under it takes nothing from the focus, and an open menu keeps its message.
 */
export class ActiveRow {
  /** The sequence number of the message; null for none. */
  readonly shown = new Store<number | null>(null);
  #x = Number.NaN;
  #y = Number.NaN;
  #pointed: number | null = null;
  #focused: number | null = null;
  #locked = false;

  /** Browsers tell of a pointer that moved also where the page did: it is on the same place of the screen. */
  pointerMoved(row: number | null, screenX: number, screenY: number): void {
    if (this.#x === screenX && this.#y === screenY) return;
    this.#x = screenX;
    this.#y = screenY;
    this.#pointed = row;
    this.#show(row ?? this.#focused);
  }

  pointerLeft(): void {
    this.#pointed = null;
    this.#show(this.#focused);
  }

  focusCame(row: number | null): void {
    if (row === null) return;
    this.#focused = row;
    this.#show(row);
  }

  /** @param to where it went; null for anywhere else */
  focusLeft(to: number | null): void {
    if (to !== null && to === this.#focused) return;
    this.#focused = null;
    this.#show(this.#pointed);
  }

  /** A menu of the message opens or closes. */
  lock(open: boolean): void {
    this.#locked = open;
  }

  #show(row: number | null): void {
    if (!this.#locked) this.shown.set(row);
  }
}
