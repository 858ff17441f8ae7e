import { useState } from 'react';
import type { Room } from '../sync/protocol.ts';
import { useMe, usePerson } from '../lib/use-client.ts';
import { RoomIcon } from './room-icon.tsx';

const UNKNOWN = '/avatars/0/%3F';

interface FaceProps {
  readonly src: string | undefined;
  readonly size: number;
}

/** A person's picture, by its address. Decoration: the name stands beside it. */
export function Face({ src = UNKNOWN, size }: FaceProps) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <img
      className="avatar"
      src={broken === src ? UNKNOWN : src}
      width={size}
      height={size}
      alt=""
      draggable={false}
      onError={() => setBroken(src)}
    />
  );
}

export function Avatar({ id, size = 36 }: { id: number; size?: number }) {
  return <Face src={usePerson(id)?.avatar_url} size={size} />;
}

export function RoomPicture({ room, size = 36 }: { room: Room; size?: number }) {
  const me = useMe();
  if (room.type === 'group') return <RoomIcon icon={room.icon} room={room.room_id} size={size} />;
  return <Avatar id={room.partner_id ?? me} size={size} />;
}
