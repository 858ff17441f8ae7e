import type { RoomFile } from '../sync/protocol.ts';

/** Pictures that are small enough to be shown as they are, where there is no preview. */
const SMALL = 1_000_000;
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const PLAYED: ReadonlySet<string> = new Set(['video/mp4', 'video/webm', 'audio/mpeg', 'audio/ogg', 'audio/mp4']);

export function addressOf(file: RoomFile, what: string): string {
  return `/v1/rooms/${file.room_id}/files/${file.file_id}/${what}`;
}

export function isPicture(file: RoomFile): boolean {
  return PICTURES.has(file.content_type);
}

export function isPlayed(file: RoomFile): boolean {
  return PLAYED.has(file.content_type);
}

/** What stands for the file in a message, null where nothing does. */
export function pictureOf(file: RoomFile): string | null {
  if (file.state === 'quarantined') return null;
  if (file.preview === 'picture') return addressOf(file, 'preview?size=small');
  return isPicture(file) && file.size <= SMALL ? addressOf(file, 'content') : null;
}

/** Whether the viewer can show it. */
export function isSeen(file: RoomFile): boolean {
  return file.state !== 'quarantined' && (file.preview !== 'none' || isPicture(file) || isPlayed(file));
}
