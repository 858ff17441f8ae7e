import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { focusComposer } from '../lib/composer-bus.ts';
import { start } from '../lib/do-quietly.ts';
import { isComposing } from '../lib/keys.ts';
import { sortedRooms } from '../lib/room-order.ts';
import { useClient } from '../lib/use-client.ts';

/** The page's keys; those of a field are the field's. */
export function useShortcuts(open: (what: 'palette' | 'keys') => void): void {
  const client = useClient();
  const [path, navigate] = useLocation();
  useEffect(() => {
    const here = Number(/^\/rooms\/(\d+)/.exec(path)?.[1] ?? 0);
    const go = (step: number): void => {
      const rooms = sortedRooms(client.state.get());
      const at = rooms.findIndex((room) => room.room_id === here);
      const next = rooms[(at + step + rooms.length) % rooms.length];
      if (next !== undefined) navigate(`/rooms/${next.room_id}`);
    };
    const nextUnread = (): void => {
      const unread = sortedRooms(client.state.get()).filter((room) => room.unread > 0 && room.room_id !== here);
      const next = unread.find((room) => room.mentions > 0) ?? unread[0];
      if (next !== undefined) navigate(`/rooms/${next.room_id}`);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event)) return;
      const command = event.ctrlKey || event.metaKey;
      if (command && !event.shiftKey && event.key.toLowerCase() === 'k') open('palette');
      else if (event.altKey && event.key === 'ArrowDown') go(1);
      else if (event.altKey && event.key === 'ArrowUp') go(-1);
      else if (event.altKey && event.key.toLowerCase() === 'u') nextUnread();
      else if (isWriting(event.target) || command || event.altKey) return;
      else if (event.key === '?') open('keys');
      else if (event.key === '/') navigate(here > 0 ? `/search?q=in:${here}` : '/search');
      else if (event.key === 'm' && here > 0) focusComposer(here);
      else if (event.key === 'r' && here > 0) {
        const last = client.rooms.get(here)?.room.last_sequence ?? 0;
        if (last > 0) start(client.markRead(here, last));
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [client, navigate, open, path]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || !!target.closest('dialog'))
  );
}
