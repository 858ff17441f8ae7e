import { File, FileArchive, FileText, Film, Image, Music, ShieldAlert } from 'lucide-react';
import type { FileKind } from '../sync/protocol.ts';

const ICONS = { image: Image, video: Film, audio: Music, document: FileText, archive: FileArchive, other: File } as const;

/** What stands for a file that has no picture. */
export function FileIcon({ kind, held = false, size = 20 }: { kind: FileKind; held?: boolean; size?: number }) {
  const Icon = held ? ShieldAlert : ICONS[kind];
  return (
    <span className={`file-icon file-icon-${held ? 'held' : kind}`} aria-hidden="true">
      <Icon size={size} />
    </span>
  );
}

/** The kind of a file that the server has not seen yet. */
export function kindOf(file: File): FileKind {
  const [group = '', type = ''] = file.type.split('/');
  if (group === 'image' || group === 'video' || group === 'audio') return group;
  if (group === 'text' || /pdf|officedocument|opendocument|msword|ms-excel|ms-powerpoint/.test(type)) return 'document';
  return /zip|tar|compressed|7z/.test(type) ? 'archive' : 'other';
}
