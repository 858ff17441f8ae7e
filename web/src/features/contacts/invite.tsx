import { Copy, Trash2, UserPlus } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { copy } from '../../lib/copy.ts';
import { shortDay } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import { OrganizationPeople } from './organization-people.tsx';

interface Organization {
  readonly name: string;
  readonly rank: string;
}

interface Invitation {
  readonly code: string;
  readonly url: string;
  readonly email: string;
  readonly expires_at: number;
}

/** For administrators: links by which colleagues make accounts, and who is in the organization. */
export function Invite() {
  const { ask } = useClient();
  const [organization, setOrganization] = useState<Organization | null>(null);
  useEffect(() => start(ask<Organization>('GET', '/v1/organization').then(setOrganization)), [ask]);
  if (organization?.rank !== 'administrator') return null;
  return (
    <>
      <Invitations organization={organization.name} />
      <OrganizationPeople name={organization.name} />
    </>
  );
}

function Invitations({ organization }: { organization: string }) {
  const text = useText();
  const { ask } = useClient();
  const [email, setEmail] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [open, setOpen] = useState<readonly Invitation[]>([]);
  const path = '/v1/organization/invitations';
  const load = useCallback(
    () => ask<{ invitations: Invitation[] }>('GET', path).then(({ invitations }) => setOpen(invitations)),
    [ask],
  );
  useEffect(() => start(load()), [load]);
  const make = (event: FormEvent): void => {
    event.preventDefault();
    const wish = email.trim() === '' ? {} : { email: email.trim() };
    const sent = ask<{ url: string }>('POST', path, wish).then(({ url }) => {
      setMade(url);
      setEmail('');
      return load();
    });
    start(sent);
  };
  return (
    <section>
      <h2>{text('invite.title')}</h2>
      <p className="faint settings-note">{text('invite.lead', { organization })}</p>
      <form className="panel-row invite-form" onSubmit={make}>
        <input
          type="email"
          value={email}
          aria-label={text('invite.email')}
          placeholder={text('invite.email')}
          onChange={(event) => setEmail(event.target.value)}
        />
        <button type="submit" className="button">
          <UserPlus size={16} /> {text('invite.make')}
        </button>
      </form>
      {made !== null && (
        <div className="panel-row invite-made">
          <input readOnly value={made} aria-label={text('invite.title')} onFocus={(event) => event.target.select()} />
          <button type="button" className="button" onClick={() => copy(made)}>
            <Copy size={15} /> {text('link.copy')}
          </button>
        </div>
      )}
      <ul>
        {open.map((invitation) => (
          <OpenInvitation
            key={invitation.code}
            invitation={invitation}
            onDrop={() => start(ask('DELETE', `${path}/${encodeURIComponent(invitation.code)}`).then(load))}
          />
        ))}
      </ul>
    </section>
  );
}

function OpenInvitation({ invitation, onDrop }: { invitation: Invitation; onDrop: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { email, url, expires_at } = invitation;
  return (
    <li className="card">
      <span className="card-name">
        {email === '' ? text('invite.anybody') : email}
        <small className="faint">{text('invite.until', { day: shortDay(language, expires_at) })}</small>
      </span>
      <button type="button" className="icon-button" aria-label={text('link.copy')} title={text('link.copy')} onClick={() => copy(url)}>
        <Copy size={16} />
      </button>
      <button type="button" className="icon-button" aria-label={text('invite.drop')} title={text('invite.drop')} onClick={onDrop}>
        <Trash2 size={16} />
      </button>
    </li>
  );
}
