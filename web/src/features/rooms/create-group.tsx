import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../../components/dialog.tsx';
import { PeopleChoice } from '../../components/people-choice.tsx';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe } from '../../lib/use-client.ts';
import type { Person, Role, Room } from '../../sync/protocol.ts';
import { IconChoice } from './icon-choice.tsx';

type LinkWish = 'none' | 'open' | 'approved';

/** A new group, with whoever makes it as its administrator. */
export function CreateGroup({ onClose }: { onClose: () => void }) {
  const text = useText();
  const me = useMe();
  const { ask } = useClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [icon, setIcon] = useState('group');
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [roles, setRoles] = useState<ReadonlyMap<number, Role>>(new Map());
  const [link, setLink] = useState<LinkWish>('none');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const withRole = (role: Role): number[] =>
      people.map(({ account_id }) => account_id).filter((id) => (roles.get(id) ?? 'member') === role);
    const wish = {
      name: name.trim(),
      description: description.trim(),
      icon,
      admin_ids: [me, ...withRole('admin')],
      member_ids: withRole('member'),
      readonly_ids: withRole('readonly'),
      ...(link === 'none' ? {} : { link: { needs_approval: link === 'approved' } }),
    };
    setBusy(true);
    setFailure(null);
    ask<Room>('POST', '/v1/rooms', wish)
      .then((room) => {
        onClose();
        navigate(`/rooms/${room.room_id}`);
      }, setFailure)
      .finally(() => setBusy(false));
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
          <PeopleChoice
            chosen={people}
            onChange={setPeople}
            without={new Set([me])}
            roles={roles}
            onRole={(id, role) => setRoles(new Map(roles).set(id, role))}
          />
        </div>
        <label className="field">
          <span>{text('room.description')}</span>
          <textarea rows={2} value={description} onChange={(event) => setDescription(event.target.value)} />
        </label>
        <label className="field">
          <span>{text('link.title')}</span>
          <select value={link} onChange={(event) => setLink(event.target.value as LinkWish)}>
            <option value="none">{text('link.wishNone')}</option>
            <option value="approved">{text('link.wishApproved')}</option>
            <option value="open">{text('link.wishOpen')}</option>
          </select>
        </label>
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            {text('common.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy || name.trim() === ''}>
            {text('room.create')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
