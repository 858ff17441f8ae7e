import { Bell, BellOff, AtSign, EllipsisVertical, LogOut, Pin, Settings2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Sure } from '../../components/dialog.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Attention, Room } from '../../sync/protocol.ts';
import { RoomSettingsDialog } from './room-settings.tsx';

const ATTENTION: readonly [Attention, 'room.muteAll' | 'room.muteMentions' | 'room.muteNone', typeof Bell][] = [
  ['all', 'room.muteAll', Bell],
  ['mentions', 'room.muteMentions', AtSign],
  ['none', 'room.muteNone', BellOff],
];

/** What can be done with a whole chat. */
export function RoomMenu({ room, name }: { room: Room; name: string }) {
  const text = useText();
  const { ask } = useClient();
  const [, navigate] = useLocation();
  const [over, setOver] = useState<'settings' | 'leave' | 'delete' | null>(null);
  const path = `/v1/rooms/${room.room_id}`;
  const arrange = (wish: object): void => start(ask('PATCH', `${path}/arrangement`, wish));
  const group = room.type === 'group';
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="icon-button" aria-label={text('common.more')}>
            <EllipsisVertical size={20} />
          </button>
        }
      >
        <MenuItem
          icon={<Pin size={16} />}
          label={text(room.pinned ? 'room.unpin' : 'room.pin')}
          onSelect={() => arrange({ pinned: !room.pinned })}
        />
        <MenuLine />
        {ATTENTION.filter(([attention]) => attention !== room.attention).map(([attention, key, Icon]) => (
          <MenuItem key={key} icon={<Icon size={16} />} label={text(key)} onSelect={() => arrange({ attention })} />
        ))}
        {group && <MenuLine />}
        {group && room.role === 'admin' && (
          <MenuItem icon={<Settings2 size={16} />} label={text('room.settings')} onSelect={() => setOver('settings')} />
        )}
        {group && <MenuItem icon={<LogOut size={16} />} label={text('room.leave')} onSelect={() => setOver('leave')} />}
        {group && room.role === 'admin' && (
          <MenuItem
            danger
            icon={<Trash2 size={16} />}
            label={text('room.delete')}
            onSelect={() => setOver('delete')}
          />
        )}
      </Menu>
      {over === 'settings' && <RoomSettingsDialog room={room} onClose={() => setOver(null)} />}
      {over === 'leave' && (
        <Sure
          question={text('room.leaveSure', { name })}
          action={text('room.leave')}
          onYes={() => start(ask('POST', `${path}/leave`).then(() => navigate('/')))}
          onClose={() => setOver(null)}
        />
      )}
      {over === 'delete' && (
        <Sure
          question={text('room.deleteSure', { name })}
          action={text('room.delete')}
          onYes={() => start(ask('DELETE', path).then(() => navigate('/')))}
          onClose={() => setOver(null)}
        />
      )}
    </>
  );
}
