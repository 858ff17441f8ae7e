import { Copy, UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copy } from '../../lib/copy.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';

interface Organization {
  readonly name: string;
  readonly rank: string;
}

/** For administrators: a link by which a colleague makes an account. */
export function Invite() {
  const text = useText();
  const { ask } = useClient();
  const [organization, setOrganization] = useState<Organization | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => start(ask<Organization>('GET', '/v1/organization').then(setOrganization)), [ask]);
  if (organization?.rank !== 'administrator') return null;
  const make = (): void =>
    start(ask<{ url: string }>('POST', '/v1/organization/invitations', {}).then((made) => setUrl(made.url)));
  return (
    <section>
      <h2>{text('invite.title')}</h2>
      <p className="faint">{text('invite.lead', { organization: organization.name })}</p>
      {url === null ? (
        <button type="button" className="button" onClick={make}>
          <UserPlus size={16} /> {text('invite.make')}
        </button>
      ) : (
        <div className="panel-row">
          <input readOnly value={url} aria-label={text('invite.title')} onFocus={(event) => event.target.select()} />
          <button
            type="button"
            className="button"
            onClick={() => copy(url)}
          >
            <Copy size={15} /> {text('link.copy')}
          </button>
        </div>
      )}
    </section>
  );
}
