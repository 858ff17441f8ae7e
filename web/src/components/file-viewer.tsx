import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { exact } from '../lib/dates.ts';
import { useLanguage, useText } from '../lib/i18n.ts';
import { size } from '../lib/sizes.ts';
import { useClient, useName, useStore } from '../lib/use-client.ts';
import type { RoomFile } from '../sync/protocol.ts';
import { FilePicture, FIRST_PAUSE, MOST_TRIES } from './file-picture.tsx';
import { addressOf, isPicture, isPlayed, isSeen } from './file-addresses.ts';

/** A file over the page, and the way to those before and after it in the chat. */
export function FileViewer({ file: first, onClose }: { file: RoomFile; onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const known = useStore(useClient().files.known);
  const [id, setId] = useState(first.file_id);
  const all = useMemo(() => inOrder(known.values(), first.room_id), [known, first]);
  const at = all.findIndex((each) => each.file_id === id);
  const file = all[at] ?? first;
  const name = useName(file.uploader_id);
  const [before, after] = at < 0 ? [] : [all[at - 1], all[at + 1]];
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const go = (to: RoomFile | undefined): void => {
    if (to !== undefined) setId(to.file_id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLMediaElement) return;
    if (event.key === 'ArrowLeft') go(before);
    else if (event.key === 'ArrowRight') go(after);
  };
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={file.name}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.matches('dialog, .viewer-sight')) dialog.current?.close();
      }}
    >
      <header className="viewer-head">
        <div className="viewer-words">
          <h2>{file.name}</h2>
          <p>
            {name} · {exact(language, file.uploaded_at)} · {size(file.size)}
          </p>
        </div>
        <a
          className="viewer-button"
          href={addressOf(file, 'content?as=saved')}
          download={file.name}
          aria-label={text('files.save')}
        >
          <Download size={18} /> <span>{text('files.save')}</span>
        </a>
        <button
          type="button"
          className="viewer-button"
          aria-label={text('common.close')}
          title={text('common.close')}
          onClick={() => dialog.current?.close()}
        >
          <X size={20} />
        </button>
      </header>
      <div className="viewer-sight">
        <Sight key={file.file_id} file={file} />
      </div>
      <Step label={text('files.before')} side="left" to={before} onGo={go} />
      <Step label={text('files.after')} side="right" to={after} onGo={go} />
    </dialog>
  );
}

function inOrder(files: Iterable<RoomFile | null>, room: number): readonly RoomFile[] {
  return [...files]
    .filter((file) => file !== null)
    .filter((file) => file.room_id === room && isSeen(file))
    .sort((a, b) => a.sequence - b.sequence || a.file_id - b.file_id);
}

interface StepProps {
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly to: RoomFile | undefined;
  readonly onGo: (to: RoomFile | undefined) => void;
}

function Step({ label, side, to, onGo }: StepProps) {
  if (to === undefined) return null;
  return (
    <button type="button" className={`viewer-button viewer-${side}`} aria-label={label} title={label} onClick={() => onGo(to)}>
      {side === 'left' ? <ChevronLeft size={26} /> : <ChevronRight size={26} />}
    </button>
  );
}

function Sight({ file }: { file: RoomFile }) {
  const content = addressOf(file, 'content');
  if (isPlayed(file)) {
    return file.kind === 'audio' ? <audio controls src={content} /> : <video controls preload="metadata" src={content} />;
  }
  if (file.preview === 'text') return <TextSight address={addressOf(file, 'preview')} />;
  if (file.preview === 'picture') return <FilePicture src={addressOf(file, 'preview?size=large')} alt={file.name} lazy={false} />;
  return isPicture(file) ? <FilePicture src={content} alt={file.name} lazy={false} /> : null;
}

function TextSight({ address }: { address: string }) {
  const text = useText();
  const [content, setContent] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // As with pictures, it may be told of a moment before it is given out.
    const again = (): void => {
      if (!abort.signal.aborted && tries < MOST_TRIES) timer = setTimeout(() => setTries(tries + 1), FIRST_PAUSE * 2 ** tries);
    };
    fetch(address, { signal: abort.signal }).then(
      async (answer) => (answer.ok ? setContent(await answer.text()) : again()),
      again,
    );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [address, tries]);
  return (
    <pre className="viewer-text" tabIndex={0} aria-busy={content === null} aria-label={text('files.text')}>
      {content}
    </pre>
  );
}
