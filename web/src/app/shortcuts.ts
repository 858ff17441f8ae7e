import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { focusComposer } from '../lib/composer-bus.ts';
import { start } from '../lib/do-quietly.ts';
import { isComposing } from '../lib/keys.ts';
import { searchHere, turnPanel } from '../lib/panel.ts';
import { sortedRooms } from '../lib/room-order.ts';
import { askForDate } from '../lib/timeline-bus.ts';
import { useClient } from '../lib/use-client.ts';
import { showWindow } from '../lib/windows.ts';
import type { SyncClient } from '../sync/client.ts';

/** Where G and one more key lead. */
const PLACES: Readonly<Record<string, string>> = {
  c: '/',
  t: '/tasks',
  b: '/bookmarks',
  p: '/contacts',
  s: '/settings',
};
const TOGETHER_MILLIS = 1_500;

/** The page's keys, as `lib/shortcuts` tells them; those of a field are the field's. */
export function useShortcuts(): void {
  const client = useClient();
  const [path, navigate] = useLocation();
  const goAt = useRef(-TOGETHER_MILLIS);
  useEffect(() => {
    const here = Number(/^\/rooms\/(\d+)/.exec(path)?.[1] ?? 0);
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event)) return;
      const key = event.key.toLowerCase();
      const deed = event.ctrlKey || event.metaKey ? command(event, key) : event.altKey ? beside(event) : plain(event, key);
      if (deed === null) return;
      event.preventDefault();
      deed();
    };
    const command = ({ shiftKey }: KeyboardEvent, key: string): (() => void) | null =>
      key === 'k' && !shiftKey ? () => showWindow('palette') : null;
    // By the place of the key: with Alt, some keyboards write other letters.
    const beside = ({ code }: KeyboardEvent): (() => void) | null => {
      if (code === 'ArrowDown') return () => go(neighbour(client, here, 1));
      if (code === 'ArrowUp') return () => go(neighbour(client, here, -1));
      if (code === 'KeyU') return () => go(nextUnread(client, here));
      if (code === 'KeyR' && here > 0) return () => readAll(client, here);
      return null;
    };
    const plain = ({ target, timeStamp }: KeyboardEvent, key: string): (() => void) | null => {
      if (isWriting(target)) return null;
      const place = timeStamp - goAt.current < TOGETHER_MILLIS ? PLACES[key] : undefined;
      goAt.current = key === 'g' ? timeStamp : -TOGETHER_MILLIS;
      if (place !== undefined) return () => navigate(place);
      if (key === '?') return () => showWindow('keys');
      if (key === '/') return () => (here > 0 ? searchHere() : navigate('/search'));
      if (key === 'f') return focusFilter;
      if (here === 0) return null;
      if (key === 'm') return () => focusComposer(here);
      if (key === 'd') return () => askForDate(here);
      if (key === 'p') return turnPanel;
      return null;
    };
    const go = (room: number | undefined): void => {
      if (room !== undefined) navigate(`/rooms/${room}`);
    };
    // Before the message that has the focus: what follows a G is not for it.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [client, navigate, path]);
}

function neighbour(client: SyncClient, here: number, step: number): number | undefined {
  const rooms = sortedRooms(client.state.get());
  const at = rooms.findIndex((room) => room.room_id === here);
  return rooms[(at + step + rooms.length) % rooms.length]?.room_id;
}

function nextUnread(client: SyncClient, here: number): number | undefined {
  const unread = sortedRooms(client.state.get()).filter((room) => room.unread > 0 && room.room_id !== here);
  return (unread.find((room) => room.mentions > 0) ?? unread[0])?.room_id;
}

function readAll(client: SyncClient, room: number): void {
  const last = client.rooms.get(room)?.room.last_sequence ?? 0;
  if (last > 0) start(client.markRead(room, last));
}

function focusFilter(): void {
  document.querySelector<HTMLElement>('.room-list input[type=search]')?.focus();
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || !!target.closest('dialog, [role=menu]'))
  );
}
