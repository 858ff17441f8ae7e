import { Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { NotationView } from '../../components/notation-view.tsx';
import { TaskDialog } from '../../components/task-dialog.tsx';
import { TaskItem } from '../../components/task-item.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import type { RoomState } from '../../sync/state.ts';
import { LinkSection } from './link-section.tsx';
import { Members } from './members.tsx';

/** Beside a chat: what it is about, who is in it, what is to do. */
export function RoomPanel({ state, onClose }: { state: RoomState; onClose: () => void }) {
  const text = useText();
  const client = useClient();
  const { room } = state;
  const [part, setPart] = useState<'overview' | 'tasks'>('overview');
  const lacksMembers = state.members === null;
  useEffect(() => {
    if (lacksMembers) start(client.rooms.loadMembers(room.room_id));
  }, [client, room.room_id, lacksMembers]);
  const tasks = room.open_tasks > 0 ? `${text('tasks.title')} (${room.open_tasks})` : text('tasks.title');
  return (
    <aside className="panel" aria-label={text('room.panel')}>
      <header className="panel-head">
        <div className="tabs" role="group">
          <button type="button" aria-pressed={part === 'overview'} onClick={() => setPart('overview')}>
            {text('room.overview')}
          </button>
          <button type="button" aria-pressed={part === 'tasks'} onClick={() => setPart('tasks')}>
            {tasks}
          </button>
        </div>
        <button type="button" className="icon-button" aria-label={text('common.close')} onClick={onClose}>
          <X size={18} />
        </button>
      </header>
      {part === 'overview' ? <Overview state={state} /> : <RoomTasks state={state} />}
    </aside>
  );
}

function Overview({ state }: { state: RoomState }) {
  const text = useText();
  const { room } = state;
  return (
    <div className="panel-body">
      <h2>{text('room.description')}</h2>
      <div className="message-body">
        {room.description === '' ? (
          <span className="faint">{text('room.noDescription')}</span>
        ) : (
          <NotationView body={room.description} />
        )}
      </div>
      {room.type !== 'my' && <Members state={state} />}
      {room.type === 'group' && room.role === 'admin' && <LinkSection id={room.room_id} turn={state.entrance} />}
    </div>
  );
}

function RoomTasks({ state }: { state: RoomState }) {
  const text = useText();
  const client = useClient();
  const id = state.room.room_id;
  const [status, setStatus] = useState<'open' | 'done'>('open');
  const [adding, setAdding] = useState(false);
  const lacksTasks = state.tasks === null;
  useEffect(() => {
    if (lacksTasks) start(client.rooms.loadTasks(id));
  }, [client, id, lacksTasks]);
  const shown = state.tasks?.filter((task) => task.status === status) ?? [];
  return (
    <div className="panel-body">
      <div className="panel-row">
        <select
          value={status}
          aria-label={text('tasks.title')}
          onChange={(event) => setStatus(event.target.value === 'done' ? 'done' : 'open')}
        >
          <option value="open">{text('tasks.open')}</option>
          <option value="done">{text('tasks.done')}</option>
        </select>
        <span className="spacer" />
        <button type="button" className="button" onClick={() => setAdding(true)}>
          <Plus size={16} /> {text('tasks.new')}
        </button>
      </div>
      {state.tasks !== null && shown.length === 0 && (
        <p className="empty">{text(status === 'open' ? 'tasks.none' : 'tasks.noneDone')}</p>
      )}
      {shown.map((task) => (
        <TaskItem key={task.task_id} task={task} place={text('tasks.goTo')} />
      ))}
      {adding && <TaskDialog room={id} body="" onClose={() => setAdding(false)} />}
    </div>
  );
}
