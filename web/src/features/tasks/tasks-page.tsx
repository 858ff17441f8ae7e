import { useCallback, useEffect, useMemo, useState } from 'react';
import { Page } from '../../components/page.tsx';
import { TaskItem } from '../../components/task-item.tsx';
import { isSameDay } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useRoom, useRoomName, useSync } from '../../lib/use-client.ts';
import type { Room, Task } from '../../sync/protocol.ts';

type Part = 'overdue' | 'today' | 'later' | 'noDate';
const PARTS: readonly Part[] = ['overdue', 'today', 'later', 'noDate'];

function partOf(task: Task, now: number): Part {
  const { at } = task.deadline;
  if (at === undefined) return 'noDate';
  if (isSameDay(at, now)) return 'today';
  return at < now ? 'overdue' : 'later';
}

/** The account's tasks over all chats. */
export function TasksPage() {
  const text = useText();
  const { ask } = useClient();
  const [role, setRole] = useState<'assignee' | 'assigner'>('assignee');
  const [status, setStatus] = useState<'open' | 'done'>('open');
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  // The rooms' counters move with the tasks in them, wherever they were changed.
  const turn = useSync((state) => {
    let sum = 0;
    for (const { room } of state.rooms.values()) sum += room.open_tasks + 31 * room.tasks;
    return sum;
  });
  const load = useCallback(
    () =>
      start(
        ask<{ tasks: Task[] }>('GET', `/v1/tasks?role=${role}&status=${status}&limit=100`).then((answer) =>
          setTasks(answer.tasks),
        ),
      ),
    [ask, role, status],
  );
  useEffect(load, [load, turn]);
  const parts = useMemo(() => {
    const now = Date.now();
    const byDate = [...(tasks ?? [])].sort((a, b) => (a.deadline.at ?? Infinity) - (b.deadline.at ?? Infinity));
    return Map.groupBy(byDate, (task) => partOf(task, now));
  }, [tasks]);
  const none: TextKey = status === 'open' ? 'tasks.none' : 'tasks.noneDone';
  return (
    <Page title={text('tasks.title')}>
      <div className="page-tools">
        <div className="tabs" role="group">
          <button type="button" aria-pressed={role === 'assignee'} onClick={() => setRole('assignee')}>
            {text('tasks.mine')}
          </button>
          <button type="button" aria-pressed={role === 'assigner'} onClick={() => setRole('assigner')}>
            {text('tasks.assigned')}
          </button>
        </div>
        <div className="tabs" role="group">
          <button type="button" aria-pressed={status === 'open'} onClick={() => setStatus('open')}>
            {text('tasks.open')}
          </button>
          <button type="button" aria-pressed={status === 'done'} onClick={() => setStatus('done')}>
            {text('tasks.done')}
          </button>
        </div>
      </div>
      {tasks?.length === 0 && <p className="empty">{text(none)}</p>}
      {status === 'done'
        ? tasks?.map((task) => <Placed key={task.task_id} task={task} onChanged={load} />)
        : PARTS.filter((part) => parts.has(part)).map((part) => (
            <section key={part}>
              <h2>{text(`tasks.${part}`)}</h2>
              {parts.get(part)?.map((task) => (
                <Placed key={task.task_id} task={task} onChanged={load} />
              ))}
            </section>
          ))}
    </Page>
  );
}

function Placed({ task, onChanged }: { task: Task; onChanged: () => void }) {
  const room = useRoom(task.room_id)?.room;
  return room === undefined ? null : <InRoom task={task} room={room} onChanged={onChanged} />;
}

function InRoom({ task, room, onChanged }: { task: Task; room: Room; onChanged: () => void }) {
  return <TaskItem task={task} place={useRoomName(room)} onChanged={onChanged} />;
}
