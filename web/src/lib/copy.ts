import { start } from './do-quietly.ts';
import { language, translate } from './i18n.ts';
import { toast } from './toasts.ts';

/** Puts a text on the clipboard and says so. */
export function copy(text: string): void {
  start(write(text).then(() => toast(translate(language.get(), 'common.copied'))));
}

/** Browsers have a clipboard only on pages that came over TLS or from this machine. */
async function write(text: string): Promise<void> {
  if ('clipboard' in navigator) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'off-screen';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (!done) throw new Error('no clipboard');
}
