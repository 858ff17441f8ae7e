import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../../components/dialog.tsx';
import { PeopleChoice } from '../../components/people-choice.tsx';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe } from '../../lib/use-client.ts';
import type { Person, Room } from '../../sync/protocol.ts';
import { IconChoice } from './icon-choice.tsx';

/** A new group, with whoever makes it as its administrator. */
export function CreateGroup({ onClose }: { onClose: () => void }) {
  const text = useText();
  const me = useMe();
  const { ask } = useClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [icon, setIcon] = useState('group');
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wish = {
      name: name.trim(),
      icon,
      admin_ids: [me],
      member_ids: people.map((person) => person.account_id),
    };
    ask<Room>('POST', '/v1/rooms', wish).then((room) => {
      onClose();
      navigate(`/rooms/${room.room_id}`);
    }, setFailure);
  };
  return (
    <Dialog title={text('rooms.new')} onClose={onClose}>
      <form onSubmit={submit}>
        <label className="field">
          <span>{text('room.name')}</span>
          <input value={name} required data-focus maxLength={255} onChange={(event) => setName(event.target.value)} />
        </label>
        <IconChoice value={icon} onChange={setIcon} />
        <div className="field">
          <span>{text('room.people')}</span>
          <PeopleChoice chosen={people} onChange={setPeople} without={new Set([me])} />
        </div>
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <div className="form-actions">
          <button type="submit" className="button button-primary">
            {text('room.create')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
