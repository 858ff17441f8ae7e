import { Sure } from '../../components/dialog.tsx';
import { TaskDialog } from '../../components/task-dialog.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { quoteOf } from './deeds.ts';
import { EditHistory } from './edit-history.tsx';
import { JumpToDate } from './jump-to-date.tsx';

export type WhatIsOver =
  | { readonly kind: 'task' | 'remove' | 'history'; readonly message: Message }
  | { readonly kind: 'date'; readonly at: number };

interface Props {
  readonly room: number;
  readonly what: WhatIsOver;
  /** Leads to the newest message. */
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** The windows over a timeline. They outlive the row that they were opened from. */
export function Over({ room, what, onEnd, onClose }: Props) {
  const text = useText();
  const { ask } = useClient();
  switch (what.kind) {
    case 'task':
      return <TaskDialog room={room} body={quoteOf(what.message)} onClose={onClose} />;
    case 'history':
      return <EditHistory message={what.message} onClose={onClose} />;
    case 'date':
      return <JumpToDate room={room} at={what.at} onEnd={onEnd} onClose={onClose} />;
    case 'remove': {
      const path = `/v1/rooms/${room}/messages/${what.message.message_id}`;
      return (
        <Sure
          question={text('message.deleteSure')}
          action={text('message.delete')}
          onYes={() => start(ask('DELETE', path))}
          onClose={onClose}
        />
      );
    }
  }
}
