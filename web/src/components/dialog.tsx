import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../lib/i18n.ts';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

const FOCUS_FIRST = '[data-focus]';
const FOCUS_ELSE = '.dialog-body :is(input:not([readonly]), textarea, select)';

/** A window over the page; the browser keeps the focus within and gives it back. */
export function Dialog({ title, onClose, children, wide = false }: Props) {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return;
    element.showModal();
    // The browser would take the button that closes it.
    const first = element.querySelector<HTMLElement>(FOCUS_FIRST) ?? element.querySelector<HTMLElement>(FOCUS_ELSE);
    (first ?? element).focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={heading}
      tabIndex={-1}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div className="dialog-frame">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            className="icon-button"
            aria-label={text('common.close')}
            onClick={() => dialog.current?.close()}
          >
            <X size={18} />
          </button>
        </header>
        <div className="dialog-body">{children}</div>
      </div>
    </dialog>
  );
}

interface SureProps {
  readonly question: string;
  readonly action: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function Sure({ question, action, onYes, onClose }: SureProps) {
  const text = useText();
  return (
    <Dialog title={action} onClose={onClose}>
      <p>{question}</p>
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>
          {text('common.cancel')}
        </button>
        <button
          type="button"
          className="button button-danger"
          data-focus
          onClick={() => {
            onYes();
            onClose();
          }}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
