import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { Keys } from './keys.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly disabled?: boolean;
  /** A line above this entry. */
  readonly separated?: boolean;
  readonly run: () => void;
}

/** A menu opened by its trigger, or by the caller (`open`) for a right click. */
export function Menu({
  label,
  entries,
  trigger,
  open,
  onOpenChange,
  header,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly trigger: ReactElement;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly header?: ReactNode;
}) {
  return (
    <MenuTrigger
      {...(open === undefined ? {} : { isOpen: open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger}
      <Popover className="pop" offset={4} placement="bottom start">
        {header}
        <AriaMenu
          aria-label={label}
          onAction={(key) => entries.find((entry) => entry.id === key)?.run()}
          disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
        >
          {entries.flatMap((entry) => [
            ...(entry.separated ? [<Separator key={`${entry.id}-sep`} className="menu-sep" />] : []),
            <MenuItem key={entry.id} id={entry.id} textValue={entry.label} className="item">
              {entry.icon}
              {entry.label}
              {entry.keys === undefined ? null : (
                <span className="end">
                  <Keys of={entry.keys} />
                </span>
              )}
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
