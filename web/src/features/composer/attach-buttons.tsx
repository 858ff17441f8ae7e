import { Camera, Paperclip } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { useText } from '../../lib/i18n.ts';

/** Ways to choose files; on a phone also its camera. */
export function AttachButtons({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const text = useText();
  const any = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return (
    <>
      <input ref={any} type="file" multiple hidden aria-label={text('files.attach')} onChange={take} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={text('files.camera')}
        onChange={take}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={text('files.attach')}
        title={text('files.attach')}
        onClick={() => any.current?.click()}
      >
        <Paperclip size={18} />
      </button>
      <button
        type="button"
        className="icon-button only-touch"
        aria-label={text('files.camera')}
        title={text('files.camera')}
        onClick={() => camera.current?.click()}
      >
        <Camera size={18} />
      </button>
    </>
  );
}
