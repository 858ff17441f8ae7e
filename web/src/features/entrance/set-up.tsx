import { ask } from '../../lib/browser.ts';
import { useText } from '../../lib/i18n.ts';
import type { Session } from '../../sync/protocol.ts';
import { EntranceForm, Field } from './entrance-form.tsx';

/** The first run: the organization and its administrator. */
export function SetUp({ codeNeeded, onDone }: { codeNeeded: boolean; onDone: (session: Session) => void }) {
  const text = useText();
  return (
    <EntranceForm
      title={text('setup.title')}
      lead={text('setup.lead')}
      submit={text('setup.submit')}
      onSubmit={async (field) => {
        const wish = {
          organization: field('organization'),
          name: field('name'),
          email: field('email'),
          password: field('password'),
          ...(codeNeeded ? { code: field('code') } : {}),
        };
        onDone(await ask<Session>('POST', '/v1/setup', wish));
      }}
    >
      {codeNeeded && <Field name="code" label={text('setup.code')} />}
      <Field name="organization" label={text('setup.organization')} autoComplete="organization" autoFocus />
      <Field name="name" label={text('field.name')} autoComplete="name" />
      <Field name="email" label={text('field.email')} type="email" autoComplete="username" />
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
