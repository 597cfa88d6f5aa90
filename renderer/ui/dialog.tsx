import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './icon-button.tsx';

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
  const box = useRef<HTMLElement>(null);
  // What had the focus may be gone: then the keys, Esc first, are still for this window.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  });
  return (
    <ModalOverlay
      className="modal-overlay"
      isOpen
      isKeyboardDismissDisabled={busy ?? false}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`modal ${className ?? ''}`}>
        <AriaDialog ref={box}>
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
