import { type FormEvent, useEffect, useState } from 'react';
import { endOfDay, isoDay, isoTime } from '../lib/dates.ts';
import { start } from '../lib/do-quietly.ts';
import { explain } from '../lib/failures.ts';
import { useText } from '../lib/i18n.ts';
import { useClient, useMe, useName, useRoom } from '../lib/use-client.ts';
import type { Deadline, Task } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly room: number;
  readonly body: string;
  /** The task that is changed; without it a new one is made. */
  readonly task?: Task;
  readonly onClose: () => void;
  /** Called after the server has heard of it. */
  readonly onChanged?: () => void;
}

function deadline(date: string, time: string): Deadline {
  if (date === '') return { type: 'none' };
  if (time === '') return { type: 'date', at: endOfDay(date) };
  return { type: 'time', at: new Date(`${date}T${time}`).getTime() };
}

/** Up to here everybody is shown; beyond, one finds people by typing. */
const SHOWN_AT_ONCE = 24;

/** A new task for one or more people, or changes of one. */
export function TaskDialog({ room, body, task, onClose, onChanged }: Props) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const [what, setWhat] = useState(body);
  const [who, setWho] = useState<readonly number[]>([task?.assignee_id ?? me]);
  const { at, type } = task?.deadline ?? { type: 'none' };
  const [date, setDate] = useState(at === undefined ? '' : isoDay(at));
  const [time, setTime] = useState(at === undefined || type !== 'time' ? '' : isoTime(at));
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const path = `/v1/rooms/${room}/tasks`;
    const wish = { body: what.trim(), deadline: deadline(date, time) };
    setBusy(true);
    setFailure(null);
    const done =
      task === undefined
        ? client.ask('POST', path, { ...wish, assignee_ids: who })
        : client.ask('PATCH', `${path}/${task.task_id}`, { ...wish, assignee_id: who[0] });
    done
      .then(() => {
        onChanged?.();
        onClose();
      }, setFailure)
      .finally(() => setBusy(false));
  };
  const turn = (id: number): void => {
    if (task !== undefined) setWho([id]);
    else setWho(who.includes(id) ? who.filter((each) => each !== id) : [...who, id]);
  };
  return (
    <Dialog title={text(task === undefined ? 'tasks.new' : 'tasks.edit')} onClose={onClose}>
      <form onSubmit={submit}>
        <label className="field">
          <span>{text('tasks.body')}</span>
          <textarea rows={4} value={what} required data-focus onChange={(event) => setWhat(event.target.value)} />
        </label>
        <Assignees room={room} who={who} several={task === undefined} onTurn={turn} onAll={setWho} />
        <div className="field-row">
          <label className="field">
            <span>{text('tasks.deadline')}</span>
            <input type="date" value={date} onChange={(event) => setDate(event.target.value)} />
          </label>
          <label className="field">
            <span>{text('tasks.time')}</span>
            <input type="time" value={time} disabled={date === ''} onChange={(event) => setTime(event.target.value)} />
          </label>
        </div>
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            {text('common.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy || who.length === 0 || what.trim() === ''}>
            {text(task === undefined ? 'tasks.add' : 'common.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AssigneesProps {
  readonly room: number;
  readonly who: readonly number[];
  /** Whether more than one may be chosen. */
  readonly several: boolean;
  readonly onTurn: (id: number) => void;
  readonly onAll: (ids: readonly number[]) => void;
}

function Assignees({ room, who, several, onTurn, onAll }: AssigneesProps) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const people = client.state.get().people;
  const members = useRoom(room)?.members ?? null;
  const [typed, setTyped] = useState('');
  useEffect(() => start(client.rooms.loadMembers(room)), [client, room]);
  const ids = members?.map((member) => member.account_id) ?? [me];
  const wanted = typed.trim().toLowerCase();
  const named = (id: number): boolean => (people.get(id)?.name ?? '').toLowerCase().includes(wanted);
  const shown = ids.filter((id) => who.includes(id) || wanted === '' || named(id)).slice(0, SHOWN_AT_ONCE * 2);
  return (
    <fieldset className="field assignees">
      <legend>{text('tasks.assignees')}</legend>
      {ids.length > SHOWN_AT_ONCE && (
        <input
          type="search"
          value={typed}
          aria-label={text('tasks.assignees')}
          placeholder={text('tasks.findPerson')}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {shown.map((id) => (
        <Assignee key={id} id={id} chosen={who.includes(id)} onTurn={() => onTurn(id)} />
      ))}
      {several && ids.length > 2 && (
        <button
          type="button"
          className="text-button"
          onClick={() => onAll(who.length === ids.length ? [] : ids)}
        >
          {text(who.length === ids.length ? 'tasks.nobody' : 'tasks.everybody')}
        </button>
      )}
    </fieldset>
  );
}

function Assignee({ id, chosen, onTurn }: { id: number; chosen: boolean; onTurn: () => void }) {
  const name = useName(id);
  return (
    <button type="button" className="person-tag" aria-pressed={chosen} onClick={onTurn}>
      <Avatar id={id} size={20} /> {name}
    </button>
  );
}
