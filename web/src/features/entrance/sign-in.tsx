import { ask } from '../../lib/browser.ts';
import { useText } from '../../lib/i18n.ts';
import type { Session } from '../../sync/protocol.ts';
import { EntranceForm, Field } from './entrance-form.tsx';

export function SignIn({ onDone, invited }: { onDone: (session: Session) => void; invited: boolean }) {
  const text = useText();
  return (
    <EntranceForm
      title={text('signIn.title')}
      lead={text(invited ? 'signIn.leadInvited' : 'signIn.lead')}
      submit={text('signIn.submit')}
      onSubmit={async (field) => {
        const wish = { email: field('email'), password: field('password') };
        onDone(await ask<Session>('POST', '/v1/session', wish));
      }}
    >
      <Field name="email" label={text('field.email')} type="email" autoComplete="username" autoFocus />
      <Field name="password" label={text('field.password')} type="password" autoComplete="current-password" />
    </EntranceForm>
  );
}
