import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { dtext, language, translate } from '../lib/i18n.ts';
import { messagePath } from '../lib/message-ids.ts';
import { parse, plain } from '../lib/notation.ts';
import { settings } from '../lib/settings.ts';
import { useClient, useSync } from '../lib/use-client.ts';
import { mayBeNotified } from '../sync/state.ts';

const LONGEST = 200;

/** The number in the tab's title, and the notices of the desktop. */
export function useNotifications(): void {
  const client = useClient();
  const [, navigate] = useLocation();
  const mentions = useSync((state) => sum(state.rooms.values(), (room) => room.mentions));
  const unread = useSync((state) =>
    sum(state.rooms.values(), (room) => (room.attention === 'all' ? room.unread : 0)),
  );
  useEffect(() => {
    document.title = mentions > 0 ? `(${mentions}) Tsubame` : unread > 0 ? '• Tsubame' : 'Tsubame';
  }, [mentions, unread]);
  useEffect(
    () =>
      client.onMessage(({ message, mentions: addressed }) => {
        const { me, rooms, people } = client.state.get();
        const room = rooms.get(message.room_id)?.room;
        const toMe = addressed.all || addressed.account_ids.includes(me.account_id);
        const wanted = settings.get().notifications === 'on' && (document.hidden || !document.hasFocus());
        if (!wanted || room === undefined || message.account_id === me.account_id) return;
        if (!mayBeNotified(room.attention, toMe) || message.kind === 'system') return;
        if (!('Notification' in window) || Notification.permission !== 'granted') return;
        const lang = language.get();
        const name = people.get(message.account_id)?.name ?? translate(lang, 'person.unknown');
        const title = room.type === 'group' ? translate(lang, 'notify.in', { name, room: room.name }) : name;
        const body = plain(parse(message.body), (key) => dtext(lang, key)).trim().slice(0, LONGEST);
        const notice = new Notification(title, { body, tag: message.message_id, icon: '/icon.svg' });
        notice.onclick = () => {
          window.focus();
          navigate(messagePath(message.room_id, message.message_id));
        };
      }),
    [client, navigate],
  );
}

function sum(
  rooms: Iterable<{ room: { attention: string; unread: number; mentions: number } }>,
  count: (room: { attention: string; unread: number; mentions: number }) => number,
): number {
  let all = 0;
  for (const { room } of rooms) all += count(room);
  return all;
}
