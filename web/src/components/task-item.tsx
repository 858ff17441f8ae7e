import { Check } from 'lucide-react';
import { Link } from 'wouter';
import { brief, shortDay } from '../lib/dates.ts';
import { start } from '../lib/do-quietly.ts';
import { dtext, useLanguage, useText } from '../lib/i18n.ts';
import { parse, plain } from '../lib/notation.ts';
import { toast } from '../lib/toasts.ts';
import { useClient, useMe, useName } from '../lib/use-client.ts';
import type { Task } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';
import { NotationView } from './notation-view.tsx';

interface Props {
  readonly task: Task;
  readonly place?: string;
  /** Called after the server has heard of a change. */
  readonly onChanged?: () => void;
}

/** A task with its box to tick. */
export function TaskItem({ task, place, onChanged }: Props) {
  const text = useText();
  const language = useLanguage();
  const { ask } = useClient();
  const me = useMe();
  const giver = useName(task.assigned_by_id);
  const open = task.status === 'open';
  const summary = plain(parse(task.body), (key) => dtext(language, key)).trim().slice(0, 80);
  const set = async (status: 'open' | 'done'): Promise<void> => {
    await ask('PATCH', `/v1/rooms/${task.room_id}/tasks/${task.task_id}`, { status });
    onChanged?.();
  };
  const turn = async (): Promise<void> => {
    await set(open ? 'done' : 'open');
    toast(text(open ? 'tasks.finished' : 'tasks.reopened'), {
      label: text('common.undo'),
      run: () => start(set(task.status)),
    });
  };
  const late = open && task.deadline.at !== undefined && task.deadline.at < Date.now();
  return (
    <div className={open ? 'task' : 'task task-done'}>
      <button
        type="button"
        role="checkbox"
        aria-checked={!open}
        className="task-check"
        aria-label={text(open ? 'tasks.finish' : 'tasks.reopen', { task: summary })}
        onClick={() => start(turn())}
      >
        <Check size={14} />
      </button>
      <div className="task-main">
        <div className="task-body">
          <NotationView body={task.body} />
        </div>
        <div className="task-facts">
          <Avatar id={task.assignee_id} size={18} />
          {task.assigned_by_id !== me && <span>{text('tasks.by', { name: giver })}</span>}
          {task.deadline.at !== undefined && (
            <time className={late ? 'late' : ''}>
              {task.deadline.type === 'date' ? shortDay(language, task.deadline.at) : `${shortDay(language, task.deadline.at)} ${brief(language, task.deadline.at)}`}
            </time>
          )}
          {place !== undefined && <Link to={`/rooms/${task.room_id}/${task.sequence}`}>{place}</Link>}
        </div>
      </div>
    </div>
  );
}
