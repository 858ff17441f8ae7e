import { REACTIONS } from '../../lib/emoji.ts';
import { start } from '../../lib/do-quietly.ts';
import { isTextKey, useText } from '../../lib/i18n.ts';
import { useClient, useMe, useSync } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import type { SyncClient } from '../../sync/client.ts';

/** Adds the account's reaction, or takes it back. */
export function react(client: SyncClient, message: Message, reaction: string): void {
  const me = client.state.get().me.account_id;
  const mine = message.reactions.some((each) => each.reaction === reaction && each.account_ids.includes(me));
  const path = `/v1/rooms/${message.room_id}/messages/${message.message_id}/reactions/${encodeURIComponent(reaction)}`;
  start(client.ask(mine ? 'DELETE' : 'PUT', path));
}

export function Reactions({ message }: { message: Message }) {
  const client = useClient();
  const me = useMe();
  const people = useSync((state) => state.people);
  const text = useText();
  if (message.reactions.length === 0) return null;
  const wordsFor = (reaction: string): string => {
    const key = `reaction.${reaction}`;
    return isTextKey(key) ? text(key) : reaction;
  };
  return (
    <ul className="reactions">
      {message.reactions.map(({ reaction, account_ids }) => {
        const names = account_ids.map((id) => people.get(id)?.name ?? '').filter((name) => name !== '');
        return (
          <li key={reaction}>
            <button
              type="button"
              aria-pressed={account_ids.includes(me)}
              aria-label={`${wordsFor(reaction)} ${account_ids.length}: ${names.join(', ')}`}
              title={`${wordsFor(reaction)}: ${names.join(', ')}`}
              onClick={() => react(client, message, reaction)}
            >
              <span className="emoji">{REACTIONS.get(reaction) ?? reaction}</span> {account_ids.length}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
