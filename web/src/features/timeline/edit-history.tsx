import { useEffect, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { exact } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';

/** Of texts of usual length, one page has them all. */
const MOST_PAGES = 10;

interface Edit {
  readonly number: number;
  readonly body: string;
  /** When this body was replaced. */
  readonly until: number;
}

/** What a message said before it was edited. */
export function EditHistory({ message, onClose }: { message: Message; onClose: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { ask } = useClient();
  const [edits, setEdits] = useState<readonly Edit[]>([]);
  const { room_id: room, message_id: id } = message;
  useEffect(() => {
    const fetchAll = async () => {
      let all: readonly Edit[] = [];
      for (let page = 0; page < MOST_PAGES; page++) {
        const path = `/v1/rooms/${room}/messages/${id}/edits?after=${all.at(-1)?.number ?? 0}`;
        const { edits: more } = await ask<{ edits: Edit[] }>('GET', path);
        if (more.length === 0) break;
        all = [...all, ...more];
        setEdits(all);
      }
    };
    start(fetchAll());
  }, [ask, room, id]);
  return (
    <Dialog title={text('message.history')} onClose={onClose}>
      {edits.map((edit) => (
        <section key={edit.number} className="edit">
          <time className="faint">{exact(language, edit.until)}</time>
          <div className="message-body">
            <NotationView body={edit.body} />
          </div>
        </section>
      ))}
    </Dialog>
  );
}
