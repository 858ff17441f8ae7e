import { Dialog } from '../../components/dialog.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { useText } from '../../lib/i18n.ts';
import { useMe, useName } from '../../lib/use-client.ts';

/** The notation, as it is written and as it looks. */
export function NotationHelp({ onClose }: { onClose: () => void }) {
  const text = useText();
  const me = useMe();
  const name = useName(me);
  const examples = [
    `[To:${me}]${name}`,
    '[toall]',
    `[info][title]${text('help.title')}[/title]${text('help.text')}[/info]`,
    `[qt]${text('help.text')}[/qt]`,
    '[code]let answer = 42;[/code]',
    '[hr]',
    'https://example.org',
    ':) (y) (bow) (cracker)',
  ];
  return (
    <Dialog title={text('composer.help')} onClose={onClose} wide>
      <p className="faint dialog-lead">{text('help.lead')}</p>
      <dl className="notation-help">
        {examples.map((example) => (
          <div key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd className="message-body">
              <NotationView body={example} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
