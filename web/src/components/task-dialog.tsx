import { type FormEvent, useEffect, useState } from 'react';
import { endOfDay } from '../lib/dates.ts';
import { explain } from '../lib/failures.ts';
import { useText } from '../lib/i18n.ts';
import { useClient, useMe, useName, useRoom } from '../lib/use-client.ts';
import { start } from '../lib/do-quietly.ts';
import type { Deadline } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly room: number;
  readonly body: string;
  readonly onClose: () => void;
}

function deadline(date: string, time: string): Deadline {
  if (date === '') return { type: 'none' };
  if (time === '') return { type: 'date', at: endOfDay(date) };
  return { type: 'time', at: new Date(`${date}T${time}`).getTime() };
}

/** A new task for one or more people. */
export function TaskDialog({ room, body, onClose }: Props) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const members = useRoom(room)?.members ?? null;
  const [what, setWhat] = useState(body);
  const [who, setWho] = useState<readonly number[]>([me]);
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => start(client.rooms.loadMembers(room)), [client, room]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wish = { body: what.trim(), assignee_ids: who, deadline: deadline(date, time) };
    client.ask('POST', `/v1/rooms/${room}/tasks`, wish).then(onClose, setFailure);
  };
  const turn = (id: number): void => setWho(who.includes(id) ? who.filter((each) => each !== id) : [...who, id]);
  return (
    <Dialog title={text('tasks.new')} onClose={onClose}>
      <form onSubmit={submit}>
        <label className="field">
          <span>{text('tasks.body')}</span>
          <textarea rows={4} value={what} required data-focus onChange={(event) => setWhat(event.target.value)} />
        </label>
        <fieldset className="field assignees">
          <legend>{text('tasks.assignees')}</legend>
          {(members?.map((member) => member.account_id) ?? [me]).map((id) => (
            <Assignee key={id} id={id} chosen={who.includes(id)} onTurn={() => turn(id)} />
          ))}
        </fieldset>
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
          <button type="submit" className="button button-primary" disabled={who.length === 0}>
            {text('tasks.add')}
          </button>
        </div>
      </form>
    </Dialog>
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
