import {
  AtSign, Bell, BellOff, CalendarSearch, EllipsisVertical, FolderPlus, LogOut, MailOpen, Pin, PinOff, Search, Settings2,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Sure } from '../../components/dialog.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine, MenuTitle } from '../../components/menu.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { searchHere } from '../../lib/panel.ts';
import { askForDate } from '../../lib/timeline-bus.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Attention, Room } from '../../sync/protocol.ts';
import { RoomCategories } from './category-rooms.tsx';
import { RoomSettingsDialog } from './room-settings.tsx';

const ATTENTION: readonly [Attention, 'room.muteAll' | 'room.muteMentions' | 'room.muteNone', typeof Bell][] = [
  ['all', 'room.muteAll', Bell],
  ['mentions', 'room.muteMentions', AtSign],
  ['none', 'room.muteNone', BellOff],
];

/** What can be done with a whole chat. */
export function RoomMenu({ room, name }: { room: Room; name: string }) {
  const text = useText();
  const client = useClient();
  const { ask } = client;
  const [, navigate] = useLocation();
  const [over, setOver] = useState<'settings' | 'leave' | 'delete' | 'categories' | null>(null);
  const close = (): void => setOver(null);
  const path = `/v1/rooms/${room.room_id}`;
  const arrange = (wish: object): void => start(ask('PATCH', `${path}/arrangement`, wish));
  const group = room.type === 'group';
  const manages = group && room.role === 'admin';
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="icon-button" aria-label={text('common.more')} title={text('common.more')}>
            <EllipsisVertical size={20} />
          </button>
        }
      >
        <MenuItem
          icon={room.pinned ? <PinOff size={16} /> : <Pin size={16} />}
          label={text(room.pinned ? 'room.unpin' : 'room.pin')}
          onSelect={() => arrange({ pinned: !room.pinned })}
        />
        <MenuItem icon={<FolderPlus size={16} />} label={text('room.categories')} onSelect={() => setOver('categories')} />
        <MenuItem
          icon={<Search size={16} />}
          label={text('room.search')}
          onSelect={() => searchHere()}
        />
        <MenuItem
          icon={<CalendarSearch size={16} />}
          label={text('room.toDate')}
          onSelect={() => askForDate(room.room_id)}
        />
        {room.unread > 0 && (
          <MenuItem
            icon={<MailOpen size={16} />}
            label={text('room.markRead')}
            onSelect={() => start(client.markRead(room.room_id, room.last_sequence))}
          />
        )}
        <MenuLine />
        <MenuTitle>{text('room.notifications')}</MenuTitle>
        {ATTENTION.map(([attention, key, Icon]) => (
          <MenuChoice
            key={key}
            icon={<Icon size={16} />}
            label={text(key)}
            chosen={attention === room.attention}
            onSelect={() => arrange({ attention })}
          />
        ))}
        {group && <MenuLine />}
        {manages && (
          <MenuItem icon={<Settings2 size={16} />} label={text('room.settings')} onSelect={() => setOver('settings')} />
        )}
        {group && <MenuItem icon={<LogOut size={16} />} label={text('room.leave')} onSelect={() => setOver('leave')} />}
        {manages && (
          <MenuItem danger icon={<Trash2 size={16} />} label={text('room.delete')} onSelect={() => setOver('delete')} />
        )}
      </Menu>
      {over === 'settings' && <RoomSettingsDialog room={room} onClose={close} />}
      {over === 'categories' && <RoomCategories room={room} name={name} onClose={close} />}
      {over === 'leave' && (
        <Sure
          question={text('room.leaveSure', { name })}
          action={text('room.leave')}
          onYes={() => start(ask('POST', `${path}/leave`).then(() => navigate('/')))}
          onClose={close}
        />
      )}
      {over === 'delete' && (
        <Sure
          question={text('room.deleteSure', { name })}
          action={text('room.delete')}
          onYes={() => start(ask('DELETE', path).then(() => navigate('/')))}
          onClose={close}
        />
      )}
    </>
  );
}
