import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FileIcon, kindOf } from '../../components/file-icon.tsx';
import { attachments, detach } from '../../lib/attachments.ts';
import { useText } from '../../lib/i18n.ts';
import { size } from '../../lib/sizes.ts';
import { useStoreAtOnce } from '../../lib/use-client.ts';

const NONE: readonly File[] = [];
const SIDE = 40;
/** Larger pictures would cost more to open than they tell. */
const OPENED = 30_000_000;

export function useAttached(room: number): readonly File[] {
  return useStoreAtOnce(attachments).get(room) ?? NONE;
}

/** The files that go with the next message. */
export function Attached({ room }: { room: number }) {
  const text = useText();
  const files = useAttached(room);
  if (files.length === 0) return null;
  return (
    <ul className="attached" aria-label={text('files.attached')}>
      {files.map((file, index) => (
        // Two may have one name; none changes its place but by those before it going away.
        <li key={`${index} ${file.name}`}>
          <Face file={file} />
          <span className="file-words">
            <span className="file-name" title={file.name}>
              {file.name}
            </span>
            <small>{size(file.size)}</small>
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label={text('files.detach', { name: file.name })}
            title={text('files.detach', { name: file.name })}
            onClick={() => detach(room, file)}
          >
            <X size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A picture is drawn, not linked to: so no address of it is left in the page. */
function Face({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const isPicture = file.type.startsWith('image/') && file.size <= OPENED;
  useEffect(() => {
    if (!isPicture) return undefined;
    let left = false;
    createImageBitmap(file).then(
      (picture) => {
        const pen = left ? null : canvas.current?.getContext('2d');
        if (pen) {
          const side = Math.min(picture.width, picture.height);
          const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
          pen.imageSmoothingQuality = 'high';
          pen.drawImage(picture, x, y, side, side, 0, 0, 2 * SIDE, 2 * SIDE);
          setDrawn(true);
        }
        picture.close();
      },
      // It is shown by its kind.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [file, isPicture]);
  return (
    <span className="file-face">
      {isPicture && <canvas ref={canvas} width={2 * SIDE} height={2 * SIDE} hidden={!drawn} />}
      {!drawn && <FileIcon kind={kindOf(file)} />}
    </span>
  );
}
