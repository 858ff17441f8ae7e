import { insertInComposer } from '../../lib/composer-bus.ts';
import type { SyncClient } from '../../sync/client.ts';
import type { Message } from '../../sync/protocol.ts';

export function quoteOf({ account_id, sent_at, body }: Message): string {
  return `[qt][qtmeta aid=${account_id} time=${Math.floor(sent_at / 1000)}]${body}[/qt]\n`;
}

export function replyTo({ account_id, room_id, message_id }: Message, name: string): void {
  insertInComposer(room_id, `[rp aid=${account_id} to=${room_id}-${message_id}]${name}\n`);
}

/** Keeps the message among the account's bookmarks, or no longer. */
export async function turnBookmark({ ask, state }: SyncClient, { message_id }: Message): Promise<void> {
  const kept = state.get().bookmarks.has(message_id);
  await ask(kept ? 'DELETE' : 'PUT', `/v1/bookmarks/${message_id}`);
}
