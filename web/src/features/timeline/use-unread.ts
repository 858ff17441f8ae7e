import { useEffect, useRef, useState } from 'react';
import { useClient, useRoom } from '../../lib/use-client.ts';
import { start } from '../../lib/do-quietly.ts';
import type { Message } from '../../sync/protocol.ts';

const RETRY_MILLIS = 2_000;

/** Where the line of the first unread message stands, and when the chat counts as read. */
export function useUnread(id: number) {
  const client = useClient();
  const room = useRoom(id)?.room;
  const unread = room?.unread ?? 0;
  const readUpTo = room?.read_up_to ?? 0;
  const last = room?.last_sequence ?? 0;
  /** Where the chat was opened; 0 where all was read. */
  const [begin] = useState(unread > 0 ? readUpTo + 1 : 0);
  const [line, setLine] = useState(begin);
  /** What somebody marked unread stays so until they leave. */
  const [kept, setKept] = useState(false);

  const before = useRef(unread);
  useEffect(() => {
    if (before.current === 0 && unread > 0 && !document.hasFocus()) setLine(readUpTo + 1);
    before.current = unread;
  }, [unread, readUpTo]);

  // One request at a time, however fast messages come.
  const busy = useRef(false);
  const markRead = (): void => {
    if (kept || unread === 0 || busy.current || !document.hasFocus()) return;
    busy.current = true;
    // Where it fails it is done with the next look; a lost connection is told elsewhere.
    client.markRead(id, last).then(
      () => (busy.current = false),
      () => setTimeout(() => (busy.current = false), RETRY_MILLIS),
    );
  };
  const markUnread = ({ sequence }: Message): void => {
    setKept(true);
    setLine(sequence);
    start(client.markUnread(id, sequence));
  };
  return { begin, line, unread, markRead, markUnread };
}
