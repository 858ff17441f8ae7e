import type { Room } from '../../sync/protocol.ts';

/** Whether the account may write here. */
export function mayPost(room: Room): boolean {
  return may(room, room.settings.members_may_post);
}

/** Whether it may send files here; they come with a message. */
export function maySendFiles(room: Room): boolean {
  return mayPost(room) && may(room, room.settings.members_may_send_files);
}

function may(room: Room, members: boolean): boolean {
  if (room.type !== 'group' || room.role === 'admin') return true;
  return room.role === 'member' && members;
}
