import { Store } from '../sync/store.ts';
import { browserMemory } from './browser.ts';

/** The parts of the panel beside a chat. */
export type PanelPart = 'overview' | 'tasks' | 'files' | 'search';

/** From this width on there is room for it beside the chat; below the other, it covers the chat. */
const WIDE = 1180;
const COVERING = 1000;
const KEY = 'panel';

interface Panel {
  readonly open: boolean;
  readonly part: PanelPart;
}

const wide = typeof innerWidth === 'number' && innerWidth >= WIDE;

export const panel = new Store<Panel>({ open: wide && browserMemory.get(KEY) !== 'closed', part: 'overview' });

/** What is to be searched in the chat, by whoever shows the panel's search; null for what is there already. */
export const searchWish = new Store<{ readonly query: string | null } | null>(null);

/** Opens the panel, or closes it. */
export function turnPanel(): void {
  const open = !panel.get().open;
  browserMemory.set(KEY, open ? 'open' : 'closed');
  panel.update((old) => ({ ...old, open }));
}

export function showPart(part: PanelPart): void {
  if (part === 'search') searchHere();
  else panel.set({ open: true, part });
}

/** Searches in the open chat, for what is given or what is typed next; or goes back to what was found. */
export function searchHere(query: string | null = null): void {
  const { open, part } = panel.get();
  const back = query === null && part === 'search' && !open && innerWidth <= COVERING;
  if (!back) searchWish.set({ query });
  panel.set({ open: true, part: 'search' });
}

/** What is behind the panel is wanted: where it covers the chat, it goes. */
export function uncover(): void {
  if (innerWidth <= COVERING && panel.get().open) panel.update((old) => ({ ...old, open: false }));
}

/** A chat is opened: it is not covered at once, and what was searched in another is not shown. */
export function enterRoom(): void {
  uncover();
  if (panel.get().part === 'search') panel.update((old) => ({ ...old, part: 'overview' }));
}
