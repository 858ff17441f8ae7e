import { Store } from '../sync/store.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN = 6_000;
let next = 1;

/** Short notes at the edge of the screen. */
export const toasts = new Store<readonly Toast[]>([]);

/** The same words once more while they are shown tell nothing new. */
export function toast(text: string, action?: Toast['action']): void {
  if (action === undefined && toasts.get().some((each) => each.text === text)) return;
  const id = next++;
  toasts.update((all) => [...all.slice(-2), { id, text, ...(action === undefined ? {} : { action }) }]);
  setTimeout(() => dismiss(id), SHOWN);
}

export function dismiss(id: number): void {
  toasts.update((all) => all.filter((each) => each.id !== id));
}
