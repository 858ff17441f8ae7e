import { Dialog } from '../../components/dialog.tsx';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { commandKey } from '../../lib/keys.ts';

const KEYS: readonly (readonly [string, TextKey])[] = [
  [`${commandKey}+K`, 'keys.palette'],
  ['/', 'keys.search'],
  ['M', 'keys.composer'],
  ['↑', 'keys.editLast'],
  ['Alt+U', 'keys.nextUnread'],
  ['Alt+↑', 'keys.previousRoom'],
  ['Alt+↓', 'keys.nextRoom'],
  ['R', 'keys.markRead'],
  ['?', 'keys.help'],
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const text = useText();
  return (
    <Dialog title={text('keys.title')} onClose={onClose}>
      <dl className="shortcuts">
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
