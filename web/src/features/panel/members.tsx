import { Ellipsis, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { Dialog, Sure } from '../../components/dialog.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../components/menu.tsx';
import { PeopleChoice } from '../../components/people-choice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient, useMe, usePerson, useSync } from '../../lib/use-client.ts';
import type { Member, Person, Role } from '../../sync/protocol.ts';
import type { RoomState } from '../../sync/state.ts';

const ROLES: readonly Role[] = ['admin', 'member', 'readonly'];
const FILTER_FROM = 12;
/** A group may have thousands of members. */
const SHOWN_AT_ONCE = 100;

/** Administrators first, readers last. */
function inOrder(members: readonly Member[]): readonly Member[] {
  return [...members].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}

/** Who is in the chat, and for administrators what to do about it. */
export function Members({ state }: { state: RoomState }) {
  const text = useText();
  const [adding, setAdding] = useState(false);
  const { room, members } = state;
  const [typed, setTyped] = useState('');
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const people = useSync((known) => known.people);
  const manages = room.type === 'group' && room.role === 'admin';
  if (members === null) {
    const hidden = room.role !== 'admin' && !room.settings.members_may_see_members;
    return hidden ? <p className="faint">{text('room.hiddenMembers')}</p> : null;
  }
  const wanted = typed.trim().toLowerCase();
  const shown = inOrder(members).filter(
    ({ account_id }) => wanted === '' || (people.get(account_id)?.name ?? '').toLowerCase().includes(wanted),
  );
  return (
    <>
      <h2 className="panel-row">
        {text('room.members')} <span className="faint">{members.length}</span>
        <span className="spacer" />
        {manages && (
          <button type="button" className="icon-button" aria-label={text('room.addPeople')} onClick={() => setAdding(true)}>
            <UserPlus size={17} />
          </button>
        )}
      </h2>
      {members.length > FILTER_FROM && (
        <input
          type="search"
          className="search"
          value={typed}
          aria-label={text('room.findMember')}
          placeholder={text('room.findMember')}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <ul className="members">
        {shown.slice(0, most).map((member) => (
          <MemberRow key={member.account_id} room={room.room_id} member={member} manages={manages} />
        ))}
      </ul>
      {shown.length > most && (
        <button type="button" className="text-button" onClick={() => setMost(most + SHOWN_AT_ONCE)}>
          {text('common.showMore')}
        </button>
      )}
      {adding && (
        <AddPeople
          room={room.room_id}
          inside={new Set(members.map((member) => member.account_id))}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function MemberRow({ room, member, manages }: { room: number; member: Member; manages: boolean }) {
  const text = useText();
  const { ask } = useClient();
  const me = useMe();
  const id = member.account_id;
  const person = usePerson(id);
  const presence = useSync((state) => state.presence.get(room));
  const here = presence?.active.has(id) ? 'active' : presence?.away.has(id) ? 'away' : null;
  const [removing, setRemoving] = useState(false);
  const name = person?.name ?? text('person.unknown');
  const path = `/v1/rooms/${room}/members`;
  return (
    <li>
      <span className="presence-frame">
        <Avatar id={id} size={28} />
        {here !== null && <i className={`presence presence-${here}`} role="img" aria-label={text(`presence.${here}`)} />}
      </span>
      <span className="member-name">
        <PersonName id={id} name={name} />
        {id === me && <span className="faint"> ({text('person.you')})</span>}
        {person !== undefined && person.status_text !== '' && <small className="faint">{person.status_text}</small>}
      </span>
      {member.role !== 'member' && <span className="tag">{text(`role.${member.role}`)}</span>}
      {manages && id !== me && (
        <Menu
          trigger={
            <button type="button" className="icon-button" aria-label={`${text('common.more')}: ${name}`}>
              <Ellipsis size={16} />
            </button>
          }
        >
          {ROLES.map((role) => (
            <MenuChoice
              key={role}
              label={text(`role.${role}`)}
              chosen={role === member.role}
              onSelect={() => start(ask('POST', path, { account_ids: [id], role }))}
            />
          ))}
          <MenuLine />
          <MenuItem danger label={text('common.remove')} onSelect={() => setRemoving(true)} />
        </Menu>
      )}
      {removing && (
        <Sure
          question={text('role.removeSure', { name })}
          action={text('common.remove')}
          onYes={() => start(ask('DELETE', `${path}/${id}`))}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}

function AddPeople({ room, inside, onClose }: { room: number; inside: ReadonlySet<number>; onClose: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [roles, setRoles] = useState<ReadonlyMap<number, Role>>(new Map());
  const add = async (): Promise<void> => {
    for (const role of ROLES) {
      const ids = people.map(({ account_id }) => account_id).filter((id) => (roles.get(id) ?? 'member') === role);
      if (ids.length > 0) await ask('POST', `/v1/rooms/${room}/members`, { account_ids: ids, role });
    }
    onClose();
  };
  return (
    <Dialog title={text('room.addPeople')} onClose={onClose}>
      <PeopleChoice
        chosen={people}
        onChange={setPeople}
        without={inside}
        roles={roles}
        onRole={(id, role) => setRoles(new Map(roles).set(id, role))}
      />
      <div className="form-actions">
        <button type="button" className="button button-primary" disabled={people.length === 0} onClick={() => start(add())}>
          {text('room.addPeople')}
        </button>
      </div>
    </Dialog>
  );
}
