import { explain } from './failures.ts';
import { language, translate } from './i18n.ts';
import { toast } from './toasts.ts';

/** Work that nobody waits for; what goes wrong is told at the edge of the screen. */
export function start(work: Promise<unknown>): void {
  work.catch((failure: unknown) => {
    toast(explain((key, values) => translate(language.get(), key, values), failure));
  });
}
