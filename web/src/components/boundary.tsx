import { Component, type ReactNode } from 'react';
import { useText } from '../lib/i18n.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly broken: boolean;
}

/** Where a part of the page breaks, or cannot be loaded, the rest stays, with a way on. */
export class Boundary extends Component<Props, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const text = useText();
  return (
    <div className="page-note" role="alert">
      <p>{text('app.broken')}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {text('app.reload')}
      </button>
    </div>
  );
}
