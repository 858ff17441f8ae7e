import { ArrowLeft, PanelRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { RoomPicture } from '../components/avatar.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { RoomPanel } from '../features/panel/room-panel.tsx';
import { RoomMenu } from '../features/rooms/room-menu.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { browserMemory } from '../lib/browser.ts';
import { useText } from '../lib/i18n.ts';
import { sequenceOf } from '../lib/message-ids.ts';
import { useClient, useRoom, useRoomName } from '../lib/use-client.ts';
import type { Room } from '../sync/protocol.ts';

const WIDE = 1180;

/** One chat: its messages, the field to write, and the panel beside it. */
export function RoomPage({ id, message }: { id: number; message: string | null }) {
  const client = useClient();
  const text = useText();
  const state = useRoom(id);
  const [panel, setPanel] = useState(() => innerWidth >= WIDE && browserMemory.get('panel') !== 'closed');
  useEffect(() => client.view([id]), [client, id]);
  if (state === undefined) return <p className="page-note">{text('rooms.missing')}</p>;
  const turn = (): void => {
    browserMemory.set('panel', panel ? 'closed' : 'open');
    setPanel(!panel);
  };
  return (
    <div className={panel ? 'room room-with-panel' : 'room'}>
      <section className="room-main">
        <RoomHead room={state.room} panel={panel} onPanel={turn} />
        <Timeline id={id} target={message === null ? null : sequenceOf(message)} />
        <Composer room={state.room} />
      </section>
      {panel && <RoomPanel state={state} onClose={turn} />}
    </div>
  );
}

function RoomHead({ room, panel, onPanel }: { room: Room; panel: boolean; onPanel: () => void }) {
  const text = useText();
  const name = useRoomName(room);
  return (
    <header className="room-head">
      <Link to="/" className="icon-button only-phone" aria-label={text('common.back')}>
        <ArrowLeft size={20} />
      </Link>
      <RoomPicture room={room} size={32} />
      <h1>{name}</h1>
      {room.type === 'group' && (
        <span className="faint room-head-count">{text('room.memberCount', { count: room.members })}</span>
      )}
      <span className="spacer" />
      <RoomMenu room={room} name={name} />
      <button
        type="button"
        className="icon-button"
        aria-label={text('room.panel')}
        aria-pressed={panel}
        onClick={onPanel}
      >
        <PanelRight size={20} />
      </button>
    </header>
  );
}
