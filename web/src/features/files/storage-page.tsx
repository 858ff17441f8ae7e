import { useEffect, useState } from 'react';
import { FileList } from '../../components/file-list.tsx';
import { Page, PageFailure, PageLoading } from '../../components/page.tsx';
import { useText } from '../../lib/i18n.ts';
import { size } from '../../lib/sizes.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { useClient, useSync } from '../../lib/use-client.ts';

interface Use {
  readonly bytes: number;
  readonly files: number;
}

interface Storage {
  readonly own: Use;
  readonly organization: Use;
  readonly quota: number | null;
}

/** What the account has sent, and how much there is room for. */
export function StoragePage() {
  const text = useText();
  const { ask } = useClient();
  const [storage, setStorage] = useState<Storage | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [again, setAgain] = useState(0);
  const turn = useSync((state) => {
    let files = 0;
    for (const { room } of state.rooms.values()) files += room.files;
    return files;
  });
  const settled = useSettled(turn);
  useEffect(() => {
    ask<Storage>('GET', '/v1/storage').then((answer) => {
      setStorage(answer);
      setFailure(null);
    }, setFailure);
  }, [ask, settled, again]);
  return (
    <Page title={text('storage.title')}>
      <p className="faint">{text('storage.lead')}</p>
      {storage === null && failure === null && <PageLoading />}
      {storage === null && failure !== null && <PageFailure failure={failure} onAgain={() => setAgain(again + 1)} />}
      {storage !== null && (
        <div className="storage">
          <Tile title={text('storage.own')} use={storage.own} quota={null} />
          <Tile title={text('storage.organization')} use={storage.organization} quota={storage.quota} />
        </div>
      )}
      <h2>{text('storage.files')}</h2>
      <FileList path="/v1/files" turn={turn} people={null} />
    </Page>
  );
}

/** From this share on it is told in the colour of warnings. */
const TIGHT = 0.9;

function Tile({ title, use, quota }: { title: string; use: Use; quota: number | null }) {
  const text = useText();
  const tight = quota !== null && use.bytes >= quota * TIGHT;
  return (
    <section className={tight ? 'storage-tile storage-tight' : 'storage-tile'}>
      <h3>{title}</h3>
      <p className="storage-size">
        <strong>{size(use.bytes)}</strong>
        {quota !== null && <span className="faint"> {text('storage.of', { quota: size(quota) })}</span>}
      </p>
      {quota !== null && (
        <progress max={Math.max(1, quota)} value={Math.min(use.bytes, quota)} aria-label={title} />
      )}
      <p className="faint">
        {text('storage.count', { count: use.files })}
        {quota !== null && ` · ${text('storage.free', { size: size(Math.max(0, quota - use.bytes)) })}`}
      </p>
    </section>
  );
}
