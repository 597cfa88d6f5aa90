import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';

/** A small box of controls under the button that opens it; closed by Esc and by a press elsewhere. */
export const PopoverButton = ({
  label,
  trigger,
  children,
}: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}) => (
  <DialogTrigger>
    {trigger}
    <Popover className="pop" offset={4} placement="bottom end">
      <Dialog aria-label={label} className="pop-box">
        {children}
      </Dialog>
    </Popover>
  </DialogTrigger>
);
