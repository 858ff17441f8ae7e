import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ask } from '../../lib/browser.ts';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import type { Session } from '../../sync/protocol.ts';
import { EntranceCard, EntranceForm, Field } from './entrance-form.tsx';

interface Invitation {
  readonly organization_name: string;
  readonly email: string;
}

/** An account by an invitation to the organization. */
export function SignUp({ code, onDone }: { code: string; onDone: (session: Session) => void }) {
  const text = useText();
  const [, navigate] = useLocation();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    ask<Invitation>('GET', `/v1/invitations/${encodeURIComponent(code)}`).then(setInvitation, setFailure);
  }, [code]);
  if (failure !== null) {
    return (
      <EntranceCard>
        <p className="form-error" role="alert">
          {explain(text, failure)}
        </p>
        <p className="faint">{text('signUp.askAgain')}</p>
        <Link to="/" className="button button-block">
          {text('signIn.title')}
        </Link>
      </EntranceCard>
    );
  }
  if (invitation === null) return <p className="page-note">{text('app.loading')}</p>;
  return (
    <EntranceForm
      title={text('signUp.title', { organization: invitation.organization_name })}
      lead={text('signUp.lead')}
      submit={text('signUp.submit')}
      onSubmit={async (field) => {
        const session = await ask<Session>('POST', '/v1/sign-up', {
          invitation: code,
          name: field('name'),
          email: field('email'),
          password: field('password'),
        });
        navigate('/');
        onDone(session);
      }}
    >
      <Field name="name" label={text('field.name')} autoComplete="name" autoFocus />
      <Field
        name="email"
        label={text('field.email')}
        type="email"
        autoComplete="username"
        defaultValue={invitation.email}
      />
      <Field
        name="password"
        label={text('field.password')}
        type="password"
        autoComplete="new-password"
        hint={text('field.passwordHint')}
      />
    </EntranceForm>
  );
}
