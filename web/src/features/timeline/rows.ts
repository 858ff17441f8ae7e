import { isSameDay } from '../../lib/dates.ts';
import type { Message } from '../../sync/protocol.ts';

/** What stands in the timeline, from above. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly continues: boolean };

const TOGETHER = 5 * 60_000;

/** @param unreadFrom the sequence number of the first unread message, 0 for none */
export function rowsOf(messages: readonly Message[], unreadFrom: number): readonly Row[] {
  const rows: Row[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    const newDay = before === null || !isSameDay(before.sent_at, message.sent_at);
    if (newDay) rows.push({ kind: 'day', key: `day-${message.sequence}`, at: message.sent_at });
    const unread = message.sequence === unreadFrom;
    if (unread) rows.push({ kind: 'unread', key: 'unread' });
    const continues = !newDay && !unread && before !== null && belongsTo(before, message);
    rows.push({ kind: 'message', key: message.message_id, message, continues });
    before = message;
  }
  return rows;
}

function belongsTo(before: Message, message: Message): boolean {
  return (
    before.account_id === message.account_id &&
    before.kind === 'user' &&
    message.kind === 'user' &&
    message.sent_at - before.sent_at < TOGETHER
  );
}
