import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './icon-button.tsx';

/**
 * Focus that is lost, because what had it was switched off or went away, comes back to the dialog: Esc and Tab go on
 * working. A browser drops it while it draws, so it is looked for after that.
 */
function useFocusKept() {
  const dialog = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) dialog.current?.focus();
      });
    });
    return () => cancelAnimationFrame(frame);
  });
  return dialog;
}

/** A window over the page: for choosing files, import and export. Esc closes it unless `busy`. */
export function Dialog({
  title,
  tags,
  closeLabel,
  onClose,
  busy,
  footer,
  className,
  children,
}: {
  readonly title: string;
  readonly tags?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly busy?: boolean;
  readonly footer: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const dialog = useFocusKept();
  return (
    <ModalOverlay
      className="modal-overlay"
      isOpen
      isKeyboardDismissDisabled={busy ?? false}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`modal ${className ?? ''}`}>
        <AriaDialog ref={dialog}>
          <header>
            <Heading slot="title">{title}</Heading>
            {tags}
            {busy ? null : (
              <IconButton label={closeLabel} onPress={onClose}>
                <X className="i" />
              </IconButton>
            )}
          </header>
          <div className="body">{children}</div>
          <footer>{footer}</footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
