import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { day } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { useClient, useMe, useRoom, useStore } from '../../lib/use-client.ts';
import { unconfirmed } from '../../sync/outbox.ts';
import { reachesEnd } from '../../sync/state.ts';
import { MessageRow } from './message-row.tsx';
import { OutgoingRow } from './outgoing-row.tsx';
import { rowsOf } from './rows.ts';
import { useAnchor } from './use-anchor.ts';

/** How near an end of what is loaded more is fetched, in pixels. */
const FETCH_WITHIN = 800;

/** A chat's history: a bounded part of it is on the page, more comes as the reader goes on. */
export function Timeline({ id, target }: { id: number; target: number | null }) {
  const client = useClient();
  const text = useText();
  const language = useLanguage();
  const state = useRoom(id);
  const me = useMe();
  const entries = useStore(client.outbox.entries);
  const scroller = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const messages = state?.timeline?.messages ?? null;
  const outgoing = useMemo(
    () =>
      unconfirmed(
        entries.filter((entry) => entry.room_id === id),
        messages ?? [],
        me,
      ),
    [entries, id, me, messages],
  );
  const first = state?.room.unread ? state.room.read_up_to + 1 : 0;
  const [unreadFrom, setUnreadFrom] = useState(first);
  const [held, setHeld] = useState(false);
  const [away, setAway] = useState(false);
  const { atEnd, remember, reveal, toEnd } = useAnchor(scroller, [messages, outgoing.length]);
  const shown = useRef<number | null>(null);

  const lacksMessages = messages === null;
  useEffect(() => {
    if (!lacksMessages && target === null) return;
    const { rooms } = client;
    const wanted = target ?? (unreadFrom > 0 ? unreadFrom : null);
    start(wanted === null ? rooms.openNewest(id) : rooms.openAround(id, wanted));
  }, [client, id, target, unreadFrom, lacksMessages]);

  useEffect(() => {
    const wanted = target ?? (unreadFrom > 0 ? unreadFrom : null);
    if (messages === null || wanted === null || shown.current === wanted) return;
    if (reveal(wanted)) shown.current = wanted;
  }, [messages, target, unreadFrom, reveal]);

  const last = state?.room.last_sequence ?? 0;
  const unread = state?.room.unread ?? 0;
  const complete = state !== undefined && reachesEnd(state);

  const look = useCallback(() => {
    const end = atEnd.current && complete;
    setAway(!end);
    if (end && !held && unread > 0 && document.hasFocus()) start(client.markRead(id, last));
  }, [atEnd, client, complete, held, id, last, unread]);

  useEffect(look, [look, messages]);
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);

  const fill = useCallback(() => {
    const element = scroller.current;
    if (element === null || busy.current || messages === null) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    const lacksOlder = element.scrollTop < FETCH_WITHIN && (messages[0]?.sequence ?? 1) > 1;
    const lacksNewer = below < FETCH_WITHIN && !complete;
    if (!lacksOlder && !lacksNewer) return;
    busy.current = true;
    const more = lacksNewer ? client.rooms.newer(id) : client.rooms.older(id);
    start(more.finally(() => (busy.current = false)));
  }, [client, complete, id, messages]);
  // Once more for each page: two short ones may leave nothing to scroll.
  useEffect(() => {
    const frame = requestAnimationFrame(fill);
    return () => cancelAnimationFrame(frame);
  }, [fill]);

  const onScroll = (): void => {
    remember();
    look();
    fill();
  };

  const markUnread = useCallback(
    (sequence: number) => {
      setHeld(true);
      shown.current = sequence;
      setUnreadFrom(sequence);
      start(client.markUnread(id, sequence));
    },
    [client, id],
  );

  const rows = useMemo(() => rowsOf(messages ?? [], unreadFrom), [messages, unreadFrom]);
  const goToEnd = (): void => {
    start(client.rooms.openNewest(id).then(() => requestAnimationFrame(toEnd)));
  };
  return (
    <div className="timeline-frame">
      <div
        className="timeline"
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={moveFocus}
        role="log"
        aria-label={text('timeline.label')}
        aria-busy={messages === null}
        tabIndex={0}
      >
        <div className="timeline-content">
          {messages?.length === 0 && outgoing.length === 0 && <p className="empty">{text('timeline.empty')}</p>}
          {rows.map((row) => {
            switch (row.kind) {
              case 'day':
                return (
                  <h2 key={row.key} className="day">
                    <span>{day(language, row.at)}</span>
                  </h2>
                );
              case 'unread':
                return (
                  <div key={row.key} className="unread-line">
                    <span>{text('timeline.unreadLine')}</span>
                  </div>
                );
              case 'message':
                return (
                  <MessageRow
                    key={row.key}
                    message={row.message}
                    continues={row.continues}
                    aimed={row.message.sequence === target}
                    onMarkUnread={markUnread}
                  />
                );
            }
          })}
          {complete &&
            outgoing.map((entry) => <OutgoingRow key={entry.key} entry={entry} />)}
        </div>
      </div>
      {away && (
        <button type="button" className="to-newest" onClick={goToEnd}>
          <ArrowDown size={16} />
          {unread > 0 ? text('timeline.newMessages', { count: unread }) : text('timeline.toNewest')}
        </button>
      )}
    </div>
  );
}

/** Arrow keys go from message to message once one has the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-sequence]');
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-sequence]')];
  const at = row === null ? all.length : all.indexOf(row);
  const next = all[at + (event.key === 'ArrowUp' ? -1 : 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
