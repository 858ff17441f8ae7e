import { Copy, KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { Dialog, Sure } from '../../components/dialog.tsx';
import { setCsrfToken } from '../../lib/browser.ts';
import { copy } from '../../lib/copy.ts';
import { start } from '../../lib/do-quietly.ts';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useSync } from '../../lib/use-client.ts';
import type { Session } from '../../sync/protocol.ts';

/** How one gets in, with what programs do, and the way out. */
export function Account() {
  const text = useText();
  const client = useClient();
  const email = useSync((state) => state.me.login_email);
  const [over, setOver] = useState<'password' | 'everywhere' | null>(null);
  const leave = (path: string): void => start(client.ask('DELETE', path).then(() => client.end()));
  return (
    <section>
      <h2>{text('settings.account')}</h2>
      <p className="faint settings-note">{email}</p>
      <div className="button-row">
        <Link to="/storage" className="button">
          {text('storage.title')}
        </Link>
        <button type="button" className="button" onClick={() => setOver('password')}>
          {text('settings.password')}
        </button>
        <button type="button" className="button" onClick={() => leave('/v1/session')}>
          {text('settings.signOut')}
        </button>
        <button type="button" className="button" onClick={() => setOver('everywhere')}>
          {text('settings.signOutAll')}
        </button>
      </div>
      <ApiTokens />
      {over === 'password' && <ChangePassword onClose={() => setOver(null)} />}
      {over === 'everywhere' && (
        <Sure
          question={text('settings.signOutAllSure')}
          action={text('settings.signOutAll')}
          onYes={() => leave('/v1/sessions')}
          onClose={() => setOver(null)}
        />
      )}
    </section>
  );
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const [failure, setFailure] = useState<unknown>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish = { old: String(form.get('old')), new: String(form.get('new')) };
    setFailure(null);
    ask<Session>('PUT', '/v1/me/password', wish).then((session) => {
      setCsrfToken(session.csrf_token);
      toast(text('settings.saved'));
      onClose();
    }, setFailure);
  };
  return (
    <Dialog title={text('settings.password')} onClose={onClose}>
      <p className="faint dialog-lead">{text('settings.passwordLead')}</p>
      <form onSubmit={submit}>
        <label className="field">
          <span>{text('settings.passwordOld')}</span>
          <input name="old" type="password" required autoComplete="current-password" data-focus />
        </label>
        <label className="field">
          <span>{text('settings.passwordNew')}</span>
          <input name="new" type="password" required autoComplete="new-password" />
          <small className="faint">{text('field.passwordHint')}</small>
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
          <button type="submit" className="button button-primary">
            {text('common.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** For bots and programs that speak the API. A token is shown once: only its hash is kept. */
function ApiTokens() {
  const text = useText();
  const { ask } = useClient();
  const [token, setToken] = useState<string | null>(null);
  const [revoking, setRevoking] = useState(false);
  const make = (): void =>
    start(ask<{ api_token: string }>('POST', '/v1/me/api-tokens').then((made) => setToken(made.api_token)));
  const revoke = async (): Promise<void> => {
    await ask('DELETE', '/v1/me/api-tokens');
    setToken(null);
    toast(text('settings.tokensRevoked'));
  };
  return (
    <>
      <h3>{text('settings.tokens')}</h3>
      <p className="faint settings-note">{text('settings.tokensLead')}</p>
      {token !== null && (
        <div className="settings-token" role="status">
          <p>{text('settings.tokenOnce')}</p>
          <div className="panel-row">
            <input readOnly value={token} aria-label={text('settings.tokens')} onFocus={(event) => event.target.select()} />
            <button type="button" className="button" onClick={() => copy(token)}>
              <Copy size={15} /> {text('common.copy')}
            </button>
          </div>
        </div>
      )}
      <div className="button-row">
        <button type="button" className="button" onClick={make}>
          <KeyRound size={16} /> {text('settings.tokenMake')}
        </button>
        <button type="button" className="button" onClick={() => setRevoking(true)}>
          {text('settings.tokensRevoke')}
        </button>
      </div>
      {revoking && (
        <Sure
          question={text('settings.tokensRevokeSure')}
          action={text('settings.tokensRevoke')}
          onYes={() => start(revoke())}
          onClose={() => setRevoking(false)}
        />
      )}
    </>
  );
}
