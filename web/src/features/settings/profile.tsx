import { type FormEvent, useState } from 'react';
import { start } from '../../lib/do-quietly.ts';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useSync } from '../../lib/use-client.ts';
import type { OwnPerson } from '../../sync/protocol.ts';

const FIELDS = [
  ['name', 'settings.name'],
  ['status_text', 'settings.status'],
  ['department', 'settings.department'],
  ['title', 'settings.jobTitle'],
  ['mail', 'settings.mail'],
  ['tel_organization', 'settings.tel'],
  ['url', 'settings.url'],
  ['chatwork_id', 'settings.chatworkId'],
] as const satisfies readonly (readonly [keyof OwnPerson, TextKey])[];

const COLOURS = 12;
/** Turns from one colour to the next, so that neighbours differ. */
const GOLDEN_ANGLE = 137.508;

export function Profile() {
  const text = useText();
  const me = useSync((state) => state.me);
  const { ask, state } = useClient();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish: Record<string, string> = {};
    for (const name of [...FIELDS.map(([field]) => field), 'introduction' as const, 'avatar' as const]) {
      const value = String(form.get(name) ?? '').trim();
      if (value !== me[name]) wish[name] = value;
    }
    setFailure(null);
    setBusy(true);
    const saved = ask<OwnPerson>('PATCH', '/v1/me', wish).then((person) => {
      state.update((old) => ({ ...old, me: person, people: new Map(old.people).set(person.account_id, person) }));
      toast(text('settings.saved'));
    }, setFailure);
    start(saved.finally(() => setBusy(false)));
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
              <img
                src={`/avatars/${Math.floor((colour * GOLDEN_ANGLE) % 360)}/${encodeURIComponent([...me.name][0] ?? '?')}`}
                width={36}
                height={36}
                alt=""
              />
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
          <button type="submit" className="button button-primary" disabled={busy}>
            {text('common.save')}
          </button>
        </div>
      </form>
    </section>
  );
}
