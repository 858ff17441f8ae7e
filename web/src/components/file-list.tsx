import { Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { brief, exact } from '../lib/dates.ts';
import { start } from '../lib/do-quietly.ts';
import { useLanguage, useText } from '../lib/i18n.ts';
import { messageIdOf } from '../lib/message-ids.ts';
import { size } from '../lib/sizes.ts';
import { useClient, useMe, useName, useRoom, useRoomName, useStore } from '../lib/use-client.ts';
import { useSettled } from '../lib/use-settled.ts';
import { FILE_KINDS, type FileKind, type Member, type Room, type RoomFile } from '../sync/protocol.ts';
import { Sure } from './dialog.tsx';
import { isSeen, pictureOf } from './file-addresses.ts';
import { DownloadLink } from './file-box.tsx';
import { FileIcon } from './file-icon.tsx';
import { FilePicture } from './file-picture.tsx';
import { FileViewer } from './file-viewer.tsx';
import { PageFailure, PageLoading } from './page.tsx';

const PAGE = 50;

interface Props {
  readonly path: string;
  /** Changes when there are more or fewer. */
  readonly turn: number;
  /** Whose files may be asked for; null where all are of one person. */
  readonly people: readonly Member[] | null;
}

/** Files by kind and person, newest first, a page after the other. */
export function FileList({ path, turn, people }: Props) {
  const text = useText();
  const client = useClient();
  const [kind, setKind] = useState<FileKind | ''>('');
  const [uploader, setUploader] = useState('');
  const [files, setFiles] = useState<readonly RoomFile[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [more, setMore] = useState(false);
  const now = useStore(client.files.known);
  const settled = useSettled(turn);
  const load = useCallback(
    async (before: readonly RoomFile[], isLatest: () => boolean) => {
      const wish = new URLSearchParams({ limit: String(PAGE) });
      const last = before.at(-1);
      if (kind !== '') wish.set('kind', kind);
      if (uploader !== '') wish.set('uploader', uploader);
      if (last !== undefined) wish.set('after', String(last.file_id));
      const answer = await client.ask<{ files: RoomFile[] }>('GET', `${path}?${wish}`);
      if (!isLatest()) return;
      client.files.learn(answer.files);
      setFiles([...before, ...answer.files]);
      setMore(answer.files.length === PAGE);
      setFailure(null);
    },
    [client, path, kind, uploader],
  );
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let latest = true;
    load([], () => latest).catch((problem: unknown) => {
      if (latest) setFailure(problem);
    });
    return () => {
      latest = false;
    };
  }, [load, settled, again]);
  // As they are known by now: looked into, or gone.
  const shown = files
    ?.map((file) => (now.has(file.file_id) ? (now.get(file.file_id) ?? null) : file))
    .filter((file) => file !== null);
  return (
    <>
      <div className="file-choices">
        <select
          value={kind}
          aria-label={text('files.kind')}
          onChange={(event) => setKind(FILE_KINDS.find((each) => each === event.target.value) ?? '')}
        >
          <option value="">{text('files.kind.all')}</option>
          {FILE_KINDS.map((each) => (
            <option key={each} value={each}>
              {text(`files.kind.${each}`)}
            </option>
          ))}
        </select>
        {people !== null && (
          <select value={uploader} aria-label={text('files.from')} onChange={(event) => setUploader(event.target.value)}>
            <option value="">{text('files.fromAll')}</option>
            {people.map(({ account_id: id }) => (
              <PersonOption key={id} id={id} />
            ))}
          </select>
        )}
      </div>
      {failure !== null && <PageFailure failure={failure} onAgain={() => setAgain(again + 1)} />}
      {shown === undefined && failure === null && <PageLoading />}
      {shown?.length === 0 && <p className="empty">{text(kind !== '' || uploader !== '' ? 'files.noneSuch' : people === null ? 'storage.none' : 'files.none')}</p>}
      <ul className="file-list">
        {shown?.map((file) => (
          <Row key={file.file_id} file={file} own={people === null} />
        ))}
      </ul>
      {more && (
        <button type="button" className="button" onClick={() => start(load(files ?? [], () => true))}>
          {text('files.more')}
        </button>
      )}
    </>
  );
}

function PersonOption({ id }: { id: number }) {
  return <option value={id}>{useName(id)}</option>;
}

function Row({ file, own }: { file: RoomFile; own: boolean }) {
  const text = useText();
  const language = useLanguage();
  const client = useClient();
  const me = useMe();
  const name = useName(file.uploader_id);
  const room = useRoom(file.room_id)?.room;
  const [over, setOver] = useState<'viewer' | 'asking' | null>(null);
  // A page is too small to be read there.
  const picture = file.kind === 'document' ? null : pictureOf(file);
  const time = brief(language, file.uploaded_at);
  const mayDelete = file.uploader_id === me || room?.role === 'admin';
  const face = picture === null ? <FileIcon kind={file.kind} held={file.state === 'quarantined'} /> : <FilePicture src={picture} alt="" />;
  const remove = (): void =>
    start(
      client
        .ask('DELETE', `/v1/rooms/${file.room_id}/files/${file.file_id}`)
        .then(() => client.files.apply(file.room_id, { type: 'file_deleted', file_id: file.file_id })),
    );
  return (
    <li>
      <span className="file-face">{face}</span>
      <span className="file-words">
        {isSeen(file) ? (
          <button type="button" className="file-name" title={file.name} onClick={() => setOver('viewer')}>
            {file.name}
          </button>
        ) : (
          <span className="file-name" title={file.name}>
            {file.name}
          </span>
        )}
        <small>
          {file.state === 'quarantined' ? text('files.quarantined') : size(file.size)} ·{' '}
          {own ? room !== undefined && <RoomName room={room} /> : name} ·{' '}
          <Link
            to={`/rooms/${file.room_id}/${messageIdOf(file.room_id, file.sequence)}`}
            title={exact(language, file.uploaded_at)}
            aria-label={text('files.toMessage', { name: file.name, time })}
          >
            {time}
          </Link>
        </small>
      </span>
      {file.state !== 'quarantined' && <DownloadLink file={file} />}
      {mayDelete && (
        <button
          type="button"
          className="icon-button"
          aria-label={text('files.delete', { name: file.name })}
          title={text('files.delete', { name: file.name })}
          onClick={() => setOver('asking')}
        >
          <Trash2 size={17} />
        </button>
      )}
      {over === 'viewer' && <FileViewer file={file} onClose={() => setOver(null)} />}
      {over === 'asking' && (
        <Sure
          question={text('files.sure', { name: file.name })}
          action={text('files.deleteIt')}
          onYes={remove}
          onClose={() => setOver(null)}
        />
      )}
    </li>
  );
}

function RoomName({ room }: { room: Room }) {
  return <>{useRoomName(room)}</>;
}
