import { Bookmark, BookmarkX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { MessageLink } from '../../components/message-link.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { Page, PageFailure, PageLoading } from '../../components/page.tsx';
import { exact, shortDay, timeOfDay } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { useClient, useName, useRoom, useRoomName, useSync } from '../../lib/use-client.ts';
import type { Message, Room } from '../../sync/protocol.ts';

/** Messages that the account wants to find again. Nobody else sees which. */
export function BookmarksPage() {
  const text = useText();
  const { ask } = useClient();
  const kept = useSync((state) => state.bookmarks);
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const load = useCallback(() => {
    setFailure(null);
    fetchAll(ask).then(setMessages, setFailure);
  }, [ask]);
  useEffect(load, [load, kept]);
  const shown = messages?.filter(({ message_id }) => kept.has(message_id)) ?? [];
  return (
    <Page title={text('bookmarks.title')}>
      {messages === null && (failure === null ? <PageLoading /> : <PageFailure failure={failure} onAgain={load} />)}
      {messages !== null && shown.length === 0 && (
        <div className="empty">
          <Bookmark size={34} aria-hidden="true" />
          <strong>{text('bookmarks.none')}</strong>
          <p>{text('bookmarks.noneLead')}</p>
        </div>
      )}
      {shown.map((message) => (
        <Kept key={message.message_id} message={message} />
      ))}
    </Page>
  );
}

/** Page by page, where a page is shorter than asked for if the messages are very long. */
async function fetchAll(ask: ReturnType<typeof useClient>['ask']): Promise<readonly Message[]> {
  let all: readonly Message[] = [];
  for (;;) {
    const last = all.at(-1)?.message_id;
    const path = `/v1/bookmarks?limit=200${last === undefined ? '' : `&after=${last}`}`;
    const page = await ask<{ message_ids: string[]; bookmarks: Message[] }>('GET', path);
    all = [...all, ...page.bookmarks];
    if (page.bookmarks.length === 0 || all.length >= page.message_ids.length) return all;
  }
}

function Kept({ message }: { message: Message }) {
  const room = useRoom(message.room_id)?.room;
  return room === undefined ? null : <InRoom message={message} room={room} />;
}

function InRoom({ message, room }: { message: Message; room: Room }) {
  const text = useText();
  const language = useLanguage();
  const { ask } = useClient();
  const name = useName(message.account_id);
  const place = useRoomName(room);
  return (
    <article className="bookmark">
      <Avatar id={message.account_id} size={32} />
      <div className="bookmark-main">
        <header className="message-head">
          <strong>{name}</strong>
          <MessageLink room={message.room_id} message={message.message_id}>
            {place}
            <time title={exact(language, message.sent_at)}>
              {' '}
              {shortDay(language, message.sent_at)} {timeOfDay(language, message.sent_at)}
            </time>
          </MessageLink>
        </header>
        <div className="message-body bookmark-body">
          {message.deleted ? <em className="faint">{text('timeline.deleted')}</em> : <NotationView body={message.body} />}
        </div>
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={text('message.unbookmark')}
        title={text('message.unbookmark')}
        onClick={() => start(ask('DELETE', `/v1/bookmarks/${message.message_id}`))}
      >
        <BookmarkX size={17} />
      </button>
    </article>
  );
}
