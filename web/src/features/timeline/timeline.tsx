import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { PageFailure } from '../../components/page.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { timelineWish } from '../../lib/timeline-bus.ts';
import { useClient, useMe, useStore } from '../../lib/use-client.ts';
import { unconfirmed } from '../../sync/outbox.ts';
import { DayLine, Skeleton, UnreadLine } from './lines.tsx';
import type { MessageDeeds } from './message-actions.tsx';
import { MessageRow } from './message-row.tsx';
import { useMessageKeys } from './message-keys.ts';
import { OutgoingRow } from './outgoing-row.tsx';
import { Over, type WhatIsOver } from './over.tsx';
import { rowsOf } from './rows.ts';
import { useActiveRow } from './use-active-row.ts';
import { useAnchor } from './use-anchor.ts';
import { useHistory } from './use-history.ts';
import { useUnread } from './use-unread.ts';

/** A chat's history: a bounded part of it is on the page, more comes as the reader goes on. */
export function Timeline({ id, target }: { id: number; target: number | null }) {
  const client = useClient();
  const text = useText();
  const me = useMe();
  const scroller = useRef<HTMLDivElement>(null);
  const { begin, line, unread, markRead, markUnread } = useUnread(id);
  const [turn, setTurn] = useState(1);
  const [over, setOver] = useState<WhatIsOver | null>(null);
  const [away, setAway] = useState(false);
  const revealed = useRef<string | null>(null);
  const wanted = target ?? (revealed.current === null && begin > 0 ? begin : null);

  const { messages, complete, failure, again, fill } = useHistory(id, wanted, scroller);
  const entries = useStore(client.outbox.entries);
  const outgoing = useMemo(
    () => unconfirmed(entries.filter((entry) => entry.room_id === id), messages ?? [], me),
    [entries, id, me, messages],
  );
  const { atEnd, remember, reveal, toEnd } = useAnchor(scroller, complete);
  const { active, lock, handlers } = useActiveRow();

  useEffect(() => {
    const goal = `${wanted} ${turn}`;
    if (messages === null || wanted === null || revealed.current === goal) return;
    if (reveal(wanted)) revealed.current = goal;
  }, [messages, wanted, turn, reveal]);

  const goToEnd = useCallback(
    () => start(client.rooms.openNewest(id).then(() => requestAnimationFrame(toEnd))),
    [client, id, toEnd],
  );
  const focusNewest = (): void => {
    [...(scroller.current?.querySelectorAll<HTMLElement>('[data-sequence]') ?? [])].at(-1)?.focus();
  };
  const revealAgain = (): void => {
    setTurn((old) => old + 1);
    again();
  };
  useServedWishes(id, target, revealAgain, focusNewest, setOver);
  const { batches } = client.uploads;
  const underWay = useSyncExternalStore(
    batches.subscribe,
    useCallback(() => batches.get().filter((batch) => batch.room === id).length, [batches, id]),
  );
  useOwnInSight(outgoing.length + underWay, goToEnd);

  const look = (): void => {
    const end = atEnd.current && complete;
    setAway(!end);
    client.rooms.hold(id, !end);
    if (end) markRead();
  };
  useEffect(look);
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  });

  const onScroll = (): void => {
    remember();
    look();
    fill();
  };
  // One object for all rows, for as long as the chat is open: they are not drawn anew.
  const latest = useRef(markUnread);
  useEffect(() => {
    latest.current = markUnread;
  });
  const deeds = useMemo(
    (): MessageDeeds => ({
      lock,
      markUnread: (message) => latest.current(message),
      makeTask: (message) => setOver({ kind: 'task', message }),
      remove: (message) => setOver({ kind: 'remove', message }),
      showHistory: (message) => setOver({ kind: 'history', message }),
    }),
    [lock],
  );
  const onMessageKey = useMessageKeys(deeds);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rowIn(event);
    const message = row === null ? undefined : messages?.find((each) => each.sequence === row);
    if (message !== undefined && onMessageKey(event, message)) return;
    moveFocus(event);
  };
  const rows = useMemo(() => rowsOf(messages ?? [], line), [messages, line]);
  return (
    <div className="timeline-frame">
      <div
        className="timeline"
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        {...handlers}
        role="log"
        aria-label={text('timeline.label')}
        aria-busy={messages === null && failure === null}
        tabIndex={0}
      >
        <div className="timeline-content">
          {messages === null && failure === null && <Skeleton />}
          {messages === null && failure !== null && <PageFailure failure={failure} onAgain={again} />}
          {messages?.length === 0 && outgoing.length === 0 && <p className="empty">{text('timeline.empty')}</p>}
          {rows.map((row) => {
            switch (row.kind) {
              case 'day':
                return <DayLine key={row.key} at={row.at} onPick={() => setOver({ kind: 'date', at: row.at })} />;
              case 'unread':
                return <UnreadLine key={row.key} />;
              case 'message':
                return (
                  <MessageRow
                    key={row.key}
                    message={row.message}
                    continues={row.continues}
                    aimed={row.message.sequence === target ? turn : 0}
                    active={active}
                    deeds={deeds}
                  />
                );
            }
          })}
          {(complete || messages === null) && outgoing.map((entry) => <OutgoingRow key={entry.key} entry={entry} />)}
        </div>
      </div>
      {away && messages !== null && (
        <button type="button" className={unread > 0 ? 'to-newest to-newest-unread' : 'to-newest'} onClick={goToEnd}>
          <ArrowDown size={16} />
          {unread > 0 ? text('timeline.newMessages', { count: unread }) : text('timeline.toNewest')}
        </button>
      )}
      {over !== null && <Over room={id} what={over} onEnd={goToEnd} onClose={() => setOver(null)} />}
    </div>
  );
}

/** What links and menus elsewhere ask of this chat. */
function useServedWishes(
  id: number,
  target: number | null,
  onReveal: () => void,
  onFocus: () => void,
  setOver: (over: WhatIsOver) => void,
): void {
  const wish = useStore(timelineWish);
  useEffect(() => {
    if (wish?.room !== id) return;
    timelineWish.set(null);
    if (wish.kind === 'date') setOver({ kind: 'date', at: Date.now() });
    else if (wish.kind === 'focus') onFocus();
    else if (wish.kind === 'reveal' && wish.sequence === target) onReveal();
  });
}

/** Who sends a message wants to see it. */
function useOwnInSight(outgoing: number, goToEnd: () => void): void {
  const before = useRef(outgoing);
  useEffect(() => {
    if (outgoing > before.current) goToEnd();
    before.current = outgoing;
  }, [outgoing, goToEnd]);
}

function rowIn(event: KeyboardEvent<HTMLElement>): number | null {
  const row = event.target instanceof HTMLElement && event.target.matches('[data-sequence]') ? event.target : null;
  return row === null ? null : Number(row.dataset['sequence']);
}

/** Arrow keys go from message to message once one has the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-sequence]');
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-sequence]')];
  const at = row === null ? all.length : all.indexOf(row);
  const next = all[at + (event.key === 'ArrowUp' ? -1 : 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

