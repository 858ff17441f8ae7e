import type { Message } from '../sync/protocol.ts';
import { Store } from '../sync/store.ts';

/** What other parts of the page ask the composer to do. */
export interface ComposerWish {
  readonly room: number;
  readonly kind: 'insert' | 'edit' | 'focus';
  readonly text: string;
  /** The message that is edited. */
  readonly message: Message | null;
}

/** Each wish is a new object; who serves it takes it away. */
export const composerWish = new Store<ComposerWish | null>(null);

export function insertInComposer(room: number, text: string): void {
  composerWish.set({ room, kind: 'insert', text, message: null });
}

export function focusComposer(room: number): void {
  composerWish.set({ room, kind: 'focus', text: '', message: null });
}

export function editInComposer(message: Message): void {
  composerWish.set({ room: message.room_id, kind: 'edit', text: message.body, message });
}
