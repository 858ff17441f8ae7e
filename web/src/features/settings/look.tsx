import { useText } from '../../lib/i18n.ts';
import { commandKey } from '../../lib/keys.ts';
import { useSettings } from '../../lib/settings.ts';
import { Choice } from './choice.tsx';

/** What the account's clients look like, and how they are written with. */
export function Look() {
  const text = useText();
  const { send } = useSettings();
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
        hint={send === 'enter' ? text('composer.hintEnter') : text('composer.hintCtrl', { key: commandKey })}
        choices={[
          ['ctrl', text('settings.send.ctrl', { key: commandKey })],
          ['enter', text('settings.send.enter')],
        ]}
      />
    </section>
  );
}
