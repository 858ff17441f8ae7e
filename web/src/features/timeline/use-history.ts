import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { start } from '../../lib/do-quietly.ts';
import { useClient, useRoom, useStore } from '../../lib/use-client.ts';
import { reachesEnd } from '../../sync/state.ts';

/** How near an end of what is loaded more is fetched, in pixels. */
const FETCH_WITHIN = 1_000;

/** Loads the part of a room's history that is looked at: first where it is opened, then on both sides. */
export function useHistory(id: number, wanted: number | null, scroller: RefObject<HTMLElement | null>) {
  const client = useClient();
  const state = useRoom(id);
  const connection = useStore(client.connection.state);
  const [failure, setFailure] = useState<unknown>(null);
  const busy = useRef(false);
  const messages = state?.timeline?.messages ?? null;
  const complete = state !== undefined && reachesEnd(state);

  const open = useCallback(() => {
    const { rooms } = client;
    setFailure(null);
    (wanted === null ? rooms.openNewest(id) : rooms.openAround(id, wanted)).catch(setFailure);
  }, [client, id, wanted]);

  const lacksMessages = messages === null;
  useEffect(() => {
    if (lacksMessages || wanted !== null) open();
  }, [open, lacksMessages, wanted]);

  // It would be in vain before the server is there again.
  const failed = failure !== null;
  useEffect(() => {
    if (failed && connection === 'live') open();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Once for each time that the server is back.
  }, [connection]);

  useEffect(() => () => client.rooms.leave(id), [client, id]);

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
  }, [client, complete, id, messages, scroller]);

  // Once more for each page: two short ones may leave nothing to scroll.
  useEffect(() => {
    const frame = requestAnimationFrame(fill);
    return () => cancelAnimationFrame(frame);
  }, [fill]);

  return { messages, complete, failure, again: open, fill };
}
