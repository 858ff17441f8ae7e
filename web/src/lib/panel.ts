import { Store } from '../sync/store.ts';
import { browserMemory } from './browser.ts';

/** The parts of the panel beside a chat. */
export type PanelPart = 'overview' | 'tasks' | 'files';

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

/** Opens the panel, or closes it. */
export function turnPanel(): void {
  const open = !panel.get().open;
  browserMemory.set(KEY, open ? 'open' : 'closed');
  panel.update((old) => ({ ...old, open }));
}

export function showPart(part: PanelPart): void {
  panel.set({ open: true, part });
}

/** A chat is opened: it is not covered at once. */
export function uncover(): void {
  if (innerWidth <= COVERING && panel.get().open) panel.update((old) => ({ ...old, open: false }));
}
