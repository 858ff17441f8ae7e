import { RotateCw, X } from 'lucide-react';
import { FileIcon } from '../../components/file-icon.tsx';
import { explain } from '../../lib/failures.ts';
import { type Translate, useText } from '../../lib/i18n.ts';
import { size } from '../../lib/sizes.ts';
import { useClient, useStore } from '../../lib/use-client.ts';
import type { Batch } from '../../sync/uploads.ts';

interface Props {
  readonly room: number;
  /** Gets back what was written with files that are given up. */
  readonly onGivenUp: (message: string) => void;
}

/** The files on their way to a room. */
export function UploadsNote({ room, onGivenUp }: Props) {
  const text = useText();
  const batches = useStore(useClient().uploads.batches).filter((batch) => batch.room === room);
  if (batches.length === 0) return null;
  return (
    <ul className="uploads" aria-label={text('files.onTheirWay')}>
      {batches.map((batch) => (
        <Row key={batch.id} batch={batch} onGivenUp={onGivenUp} />
      ))}
    </ul>
  );
}

function Row({ batch, onGivenUp }: { batch: Batch; onGivenUp: (message: string) => void }) {
  const text = useText();
  const { uploads } = useClient();
  const { id, names, message, sent, state } = batch;
  const [first = '', ...others] = names;
  const name = others.length === 0 ? first : text('files.andMore', { name: first, count: others.length });
  const failed = state === 'failed';
  return (
    <li className={failed ? 'upload upload-failed' : 'upload'} title={names.join('\n')}>
      <FileIcon kind="other" />
      <span className="file-words">
        <span className="file-name">{name}</span>
        <small role={failed ? 'alert' : undefined}>{stateOf(text, batch)}</small>
        {!failed && (
          <progress max={Math.max(1, batch.size)} value={sent} aria-label={text('files.sending', { name })} />
        )}
      </span>
      {failed && (
        <button
          type="button"
          className="icon-button"
          aria-label={text('common.retry')}
          title={text('common.retry')}
          onClick={() => uploads.retry(id)}
        >
          <RotateCw size={16} />
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={text('files.giveUp', { name })}
        title={text('files.giveUp', { name })}
        onClick={() => {
          uploads.cancel(id);
          onGivenUp(message);
        }}
      >
        <X size={16} />
      </button>
    </li>
  );
}

function stateOf(text: Translate, { state, sent, size: all, failure }: Batch): string {
  switch (state) {
    case 'failed':
      return explain(text, failure);
    case 'waiting':
      return text('files.waiting');
    case 'queued':
      return text('files.queued', { size: size(all) });
    case 'sending':
      return sent >= all ? text('files.arriving') : text('files.progress', { sent: size(sent), size: size(all) });
  }
}
