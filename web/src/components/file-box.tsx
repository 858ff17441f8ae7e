import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../lib/i18n.ts';
import { size } from '../lib/sizes.ts';
import { useClient, useStore } from '../lib/use-client.ts';
import type { RoomFile } from '../sync/protocol.ts';
import { addressOf, isSeen, pictureOf } from './file-addresses.ts';
import { FileIcon } from './file-icon.tsx';
import { FilePicture } from './file-picture.tsx';
import { FileViewer } from './file-viewer.tsx';

const SHOWN_WIDTH = 360;
const SHOWN_HEIGHT = 240;

/** A file in a message, as far as it is there. */
export function FileBox({ room, id, name }: { room: number; id: number; name: string }) {
  const client = useClient();
  const file = useStore(client.files.known).get(id);
  const text = useText();
  const unknown = file === undefined;
  useEffect(() => {
    if (unknown) client.files.want(room, id);
  }, [client, room, id, unknown]);
  if (file !== undefined && file !== null) return <FileCard file={file} />;
  return (
    <span className="file-card file-card-gone">
      <FileIcon kind="other" />
      <span className="file-words">
        <span className="file-name">{name.replace(/ \([^()]*\)$/, '')}</span>
        {file === null && <small>{text('files.gone')}</small>}
      </span>
    </span>
  );
}

/** A file with what can be seen of it, and the way to get it. */
function FileCard({ file }: { file: RoomFile }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const picture = pictureOf(file);
  const held = file.state === 'quarantined';
  return (
    <span className="file-card">
      {picture !== null && (
        <button
          type="button"
          className={file.kind === 'document' ? 'file-picture file-picture-page' : 'file-picture'}
          aria-label={text('files.open', { name: file.name })}
          onClick={() => setOpen(true)}
        >
          <FilePicture src={picture} alt={file.name} {...(file.kind === 'document' ? {} : shownSize(file))} />
        </button>
      )}
      <span className="file-line">
        {picture === null && <FileIcon kind={file.kind} held={held} />}
        <span className="file-words">
          {isSeen(file) ? (
            <button type="button" className="file-name" title={file.name} onClick={() => setOpen(true)}>
              {file.name}
            </button>
          ) : (
            <span className="file-name" title={file.name}>
              {file.name}
            </span>
          )}
          <small>{held ? text('files.quarantined') : size(file.size)}</small>
        </span>
        {!held && <DownloadLink file={file} />}
      </span>
      {open && <FileViewer file={file} onClose={() => setOpen(false)} />}
    </span>
  );
}

export function DownloadLink({ file }: { file: RoomFile }) {
  const text = useText();
  const label = text('files.download', { name: file.name });
  return (
    <a className="icon-button" href={addressOf(file, 'content?as=saved')} download={file.name} aria-label={label} title={label}>
      <Download size={17} />
    </a>
  );
}

/** Its place is kept while it is loaded. */
function shownSize({ width, height }: RoomFile): { width?: number; height?: number } {
  if (width === 0 || height === 0) return {};
  const scale = Math.min(1, SHOWN_WIDTH / width, SHOWN_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
