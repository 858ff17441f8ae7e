import { Store } from '../sync/store.ts';

/** Windows that belong to no one page. */
export type WindowName = 'palette' | 'keys' | 'group' | 'categories';

export const windowShown = new Store<WindowName | null>(null);

export function showWindow(name: WindowName): void {
  windowShown.set(name);
}

/** Not another one that was opened meanwhile: browsers tell a little later that a window closed. */
export function closeWindow(name: WindowName): void {
  if (windowShown.get() === name) windowShown.set(null);
}
