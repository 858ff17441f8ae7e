import { type Settings, change, useSettings } from '../../lib/settings.ts';

interface Props<K extends keyof Settings> {
  readonly name: K;
  readonly label: string;
  readonly hint?: string;
  readonly choices: readonly (readonly [Settings[K], string])[];
  readonly onChange?: (value: Settings[K]) => void;
}

/** One setting, with all its values to see. */
export function Choice<K extends keyof Settings>({ name, label, hint, choices, onChange }: Props<K>) {
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
      {hint !== undefined && <small className="faint">{hint}</small>}
    </fieldset>
  );
}
