import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Swallow } from '../../components/swallow.tsx';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { change, useSettings } from '../../lib/settings.ts';

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly children: ReactNode;
  /** Throws what went wrong. */
  readonly onSubmit: (fields: (name: string) => string) => Promise<void>;
}

/** The page around what somebody fills in who is not signed in. */
export function EntranceForm({ title, lead, submit, children, onSubmit }: Props) {
  const text = useText();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    onSubmit((name) => String(form.get(name) ?? '').trim())
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <EntranceCard>
      <h1>{title}</h1>
      <p className="faint">{lead}</p>
      <form onSubmit={send}>
        {children}
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <button type="submit" className="button button-primary button-block" disabled={busy}>
          {submit}
        </button>
      </form>
    </EntranceCard>
  );
}

/** The frame of all that is seen by who is not signed in. */
export function EntranceCard({ children }: { children: ReactNode }) {
  const text = useText();
  return (
    <main className="entrance">
      <section className="entrance-card">
        <div className="entrance-brand">
          <Swallow size={40} />
          <span>{text('app.name')}</span>
        </div>
        {children}
      </section>
      <LanguageChoice />
    </main>
  );
}

function LanguageChoice() {
  const { language } = useSettings();
  return (
    <nav className="entrance-languages">
      {(['ja', 'en'] as const).map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={language === each}
          onClick={() => change('language', each)}
        >
          {each === 'ja' ? '日本語' : 'English'}
        </button>
      ))}
    </nav>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly autoComplete?: string;
  readonly hint?: string;
  readonly autoFocus?: boolean;
  readonly defaultValue?: string;
}

export function Field({ name, label, type = 'text', autoComplete = 'off', hint, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        autoComplete={autoComplete}
        required
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      />
      {hint !== undefined && (
        <small id={`${id}-hint`} className="faint">
          {hint}
        </small>
      )}
    </div>
  );
}
