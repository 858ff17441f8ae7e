import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import type { SyncClient } from '../sync/client.ts';
import type { Person, Room } from '../sync/protocol.ts';
import type { RoomState, State } from '../sync/state.ts';
import type { Store } from '../sync/store.ts';
import { frames } from './frames.ts';
import { useText } from './i18n.ts';

export const ClientContext = createContext<SyncClient | null>(null);

/** The signed-in account's client. */
export function useClient(): SyncClient {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('nobody is signed in here');
  return client;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(useByFrame(store), store.get);
}

/** For what somebody waits for with a hand on the keys. */
export function useStoreAtOnce<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** How a component hears of a store: once per frame, however fast its value is replaced. */
function useByFrame<T>(store: Store<T>): (listener: () => void) => () => void {
  return useCallback(
    (listener) => {
      const unsubscribe = store.subscribe(() => frames.tell(listener));
      return () => {
        unsubscribe();
        frames.drop(listener);
      };
    },
    [store],
  );
}

/** A part of the confirmed state; the same part again renders nothing. */
export function useSync<T>(select: (state: State) => T): T {
  const { state } = useClient();
  return useSyncExternalStore(useByFrame(state), () => select(state.get()));
}

export function useRoom(id: number): RoomState | undefined {
  return useSync((state) => state.rooms.get(id));
}

export function useMe(): number {
  return useSync((state) => state.me.account_id);
}

/** The person, looked up if need be; undefined until known. */
export function usePerson(id: number | null): Person | undefined {
  const client = useClient();
  useEffect(() => {
    if (id !== null) client.wantPerson(id);
  }, [client, id]);
  return useSync((state) => (id === null ? undefined : state.people.get(id)));
}

export function useName(id: number): string {
  const text = useText();
  return usePerson(id)?.name ?? text('person.unknown');
}

/** What a room is called for its reader. */
export function useRoomName(room: Room): string {
  const text = useText();
  const partner = usePerson(room.partner_id);
  if (room.type === 'my') return text('rooms.my');
  if (room.type === 'direct') return partner?.name ?? (room.name || text('person.unknown'));
  return room.name;
}
