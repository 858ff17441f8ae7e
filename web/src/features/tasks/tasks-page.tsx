import { useCallback, useEffect, useMemo, useState } from 'react';
import { CheckCheck } from 'lucide-react';
import { Page, PageFailure, PageLoading } from '../../components/page.tsx';
import { TaskItem } from '../../components/task-item.tsx';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { useClient, useRoom, useRoomName, useStore } from '../../lib/use-client.ts';
import type { Room, Task } from '../../sync/protocol.ts';
import { PARTS, byDeadline } from './parts.ts';

const PAGE = 100;

type Role = 'assignee' | 'assigner';
type Status = 'open' | 'done';

/** The account's tasks over all chats. */
export function TasksPage() {
  const text = useText();
  const [role, setRole] = useState<Role>('assignee');
  const [status, setStatus] = useState<Status>('open');
  const { tasks, more, failure, load, loadMore } = useTasks(role, status);
  const parts = useMemo(() => byDeadline(tasks ?? [], Date.now()), [tasks]);
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
      {tasks === null && (failure === null ? <PageLoading /> : <PageFailure failure={failure} onAgain={load} />)}
      {tasks?.length === 0 && (
        <div className="empty">
          <CheckCheck size={34} aria-hidden="true" />
          <p>{text(none)}</p>
        </div>
      )}
      {status === 'done'
        ? tasks?.map((task) => <Placed key={task.task_id} task={task} onChanged={load} />)
        : PARTS.filter((part) => parts.has(part)).map((part) => (
            <section key={part}>
              <h2 className={part === 'overdue' ? 'late' : ''}>
                {text(`tasks.${part}`)} <span className="faint">{parts.get(part)?.length}</span>
              </h2>
              {parts.get(part)?.map((task) => (
                <Placed key={task.task_id} task={task} onChanged={load} />
              ))}
            </section>
          ))}
      {more && (
        <p className="page-more">
          <button type="button" className="button" onClick={loadMore}>
            {text('common.showMore')}
          </button>
        </p>
      )}
    </Page>
  );
}

/** Fetched again when any task changes, wherever that is. */
function useTasks(role: Role, status: Status) {
  const { ask, taskChanges } = useClient();
  const turn = useStore(taskChanges);
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  const [count, setCount] = useState(PAGE);
  const [failure, setFailure] = useState<unknown>(null);
  const fetchSome = useCallback(
    async (wanted: number): Promise<readonly Task[]> => {
      const all: Task[] = [];
      while (all.length < wanted) {
        const after = all.at(-1) === undefined ? '' : `&after=${all.at(-1)?.task_id}`;
        const path = `/v1/tasks?role=${role}&status=${status}&limit=${PAGE}${after}`;
        const page = (await ask<{ tasks: Task[] }>('GET', path)).tasks;
        all.push(...page);
        if (page.length < PAGE) break;
      }
      return all;
    },
    [ask, role, status],
  );
  const load = useCallback(() => {
    setFailure(null);
    fetchSome(count).then(setTasks, setFailure);
  }, [fetchSome, count]);
  const settled = useSettled(turn);
  useEffect(() => setTasks(null), [role, status]);
  useEffect(() => {
    let current = true;
    fetchSome(count).then(
      (some) => current && setTasks(some),
      (problem: unknown) => current && setFailure(problem),
    );
    return () => {
      current = false;
    };
  }, [fetchSome, count, settled]);
  const loadMore = (): void => setCount(count + PAGE);
  return { tasks, more: tasks !== null && tasks.length >= count, failure, load, loadMore };
}

function Placed({ task, onChanged }: { task: Task; onChanged: () => void }) {
  const room = useRoom(task.room_id)?.room;
  return room === undefined ? null : <InRoom task={task} room={room} onChanged={onChanged} />;
}

function InRoom({ task, room, onChanged }: { task: Task; room: Room; onChanged: () => void }) {
  return <TaskItem task={task} place={useRoomName(room)} onChanged={onChanged} />;
}
