import { Fragment } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../lib/i18n.ts';
import { type Shortcut, SHORTCUTS } from '../../lib/shortcuts.ts';

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const text = useText();
  return (
    <Dialog title={text('keys.title')} onClose={onClose} wide>
      <div className="shortcut-groups">
        {SHORTCUTS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{text(title)}</h3>
            <dl className="shortcuts">
              {keys.map((shortcut) => (
                <div key={shortcut.does}>
                  <dt>
                    <Keys shortcut={shortcut} />
                  </dt>
                  <dd>{text(shortcut.does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ shortcut }: { shortcut: Shortcut }) {
  return shortcut.keys.map((key, index) => (
    <Fragment key={key}>
      {index > 0 && ' '}
      <kbd>{key}</kbd>
    </Fragment>
  ));
}
