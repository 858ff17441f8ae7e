import { type FormEvent, useState } from 'react';
import { start } from '../../lib/do-quietly.ts';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { useSync } from '../../lib/use-client.ts';
import type { OwnPerson } from '../../sync/protocol.ts';
import { Portrait, isPortrait } from './portrait.tsx';
import { useSaveMe } from './use-save-me.ts';

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
  const saveMe = useSaveMe();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish: Record<string, string> = {};
    for (const name of [...FIELDS.map(([field]) => field), 'introduction' as const, 'avatar' as const]) {
      const value = form.get(name);
      // No colour is chosen where a portrait is shown.
      if (typeof value === 'string' && value.trim() !== me[name]) wish[name] = value.trim();
    }
    setFailure(null);
    setBusy(true);
    start(saveMe('PATCH', '/v1/me', wish).catch(setFailure).finally(() => setBusy(false)));
  };
  return (
    <section>
      <h2>{text('settings.profile')}</h2>
      <form onSubmit={save} className="settings-form">
        <Portrait />
        {!isPortrait(me.avatar) && <Colours me={me} />}
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

function Colours({ me }: { me: OwnPerson }) {
  const text = useText();
  return (
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
  );
}
