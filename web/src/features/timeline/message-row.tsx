import { memo, useMemo, useState } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { exact, timeOfDay } from '../../lib/dates.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { mentions, parse } from '../../lib/notation.ts';
import { useMe, usePerson } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { EditHistory } from './edit-history.tsx';
import { MessageActions } from './message-actions.tsx';
import { Reactions } from './reactions.tsx';

interface Props {
  readonly message: Message;
  /** Whether it belongs to the message above, by the same author. */
  readonly continues: boolean;
  /** Whether a link led here. */
  readonly aimed: boolean;
  readonly onMarkUnread: (sequence: number) => void;
}

/** Longer bodies are folded. */
const FOLD_LINES = 30;
const FOLD_LENGTH = 2_500;

export const MessageRow = memo(function MessageRow({ message, continues, aimed, onMarkUnread }: Props) {
  const text = useText();
  const language = useLanguage();
  const me = useMe();
  const author = usePerson(message.account_id);
  const [active, setActive] = useState(false);
  const toMe = useMemo(
    () => !message.deleted && message.account_id !== me && mentions(parse(message.body), me),
    [message, me],
  );
  const classes = ['message', `message-${message.kind}`];
  if (continues) classes.push('message-continues');
  if (toMe) classes.push('message-to-me');
  if (aimed) classes.push('message-aimed');
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
      onMouseEnter={() => setActive(true)}
      onMouseLeave={() => setActive(false)}
      onFocus={() => setActive(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
      }}
    >
      <div className="message-side">{continues ? time : <Avatar id={message.account_id} />}</div>
      <div className="message-main">
        {!continues && (
          <header className="message-head">
            <strong>{name}</strong>
            {author !== undefined && author.organization_name !== '' && (
              <span className="faint message-organization">{author.organization_name}</span>
            )}
            {time}
          </header>
        )}
        <Body message={message} />
        <Reactions message={message} />
      </div>
      {active && !message.deleted && <MessageActions message={message} name={name} onMarkUnread={onMarkUnread} />}
    </article>
  );
});

function Body({ message }: { message: Message }) {
  const text = useText();
  const [whole, setWhole] = useState(false);
  const [history, setHistory] = useState(false);
  if (message.deleted) {
    return <p className="message-body faint message-gone">{text('timeline.deleted')}</p>;
  }
  const { body } = message;
  const long = body.length > FOLD_LENGTH || body.split('\n', FOLD_LINES + 1).length > FOLD_LINES;
  return (
    <>
      <div className={long && !whole ? 'message-body message-folded' : 'message-body'}>
        <NotationView body={body} />
        {message.edits > 0 && (
          <button type="button" className="message-edited" onClick={() => setHistory(true)}>
            ({text('timeline.edited')})
          </button>
        )}
      </div>
      {long && (
        <button type="button" className="text-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {text(whole ? 'timeline.less' : 'timeline.more')}
        </button>
      )}
      {history && <EditHistory message={message} onClose={() => setHistory(false)} />}
    </>
  );
}
