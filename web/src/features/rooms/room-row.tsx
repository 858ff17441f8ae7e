import { AtSign, BellOff, CircleCheck, Pin } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { RoomPicture } from '../../components/avatar.tsx';
import { useText } from '../../lib/i18n.ts';
import { useClient, useRoomName, useStore } from '../../lib/use-client.ts';
import type { Room } from '../../sync/protocol.ts';

const MOST_COUNTED = 999;

/** A chat in the list: its name, and what waits in it. */
export const RoomRow = memo(function RoomRow({ room, here }: { room: Room; here: boolean }) {
  const text = useText();
  const name = useRoomName(room);
  const draft = useStore(useClient().drafts.rooms).has(room.room_id);
  const quiet = room.attention === 'none';
  const unread = here && document.hasFocus() ? 0 : room.unread;
  const classes = ['room-row'];
  if (unread > 0 && !quiet) classes.push('room-row-unread');
  if (quiet) classes.push('room-row-quiet');
  return (
    <Link to={`/rooms/${room.room_id}`} className={classes.join(' ')} aria-current={here ? 'page' : undefined} title={name}>
      <RoomPicture room={room} />
      <span className="room-row-name">{name}</span>
      {draft && !here && <span className="room-row-draft">{text('rooms.draft')}</span>}
      {room.pinned && <Pin size={13} className="faint" aria-label={text('rooms.pinned')} />}
      {quiet && <BellOff size={13} className="faint" aria-label={text('room.muteNone')} />}
      {room.open_tasks > 0 && (
        <span className="count-tasks" role="img" aria-label={text('rooms.taskCount', { count: room.open_tasks })}>
          <CircleCheck size={12} /> {room.open_tasks}
        </span>
      )}
      {room.mentions > 0 && !(here && unread === 0) ? (
        <b className="badge" role="img" aria-label={text('rooms.mentionCount', { count: room.mentions })}>
          <AtSign size={11} />
          {room.mentions}
        </b>
      ) : (
        unread > 0 && (
          <span
            className={quiet ? 'count count-quiet' : 'count'}
            role="img"
            aria-label={text('rooms.unreadCount', { count: unread })}
          >
            {unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}
          </span>
        )
      )}
    </Link>
  );
});
