import { Ellipsis } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Face } from '../../components/avatar.tsx';
import { Sure } from '../../components/dialog.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../components/menu.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { showPerson } from '../../lib/person-shown.ts';
import { useClient, useMe } from '../../lib/use-client.ts';
import type { Person } from '../../sync/protocol.ts';

const RANKS = ['administrator', 'user'] as const;
type Rank = (typeof RANKS)[number];

interface Colleague {
  readonly person: Person;
  readonly rank: Rank;
}

const PATH = '/v1/organization/people';

/** Who is in the organization, and for its administrators what to do about it. */
export function OrganizationPeople({ name }: { name: string }) {
  const text = useText();
  const { ask } = useClient();
  const [people, setPeople] = useState<readonly Colleague[]>([]);
  const load = useCallback(
    () => ask<{ people: Colleague[] }>('GET', PATH).then((answer) => setPeople(answer.people)),
    [ask],
  );
  useEffect(() => start(load()), [load]);
  return (
    <section>
      <h2>
        {text('organization.people', { name })} <span className="faint">{people.length}</span>
      </h2>
      {people.map((colleague) => (
        <Row key={colleague.person.account_id} colleague={colleague} onChanged={() => start(load())} />
      ))}
    </section>
  );
}

function Row({ colleague, onChanged }: { colleague: Colleague; onChanged: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const me = useMe();
  const [removing, setRemoving] = useState(false);
  const { person, rank } = colleague;
  const path = `${PATH}/${person.account_id}`;
  return (
    <div className="card">
      <button type="button" className="card-face" onClick={() => showPerson(person.account_id)}>
        <Face src={person.avatar_url} size={32} />
        <span className="card-name">{person.name}</span>
      </button>
      {rank === 'administrator' && <span className="tag">{text('rank.administrator')}</span>}
      {person.account_id !== me && (
        <Menu
          trigger={
            <button type="button" className="icon-button" aria-label={`${text('common.more')}: ${person.name}`}>
              <Ellipsis size={16} />
            </button>
          }
        >
          {RANKS.map((each) => (
            <MenuChoice
              key={each}
              label={text(`rank.${each}`)}
              chosen={each === rank}
              onSelect={() => start(ask('PATCH', path, { rank: each }).then(onChanged))}
            />
          ))}
          <MenuLine />
          <MenuItem danger label={text('organization.deactivate')} onSelect={() => setRemoving(true)} />
        </Menu>
      )}
      {removing && (
        <Sure
          question={text('organization.deactivateSure', { name: person.name })}
          action={text('organization.deactivate')}
          onYes={() => start(ask('DELETE', path).then(onChanged))}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  );
}
