import { CircleCheck, Info, X } from 'lucide-react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { SeverityShape } from './severity.tsx';

export interface ToastItem {
  readonly id: number;
  readonly kind: 'info' | 'ok' | 'error';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Short notices at the bottom right; errors stay until they are closed. */
export function Toasts({
  label,
  items,
  closeLabel,
  inset,
  onClose,
}: {
  readonly label: string;
  readonly items: readonly ToastItem[];
  readonly closeLabel: string;
  /** Distance from the right and lower edge of the window, pixels. */
  readonly inset: { readonly right: number; readonly bottom: number };
  readonly onClose: (id: number) => void;
}) {
  return (
    <section className="toasts" aria-label={label} style={inset}>
      {items.map(({ id, kind, text, action }) => (
        <div key={id} className={`toast ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
          {kind === 'error' ? <SeverityShape kind="error" /> : null}
          {kind === 'ok' ? <CircleCheck className="i" /> : null}
          {kind === 'info' ? <Info className="i" /> : null}
          <span className="selectable">{text}</span>
          {action === undefined ? (
            <span />
          ) : (
            <Button
              kind="link"
              onPress={() => {
                action.run();
                onClose(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label={closeLabel} onPress={() => onClose(id)}>
            <X className="i" />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
