import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { attach, filesOf } from '../../lib/attachments.ts';
import { focusComposer } from '../../lib/composer-bus.ts';
import { useText } from '../../lib/i18n.ts';
import type { Room } from '../../sync/protocol.ts';
import { tellWhatIsLeft } from './left-out.ts';
import { maySendFiles } from './permission.ts';

/** A chat, on which files can be dropped. */
export function DropZone({ room, children }: { room: Room; children: ReactNode }) {
  const text = useText();
  /** Going from one element within to another enters before it leaves. */
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const open = maySendFiles(room);
  const carries = (event: DragEvent): boolean => open && event.dataTransfer.types.includes('Files');
  const move = (by: number): void => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    <section
      className="room-main"
      onDragEnter={(event) => carries(event) && move(1)}
      onDragLeave={(event) => carries(event) && move(-1)}
      onDragOver={(event) => {
        if (carries(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!carries(event)) return;
        event.preventDefault();
        move(-depth.current);
        tellWhatIsLeft(text, attach(room.room_id, filesOf(event.dataTransfer)));
        focusComposer(room.room_id);
      }}
    >
      {children}
      {over && (
        <p className="drop-note">
          <Upload size={32} />
          {text('files.drop')}
        </p>
      )}
    </section>
  );
}
