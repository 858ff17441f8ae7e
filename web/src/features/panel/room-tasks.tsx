import { CheckCheck, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { TaskDialog } from '../../components/task-dialog.tsx';
import { TaskItem } from '../../components/task-item.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe } from '../../lib/use-client.ts';
import type { RoomState } from '../../sync/state.ts';

type Shown = 'open' | 'mine' | 'done';

/** What is to do in a chat. */
export function RoomTasks({ state }: { state: RoomState }) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const id = state.room.room_id;
  const [shown, setShown] = useState<Shown>('open');
  const [adding, setAdding] = useState(false);
  const lacksTasks = state.tasks === null;
  useEffect(() => {
    if (lacksTasks) start(client.rooms.loadTasks(id));
  }, [client, id, lacksTasks]);
  const tasks =
    state.tasks?.filter((task) => {
      if (shown === 'done') return task.status === 'done';
      return task.status === 'open' && (shown === 'open' || task.assignee_id === me);
    }) ?? [];
  return (
    <div className="panel-body">
      <div className="panel-row">
        <select
          value={shown}
          aria-label={text('tasks.title')}
          onChange={(event) => setShown(event.target.value as Shown)}
        >
          <option value="open">{text('tasks.open')}</option>
          <option value="mine">{text('tasks.mine')}</option>
          <option value="done">{text('tasks.done')}</option>
        </select>
        <span className="spacer" />
        {mayAddTasks(state) && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            <Plus size={16} /> {text('tasks.new')}
          </button>
        )}
      </div>
      {state.tasks !== null && tasks.length === 0 && (
        <div className="empty">
          <CheckCheck size={30} aria-hidden="true" />
          <p>{text(shown === 'done' ? 'tasks.noneDone' : 'tasks.none')}</p>
        </div>
      )}
      {tasks.map((task) => (
        <TaskItem key={task.task_id} task={task} place={text('tasks.goTo')} />
      ))}
      {adding && <TaskDialog room={id} body="" onClose={() => setAdding(false)} />}
    </div>
  );
}

function mayAddTasks({ room }: RoomState): boolean {
  return room.role === 'admin' || (room.role === 'member' && room.settings.members_may_add_tasks);
}
