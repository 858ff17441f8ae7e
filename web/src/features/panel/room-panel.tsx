import { X } from 'lucide-react';
import { useEffect } from 'react';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { panel, showPart, turnPanel } from '../../lib/panel.ts';
import { useClient, useStore } from '../../lib/use-client.ts';
import type { RoomState } from '../../sync/state.ts';
import { PANEL_PARTS } from './parts.ts';

/** Beside a chat: what it is about, who is in it, what is to do. */
export function RoomPanel({ state }: { state: RoomState }) {
  const text = useText();
  const client = useClient();
  const { room } = state;
  const { part } = useStore(panel);
  const lacksMembers = state.members === null;
  useEffect(() => {
    if (lacksMembers) start(client.rooms.loadMembers(room.room_id));
  }, [client, room.room_id, lacksMembers]);
  const Shown = PANEL_PARTS.find((each) => each.part === part)?.View ?? null;
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
          {PANEL_PARTS.map((each) => {
            const count = each.count(room);
            return (
              <button key={each.part} type="button" aria-pressed={each.part === part} onClick={() => showPart(each.part)}>
                {text(each.title)}
                {count > 0 && <span className="tab-count">{count}</span>}
              </button>
            );
          })}
        </div>
        <button type="button" className="icon-button" aria-label={text('common.close')} onClick={turnPanel}>
          <X size={18} />
        </button>
      </header>
      {Shown !== null && <Shown state={state} />}
    </aside>
  );
}
