import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { chime } from '../lib/chime.ts';
import { dtext, language, translate } from '../lib/i18n.ts';
import { messagePath } from '../lib/message-ids.ts';
import { parse, plain } from '../lib/notation.ts';
import { settings } from '../lib/settings.ts';
import { isToTell, joinTabs } from '../lib/tabs.ts';
import { useClient, useSync } from '../lib/use-client.ts';
import type { Message } from '../sync/protocol.ts';
import { type RoomState, type State, isNews } from '../sync/state.ts';

const LONGEST = 200;

/** The number in the tab's title, the notices of the desktop, and their sound. */
export function useNotifications(): void {
  const client = useClient();
  const [, navigate] = useLocation();
  const mentions = useSync((state) => sum(state.rooms.values(), ({ room }) => room.mentions));
  const unread = useSync((state) =>
    sum(state.rooms.values(), ({ room }) => (room.attention === 'all' ? room.unread : 0)),
  );
  useEffect(() => {
    document.title = mentions > 0 ? `(${mentions}) Tsubame` : unread > 0 ? '• Tsubame' : 'Tsubame';
    showBadge(mentions);
  }, [mentions, unread]);
  useEffect(joinTabs, []);
  useEffect(() => {
    const tell = async (message: Message): Promise<void> => {
      if (!(await isToTell())) return;
      const { notifications, sound } = settings.get();
      if (sound === 'on') chime();
      if (notifications === 'on') notify(client.state.get(), message, navigate);
    };
    return client.onMessage(({ message, mentions: addressed }) => {
      if (isNews(client.state.get(), message, addressed)) void tell(message);
    });
  }, [client, navigate]);
}

function notify({ people, rooms }: State, message: Message, navigate: (path: string) => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const lang = language.get();
  const room = rooms.get(message.room_id)?.room;
  const name = people.get(message.account_id)?.name ?? translate(lang, 'person.unknown');
  const title = room?.type === 'group' ? translate(lang, 'notify.in', { name, room: room.name }) : name;
  const body = plain(parse(message.body), (key) => dtext(lang, key)).trim().slice(0, LONGEST);
  const notice = new Notification(title, { body, tag: message.message_id, icon: '/icon.svg', silent: true });
  notice.onclick = () => {
    window.focus();
    navigate(messagePath(message.room_id, message.message_id));
  };
}

/** On the icon of the installed app, where there is one. */
function showBadge(count: number): void {
  if (!('setAppBadge' in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  shown.catch(() => undefined);
}

function sum(rooms: Iterable<RoomState>, count: (room: RoomState) => number): number {
  let all = 0;
  for (const room of rooms) all += count(room);
  return all;
}
