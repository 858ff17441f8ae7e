import { Check, Ellipsis, MessageSquareText, Pencil, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import { isSameDay, shortDay, timeOfDay } from '../lib/dates.ts';
import { start } from '../lib/do-quietly.ts';
import { dtext, useLanguage, useText } from '../lib/i18n.ts';
import { messageIdOf } from '../lib/message-ids.ts';
import { parse, plain } from '../lib/notation.ts';
import { toast } from '../lib/toasts.ts';
import { useClient, useMe, useName } from '../lib/use-client.ts';
import type { Task } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';
import { Sure } from './dialog.tsx';
import { Folded, isLong } from './folded.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { MessageLink } from './message-link.tsx';
import { NotationView } from './notation-view.tsx';
import { TaskDialog } from './task-dialog.tsx';

interface Props {
  readonly task: Task;
  /** Where it is from, in words. */
  readonly place: string;
  /** Called after the server has heard of a change. */
  readonly onChanged?: () => void;
}

/** A list of tasks is to be seen as one. */
const FOLD_LENGTH = 240;
const FOLD_LINES = 6;

/** A task with its box to tick. */
export const TaskItem = memo(function TaskItem({ task, place, onChanged }: Props) {
  const text = useText();
  const language = useLanguage();
  const { ask } = useClient();
  const [over, setOver] = useState<'edit' | 'delete' | null>(null);
  const open = task.status === 'open';
  const summary = plain(parse(task.body), (key) => dtext(language, key)).trim().slice(0, 80);
  const path = `/v1/rooms/${task.room_id}/tasks/${task.task_id}`;
  const set = async (status: 'open' | 'done'): Promise<void> => {
    await ask('PATCH', path, { status });
    onChanged?.();
  };
  const turn = async (): Promise<void> => {
    await set(open ? 'done' : 'open');
    toast(text(open ? 'tasks.finished' : 'tasks.reopened'), {
      label: text('common.undo'),
      run: () => start(set(task.status)),
    });
  };
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
        <Folded className="task-body" long={isLong(task.body, FOLD_LENGTH, FOLD_LINES)}>
          <NotationView body={task.body} />
        </Folded>
        <Facts task={task} place={place} />
      </div>
      <Menu
        trigger={
          <button type="button" className="icon-button task-more" aria-label={text('tasks.more', { task: summary })}>
            <Ellipsis size={16} />
          </button>
        }
      >
        <MenuItem icon={<Pencil size={16} />} label={text('tasks.edit')} onSelect={() => setOver('edit')} />
        <MenuItem danger icon={<Trash2 size={16} />} label={text('tasks.delete')} onSelect={() => setOver('delete')} />
      </Menu>
      {over === 'edit' && (
        <TaskDialog
          room={task.room_id}
          body={task.body}
          task={task}
          onClose={() => setOver(null)}
          {...(onChanged === undefined ? {} : { onChanged })}
        />
      )}
      {over === 'delete' && (
        <Sure
          question={text('tasks.deleteSure')}
          action={text('tasks.delete')}
          onYes={() => start(ask('DELETE', path).then(onChanged))}
          onClose={() => setOver(null)}
        />
      )}
    </div>
  );
});

function Facts({ task, place }: { task: Task; place: string }) {
  const text = useText();
  const language = useLanguage();
  const me = useMe();
  const assignee = useName(task.assignee_id);
  const giver = useName(task.assigned_by_id);
  const { at, type } = task.deadline;
  const now = Date.now();
  const open = task.status === 'open';
  const due = at === undefined ? '' : at < now ? 'late' : isSameDay(at, now) ? 'soon' : '';
  return (
    <div className="task-facts">
      <span className="person-chip">
        <Avatar id={task.assignee_id} size={18} /> {assignee}
      </span>
      {task.assigned_by_id !== me && <span>{text('tasks.by', { name: giver })}</span>}
      {at !== undefined && (
        <time className={open ? due : ''} dateTime={new Date(at).toISOString()}>
          {shortDay(language, at)}
          {type === 'time' && ` ${timeOfDay(language, at)}`}
        </time>
      )}
      <MessageLink room={task.room_id} message={messageIdOf(task.room_id, task.sequence)} className="task-place">
        <MessageSquareText size={13} /> <span>{place}</span>
      </MessageLink>
    </div>
  );
}
