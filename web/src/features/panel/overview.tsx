import { NotationView } from '../../components/notation-view.tsx';
import { useText } from '../../lib/i18n.ts';
import type { RoomState } from '../../sync/state.ts';
import { LinkSection } from './link-section.tsx';
import { Members } from './members.tsx';
import { Partner } from './partner.tsx';

/** What a chat is about and who is in it. */
export function Overview({ state }: { state: RoomState }) {
  const text = useText();
  const { room } = state;
  return (
    <div className="panel-body">
      {room.type === 'group' && room.role === 'admin' && <LinkSection id={room.room_id} turn={state.entrance} part="requests" />}
      {room.type === 'direct' && room.partner_id !== null && <Partner id={room.partner_id} />}
      {room.type === 'my' && <p className="panel-lead">{text('room.myLead')}</p>}
      {room.type === 'group' && (
        <>
          <h2>{text('room.description')}</h2>
          <div className="message-body">
            {room.description === '' ? (
              <span className="faint">{text('room.noDescription')}</span>
            ) : (
              <NotationView body={room.description} />
            )}
          </div>
          <Members state={state} />
        </>
      )}
      {room.type === 'group' && room.role === 'admin' && <LinkSection id={room.room_id} turn={state.entrance} part="link" />}
    </div>
  );
}
