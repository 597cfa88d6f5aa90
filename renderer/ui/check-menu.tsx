import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { Keys } from './keys.tsx';
import type { MenuEntry } from './menu.tsx';

export interface CheckEntry<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Said at the right, muted. */
  readonly note?: string;
}

/** A menu of things to switch on and off, at least one of them on, over entries that do something. */
export function CheckMenu<Id extends string>({
  label,
  checks,
  on,
  onChange,
  entries,
  trigger,
}: {
  readonly label: string;
  readonly checks: readonly CheckEntry<Id>[];
  readonly on: readonly Id[];
  readonly onChange: (on: readonly Id[]) => void;
  readonly entries: readonly MenuEntry[];
  readonly trigger: ReactElement;
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="pop of-bar" offset={4} placement="top start">
        <Menu
          aria-label={label}
          onAction={(key) => entries.find((entry) => entry.id === key)?.run()}
          disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
        >
          <MenuSection
            selectionMode="multiple"
            disallowEmptySelection
            selectedKeys={on}
            onSelectionChange={(keys) =>
              onChange(checks.filter(({ id }) => keys === 'all' || keys.has(id)).map(({ id }) => id))
            }
            aria-label={label}
          >
            {checks.map(({ id, label: word, note }) => (
              <MenuItem key={id} id={id} textValue={word} className="item check-item">
                <Check className="i tick" />
                {word}
                {note === undefined ? null : <span className="end path">{note}</span>}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-sep" />
          {entries.map((entry) => (
            <MenuItem key={entry.id} id={entry.id} textValue={entry.label} className="item">
              {entry.icon}
              {entry.label}
              {entry.keys === undefined ? null : (
                <span className="end">
                  <Keys of={entry.keys} />
                </span>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
