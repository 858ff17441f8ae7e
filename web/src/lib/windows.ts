import { Store } from '../sync/store.ts';

/** Windows that belong to no one page. */
export type WindowName = 'palette' | 'keys' | 'group' | 'categories';

export const windowShown = new Store<WindowName | null>(null);

export function showWindow(name: WindowName): void {
  windowShown.set(name);
}

export function closeWindow(): void {
  windowShown.set(null);
}
