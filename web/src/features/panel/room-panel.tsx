import { X } from 'lucide-react';
import { type ComponentType, Suspense, useEffect } from 'react';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { type PanelPart, panel, showPart, turnPanel } from '../../lib/panel.ts';
import { useClient, useStore } from '../../lib/use-client.ts';
import type { Room } from '../../sync/protocol.ts';
import type { RoomState } from '../../sync/state.ts';

export interface Part {
  readonly part: PanelPart;
  readonly title: TextKey;
  /** The number beside the title; 0 for none. */
  readonly count: (room: Room) => number;
  readonly View: ComponentType<{ state: RoomState }>;
  /** In place of the title, where that is long. */
  readonly Icon?: ComponentType<{ size: number }>;
}

/** Beside a chat: what it is about, who is in it, what is to do. */
export function RoomPanel({ state, parts }: { state: RoomState; parts: readonly Part[] }) {
  const text = useText();
  const client = useClient();
  const { room } = state;
  const { part } = useStore(panel);
  const lacksMembers = state.members === null;
  useEffect(() => {
    if (lacksMembers) start(client.rooms.loadMembers(room.room_id));
  }, [client, room.room_id, lacksMembers]);
  const Shown = parts.find((each) => each.part === part)?.View ?? null;
  return (
    <aside
      className="panel"
      aria-label={text('room.panel')}
      onKeyDown={(event) => {
        const inside = event.target instanceof Element && event.target.closest('dialog, input') !== null;
        if (event.key === 'Escape' && !event.defaultPrevented && !inside) turnPanel();
      }}
    >
      <header className="panel-head">
        <div className="tabs" role="group">
          {parts.map((each) => {
            const count = each.count(room);
            return (
              <button
                key={each.part}
                type="button"
                aria-pressed={each.part === part}
                aria-label={each.Icon === undefined ? undefined : text(each.title)}
                title={each.Icon === undefined ? undefined : text(each.title)}
                onClick={() => showPart(each.part)}
              >
                {each.Icon === undefined ? text(each.title) : <each.Icon size={15} />}
                {count > 0 && <span className="tab-count">{count}</span>}
              </button>
            );
          })}
        </div>
        <button type="button" className="icon-button" aria-label={text('common.close')} onClick={turnPanel}>
          <X size={18} />
        </button>
      </header>
      <Suspense fallback={null}>{Shown !== null && <Shown state={state} />}</Suspense>
    </aside>
  );
}
