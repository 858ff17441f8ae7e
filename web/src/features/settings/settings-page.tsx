import { type FormEvent, useState } from 'react';
import { Page } from '../../components/page.tsx';
import { browserMemory } from '../../lib/browser.ts';
import { explain } from '../../lib/failures.ts';
import { start } from '../../lib/do-quietly.ts';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { commandKey } from '../../lib/keys.ts';
import { type Settings, change, useSettings } from '../../lib/settings.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useSync } from '../../lib/use-client.ts';
import type { OwnPerson } from '../../sync/protocol.ts';

export function SettingsPage() {
  const text = useText();
  return (
    <Page title={text('settings.title')}>
      <Profile />
      <Look />
      <Account />
    </Page>
  );
}

const FIELDS = [
  ['name', 'settings.name'],
  ['status_text', 'settings.status'],
  ['department', 'settings.department'],
  ['title', 'settings.jobTitle'],
  ['mail', 'settings.mail'],
  ['tel_organization', 'settings.tel'],
  ['chatwork_id', 'settings.chatworkId'],
] as const satisfies readonly (readonly [keyof OwnPerson, TextKey])[];

const COLOURS = 12;

function Profile() {
  const text = useText();
  const me = useSync((state) => state.me);
  const { ask, state } = useClient();
  const [failure, setFailure] = useState<unknown>(null);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish: Record<string, string> = {};
    for (const name of [...FIELDS.map(([field]) => field), 'introduction' as const, 'avatar' as const]) {
      const value = String(form.get(name) ?? '').trim();
      if (value !== me[name]) wish[name] = value;
    }
    setFailure(null);
    ask<OwnPerson>('PATCH', '/v1/me', wish).then((saved) => {
      state.update((old) => ({ ...old, me: saved, people: new Map(old.people).set(saved.account_id, saved) }));
      toast(text('settings.saved'));
    }, setFailure);
  };
  return (
    <section>
      <h2>{text('settings.profile')}</h2>
      <form onSubmit={save} className="settings-form">
        <fieldset className="colours">
          <legend>{text('settings.colour')}</legend>
          {Array.from({ length: COLOURS }, (_, colour) => (
            <label key={colour}>
              <input
                type="radio"
                name="avatar"
                value={colour}
                aria-label={String(colour + 1)}
                defaultChecked={me.avatar === String(colour)}
              />
              <img src={`/avatars/${Math.floor((colour * 137.508) % 360)}/${encodeURIComponent([...me.name][0] ?? '?')}`} width={32} height={32} alt="" />
            </label>
          ))}
        </fieldset>
        <div className="settings-grid">
          {FIELDS.map(([name, key]) => (
            <label key={name} className="field">
              <span>{text(key)}</span>
              <input name={name} defaultValue={me[name]} required={name === 'name'} />
            </label>
          ))}
        </div>
        <label className="field">
          <span>{text('settings.introduction')}</span>
          <textarea name="introduction" rows={3} defaultValue={me.introduction} />
        </label>
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <div className="form-actions">
          <button type="submit" className="button button-primary">
            {text('common.save')}
          </button>
        </div>
      </form>
    </section>
  );
}

interface ChoiceProps<K extends keyof Settings> {
  readonly name: K;
  readonly label: string;
  readonly choices: readonly (readonly [Settings[K], string])[];
  readonly onChange?: (value: Settings[K]) => void;
}

function Choice<K extends keyof Settings>({ name, label, choices, onChange }: ChoiceProps<K>) {
  const chosen = useSettings()[name];
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="tabs">
        {choices.map(([value, words]) => (
          <button
            key={value}
            type="button"
            aria-pressed={chosen === value}
            onClick={() => {
              change(name, value);
              onChange?.(value);
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Look() {
  const text = useText();
  const [blocked, setBlocked] = useState(false);
  const askForNotices = (value: string): void => {
    if (value !== 'on' || !('Notification' in window)) return;
    start(Notification.requestPermission().then((answer) => setBlocked(answer === 'denied')));
  };
  return (
    <section>
      <h2>{text('settings.look')}</h2>
      <Choice
        name="language"
        label={text('settings.language')}
        choices={[
          ['auto', text('settings.theme.system')],
          ['ja', '日本語'],
          ['en', 'English'],
        ]}
      />
      <Choice
        name="theme"
        label={text('settings.theme')}
        choices={[
          ['system', text('settings.theme.system')],
          ['light', text('settings.theme.light')],
          ['dark', text('settings.theme.dark')],
        ]}
      />
      <Choice
        name="density"
        label={text('settings.density')}
        choices={[
          ['comfortable', text('settings.density.comfortable')],
          ['compact', text('settings.density.compact')],
        ]}
      />
      <Choice
        name="send"
        label={text('settings.send')}
        choices={[
          ['ctrl', text('settings.send.ctrl', { key: commandKey })],
          ['enter', text('settings.send.enter')],
        ]}
      />
      <Choice
        name="notifications"
        label={text('settings.notifications')}
        onChange={askForNotices}
        choices={[
          ['on', text('settings.notifications.on')],
          ['off', text('settings.notifications.off')],
        ]}
      />
      {blocked && <p className="form-error">{text('settings.notifications.blocked')}</p>}
    </section>
  );
}

function Account() {
  const text = useText();
  const client = useClient();
  const me = useSync((state) => state.me);
  const leave = (path: string): void =>
    start(
      client.ask('DELETE', path).then(() => {
        browserMemory.remove(`outbox.${me.account_id}`);
        browserMemory.remove(`drafts.${me.account_id}`);
        client.end();
      }),
    );
  return (
    <section>
      <h2>{text('settings.account')}</h2>
      <p className="faint">{me.login_email}</p>
      <div className="panel-row">
        <button type="button" className="button" onClick={() => leave('/v1/session')}>
          {text('settings.signOut')}
        </button>
        <button type="button" className="button" onClick={() => leave('/v1/sessions')}>
          {text('settings.signOutAll')}
        </button>
      </div>
    </section>
  );
}
