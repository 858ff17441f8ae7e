import type { TextKey } from './catalogue-en.ts';
import { commandKey } from './keys.ts';

export interface Shortcut {
  /** Pressed together, or one after the other. */
  readonly keys: readonly string[];
  readonly does: TextKey;
}

interface Group {
  readonly title: TextKey;
  readonly keys: readonly Shortcut[];
}

/** The sheet of shortcuts; whatever a key does is told here. */
export const SHORTCUTS: readonly Group[] = [
  {
    title: 'keys.anywhere',
    keys: [
      { keys: [commandKey, 'K'], does: 'keys.palette' },
      { keys: ['/'], does: 'keys.search' },
      { keys: ['F'], does: 'keys.filter' },
      { keys: ['Alt', '↑'], does: 'keys.previousRoom' },
      { keys: ['Alt', '↓'], does: 'keys.nextRoom' },
      { keys: ['Alt', 'U'], does: 'keys.nextUnread' },
      { keys: ['G', 'C'], does: 'keys.toChats' },
      { keys: ['G', 'T'], does: 'keys.toTasks' },
      { keys: ['G', 'B'], does: 'keys.toBookmarks' },
      { keys: ['G', 'P'], does: 'keys.toContacts' },
      { keys: ['G', 'S'], does: 'keys.toSettings' },
      { keys: ['?'], does: 'keys.help' },
    ],
  },
  {
    title: 'keys.inChat',
    keys: [
      { keys: ['M'], does: 'keys.composer' },
      { keys: ['Alt', 'R'], does: 'keys.markRead' },
      { keys: ['/'], does: 'keys.searchHere' },
      { keys: ['D'], does: 'keys.toDate' },
      { keys: ['P'], does: 'keys.panel' },
      { keys: ['↑'], does: 'keys.editLast' },
      { keys: ['@'], does: 'keys.mention' },
      { keys: ['Esc'], does: 'keys.toMessages' },
    ],
  },
  {
    title: 'keys.onMessage',
    keys: [
      { keys: ['↑', '↓'], does: 'keys.nextMessage' },
      { keys: ['R'], does: 'message.reply' },
      { keys: ['Q'], does: 'message.quote' },
      { keys: ['E'], does: 'message.edit' },
      { keys: ['T'], does: 'message.task' },
      { keys: ['B'], does: 'message.bookmark' },
      { keys: ['U'], does: 'message.unread' },
      { keys: ['L'], does: 'message.copyLink' },
      { keys: ['Delete'], does: 'message.delete' },
    ],
  },
];
