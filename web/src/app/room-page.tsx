import { ArrowLeft, PanelRight, Search } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { RoomPicture } from '../components/avatar.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { DropZone } from '../features/composer/drop-zone.tsx';
import { RoomPanel } from '../features/panel/room-panel.tsx';
import { RoomMenu } from '../features/rooms/room-menu.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { useText } from '../lib/i18n.ts';
import { sequenceOf } from '../lib/message-ids.ts';
import { enterRoom, panel, searchHere, showPart, turnPanel } from '../lib/panel.ts';
import { useClient, usePerson, useRoom, useRoomName, useStore, useSync } from '../lib/use-client.ts';
import type { Room } from '../sync/protocol.ts';
import { PANEL_PARTS } from './panel-parts.ts';

/** One chat: its messages, the field to write, and the panel beside it. */
export function RoomPage({ id, message }: { id: number; message: string | null }) {
  const client = useClient();
  const text = useText();
  const state = useRoom(id);
  const { open, part } = useStore(panel);
  useEffect(() => {
    client.view([id]);
    enterRoom();
  }, [client, id]);
  if (state === undefined) {
    return (
      <div className="page-note">
        <p>{text('rooms.missing')}</p>
        <Link to="/" className="button">
          {text('common.back')}
        </Link>
      </div>
    );
  }
  return (
    <div className={open ? 'room room-with-panel' : 'room'}>
      <DropZone room={state.room}>
        <RoomHead room={state.room} open={open} searched={part === 'search'} />
        <Timeline id={id} target={message === null ? null : sequenceOf(message)} />
        <Composer room={state.room} />
      </DropZone>
      {open && (
        <>
          <div className="panel-veil" aria-hidden="true" onClick={turnPanel} />
          <RoomPanel state={state} parts={PANEL_PARTS} />
        </>
      )}
    </div>
  );
}

function RoomHead({ room, open, searched }: { room: Room; open: boolean; searched: boolean }) {
  const text = useText();
  const name = useRoomName(room);
  return (
    <header className="room-head">
      <Link to="/" className="icon-button only-phone" aria-label={text('common.back')}>
        <ArrowLeft size={20} />
      </Link>
      <RoomPicture room={room} size={32} />
      <h1 title={name}>{name}</h1>
      {room.type === 'group' && (
        <button type="button" className="room-head-count" onClick={() => showPart('overview')}>
          {text('room.memberCount', { count: room.members })}
        </button>
      )}
      {room.type === 'direct' && room.partner_id !== null && <PartnerNote room={room.room_id} id={room.partner_id} />}
      <span className="spacer" />
      <div className="room-head-tools">
        <button
          type="button"
          className={searched ? 'icon-button' : 'icon-button not-phone'}
          aria-label={text('room.search')}
          title={`${text('room.search')} (/)`}
          aria-pressed={open && searched}
          onClick={() => searchHere()}
        >
          <Search size={19} />
        </button>
        <RoomMenu room={room} name={name} />
        <button
          type="button"
          className="icon-button"
          aria-label={text('room.panel')}
          title={text('room.panel')}
          aria-pressed={open}
          onClick={turnPanel}
        >
          <PanelRight size={20} />
        </button>
      </div>
    </header>
  );
}

/** Whether the other is there, and what they say of it. */
function PartnerNote({ room, id }: { room: number; id: number }) {
  const text = useText();
  const status = usePerson(id)?.status_text ?? '';
  const presence = useSync((state) => state.presence.get(room));
  const here = presence?.active.has(id) ? 'active' : presence?.away.has(id) ? 'away' : null;
  return (
    <span className="partner-note">
      {here !== null && (
        <span className="partner-here">
          <i className={`dot presence-${here}`} /> {text(`presence.${here}`)}
        </span>
      )}
      {status !== '' && <span className="partner-status">{status}</span>}
    </span>
  );
}
