import { memo, useCallback, useMemo, useSyncExternalStore } from 'react';
import { Bookmark } from 'lucide-react';
import { Avatar } from '../../components/avatar.tsx';
import { Folded, isLong } from '../../components/folded.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { exact, timeOfDay } from '../../lib/dates.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { mentions, parse } from '../../lib/notation.ts';
import { useMe, usePerson, useSync } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { MessageActions, type MessageDeeds } from './message-actions.tsx';
import { Reactions } from './reactions.tsx';
import type { ActiveRow } from './active-row.ts';

interface Props {
  readonly message: Message;
  /** Whether it belongs to the message above, by the same author. */
  readonly continues: boolean;
  /** Counts how often a link led here. */
  readonly aimed: number;
  readonly active: ActiveRow;
  readonly deeds: MessageDeeds;
}

/** Longer bodies are folded. */
const FOLD_LINES = 30;
const FOLD_LENGTH = 2_500;

export const MessageRow = memo(function MessageRow({ message, continues, aimed, active, deeds }: Props) {
  const text = useText();
  const language = useLanguage();
  const me = useMe();
  const author = usePerson(message.account_id);
  const kept = useSync((state) => state.bookmarks.has(message.message_id));
  const isActive = useSyncExternalStore(
    active.shown.subscribe,
    useCallback(() => active.shown.get() === message.sequence, [active, message.sequence]),
  );
  const toMe = useMemo(
    () => !message.deleted && message.account_id !== me && mentions(parse(message.body), me),
    [message, me],
  );
  const classes = ['message', `message-${message.kind}`];
  if (continues) classes.push('message-continues');
  if (toMe) classes.push('message-to-me');
  if (isActive) classes.push('message-active');
  if (aimed > 0) classes.push('message-aimed');
  const time = (
    <time dateTime={new Date(message.sent_at).toISOString()} title={exact(language, message.sent_at)}>
      {timeOfDay(language, message.sent_at)}
    </time>
  );
  const name = author?.name ?? text('person.unknown');
  return (
    <article
      className={classes.join(' ')}
      data-sequence={message.sequence}
      tabIndex={-1}
      aria-label={`${name} ${timeOfDay(language, message.sent_at)}`}
    >
      {aimed > 0 && <i key={aimed} className="message-aim" />}
      <div className="message-side">{continues ? time : <Avatar id={message.account_id} />}</div>
      <div className="message-main">
        {!continues && (
          <header className="message-head">
            <PersonName id={message.account_id} name={name} />
            {author !== undefined && author.organization_name !== '' && (
              <span className="faint message-organization">{author.organization_name}</span>
            )}
            {time}
          </header>
        )}
        <Body message={message} onHistory={deeds.showHistory} />
        <Reactions message={message} />
      </div>
      {kept && <Bookmark className="message-kept" size={14} aria-label={text('message.kept')} />}
      {isActive && !message.deleted && <MessageActions message={message} name={name} deeds={deeds} />}
    </article>
  );
});

function Body({ message, onHistory }: { message: Message; onHistory: (message: Message) => void }) {
  const text = useText();
  if (message.deleted) {
    return <p className="message-body faint message-gone">{text('timeline.deleted')}</p>;
  }
  return (
    <Folded className="message-body" long={isLong(message.body, FOLD_LENGTH, FOLD_LINES)}>
      <NotationView body={message.body} room={message.room_id} />
      {message.edits > 0 && (
        <button
          type="button"
          className="message-edited"
          title={text('message.history')}
          onClick={() => onHistory(message)}
        >
          ({text('timeline.edited')})
        </button>
      )}
    </Folded>
  );
}
