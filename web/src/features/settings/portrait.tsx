import { type ChangeEvent, useRef, useState } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';
import { useSaveMe } from './use-save-me.ts';
import { useSync } from '../../lib/use-client.ts';
import { PortraitDialog } from './portrait-dialog.tsx';

const DRAWN = /^\d{0,3}$/;

/** Whether somebody shows a picture of their own, and not a letter. */
export function isPortrait(avatar: string): boolean {
  return !DRAWN.test(avatar);
}

/** The picture that others see, and ways to another one. */
export function Portrait() {
  const text = useText();
  const me = useSync((state) => state.me);
  const saveMe = useSaveMe();
  const chooser = useRef<HTMLInputElement>(null);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file === undefined) return;
    createImageBitmap(file).then(setPicture, () => toast(text('settings.portraitBroken')));
  };
  const close = (): void => {
    picture?.close();
    setPicture(null);
  };
  return (
    <div className="portrait">
      <Avatar id={me.account_id} size={72} />
      <div className="portrait-ways">
        <button type="button" className="button" onClick={() => chooser.current?.click()}>
          {text('settings.portraitChoose')}
        </button>
        {isPortrait(me.avatar) && (
          <button type="button" className="button" onClick={() => start(saveMe('PATCH', '/v1/me', { avatar: '' }))}>
            {text('settings.portraitRemove')}
          </button>
        )}
        <p className="faint">{text('settings.portraitLead')}</p>
      </div>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        hidden
        aria-label={text('settings.portraitChoose')}
        onChange={choose}
      />
      {picture !== null && <PortraitDialog picture={picture} onClose={close} />}
    </div>
  );
}
