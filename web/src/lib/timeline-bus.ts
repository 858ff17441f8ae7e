import { Store } from '../sync/store.ts';

/** What other parts of the page ask a room's timeline to do. */
export type TimelineWish =
  | { readonly kind: 'reveal'; readonly room: number; readonly sequence: number }
  | { readonly kind: 'date' | 'focus'; readonly room: number };

/** Each wish is a new object; who serves it takes it away. */
export const timelineWish = new Store<TimelineWish | null>(null);

/** Shows a message again that the address names already. */
export function revealInTimeline(room: number, sequence: number): void {
  timelineWish.set({ kind: 'reveal', room, sequence });
}

export function askForDate(room: number): void {
  timelineWish.set({ kind: 'date', room });
}

/** Puts the focus on the newest message in sight. */
export function focusTimeline(room: number): void {
  timelineWish.set({ kind: 'focus', room });
}
