import { dismiss, toasts } from '../lib/toasts.ts';
import { useStore } from '../lib/use-client.ts';

export function Toaster() {
  const shown = useStore(toasts);
  return (
    <div className="toaster" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="toast">
          <span>{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              onClick={() => {
                toast.action?.run();
                dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
