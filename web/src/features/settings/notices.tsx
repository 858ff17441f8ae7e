import { useState } from 'react';
import { chime } from '../../lib/chime.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useSettings } from '../../lib/settings.ts';
import { Choice } from './choice.tsx';

type Permission = NotificationPermission | 'missing';

function permissionNow(): Permission {
  return 'Notification' in window ? Notification.permission : 'missing';
}

/** Notices of the desktop and their sound. Each browser asks for itself whether it may show them. */
export function Notices() {
  const text = useText();
  const { notifications } = useSettings();
  const [permission, setPermission] = useState(permissionNow);
  const askBrowser = (): void => {
    if (permissionNow() === 'default') start(Notification.requestPermission().then(setPermission));
  };
  const onOff = [
    ['on', text('settings.notifications.on')],
    ['off', text('settings.notifications.off')],
  ] as const;
  return (
    <section>
      <h2>{text('settings.notices')}</h2>
      <Choice
        name="notifications"
        label={text('settings.notifications')}
        hint={text('settings.notifications.hint')}
        onChange={(value) => value === 'on' && askBrowser()}
        choices={onOff}
      />
      {notifications === 'on' && permission === 'default' && (
        <p className="settings-note">
          <button type="button" className="button" onClick={askBrowser}>
            {text('settings.notifications.allow')}
          </button>
        </p>
      )}
      {notifications === 'on' && permission === 'denied' && (
        <p className="form-error" role="status">
          {text('settings.notifications.blocked')}
        </p>
      )}
      {notifications === 'on' && permission === 'missing' && (
        <p className="faint settings-note">{text('settings.notifications.missing')}</p>
      )}
      <Choice
        name="sound"
        label={text('settings.sound')}
        onChange={(value) => value === 'on' && chime()}
        choices={onOff}
      />
    </section>
  );
}
