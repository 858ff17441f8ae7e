import { type LeftOut, MOST_FILES } from '../../lib/attachments.ts';
import type { Translate } from '../../lib/i18n.ts';
import { toast } from '../../lib/toasts.ts';

/** Files that do not go with the message. */
export function tellWhatIsLeft(text: Translate, { empty, beyond }: LeftOut): void {
  if (beyond > 0) toast(text('files.tooMany', { most: MOST_FILES, count: beyond }));
  if (empty.length > 0) toast(text('files.empty', { names: empty.join(', ') }));
}
