import type { KeyboardEvent } from 'react';
import { editInComposer, insertInComposer } from '../../lib/composer-bus.ts';
import { copy } from '../../lib/copy.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { messagePath } from '../../lib/message-ids.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { quoteOf, replyTo, turnBookmark } from './deeds.ts';
import type { MessageDeeds } from './message-actions.tsx';

/** The keys of the message that has the focus. The result says whether a key was one of them. */
export function useMessageKeys(deeds: MessageDeeds) {
  const client = useClient();
  const text = useText();
  return (event: KeyboardEvent, message: Message): boolean => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || message.deleted) return false;
    const { me, people } = client.state.get();
    const { room_id: room, message_id: id, account_id: author } = message;
    const written = message.kind === 'user';
    const own = written && author === me.account_id;
    const deed = ((): (() => void) | null => {
      switch (event.key.toLowerCase()) {
        case 'r':
          return written ? () => replyTo(message, people.get(author)?.name ?? text('person.unknown')) : null;
        case 'q':
          return written ? () => insertInComposer(room, quoteOf(message)) : null;
        case 'e':
          return own ? () => editInComposer(message) : null;
        case 't':
          return () => deeds.makeTask(message);
        case 'b':
          return () => start(turnBookmark(client, message));
        case 'u':
          return () => deeds.markUnread(message);
        case 'l':
          return () => copy(location.origin + messagePath(room, id));
        case 'delete':
          return own ? () => deeds.remove(message) : null;
        default:
          return null;
      }
    })();
    if (deed === null) return false;
    event.preventDefault();
    event.stopPropagation();
    deed();
    return true;
  };
}
