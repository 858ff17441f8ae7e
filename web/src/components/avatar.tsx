import type { Room } from '../sync/protocol.ts';
import { useMe, usePerson } from '../lib/use-client.ts';
import { RoomIcon } from './room-icon.tsx';

/** A person's picture. Decoration: the name stands beside it. */
export function Avatar({ id, size = 36 }: { id: number; size?: number }) {
  const person = usePerson(id);
  const source = person?.avatar_url ?? '/avatars/0/%3F';
  return <img className="avatar" src={source} width={size} height={size} alt="" draggable={false} />;
}

export function RoomPicture({ room, size = 36 }: { room: Room; size?: number }) {
  const me = useMe();
  if (room.type === 'group') return <RoomIcon icon={room.icon} room={room.room_id} size={size} />;
  return <Avatar id={room.partner_id ?? me} size={size} />;
}
