import { useEffect } from 'react';
import { FileList } from '../../components/file-list.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useClient } from '../../lib/use-client.ts';
import type { RoomState } from '../../sync/state.ts';

/** What was sent to the room. */
export function RoomFiles({ state }: { state: RoomState }) {
  const client = useClient();
  const { room, members } = state;
  const id = room.room_id;
  useEffect(() => start(client.rooms.loadMembers(id)), [client, id]);
  return (
    <div className="panel-body">
      <FileList path={`/v1/rooms/${id}/files`} turn={room.files} people={members ?? []} />
    </div>
  );
}
