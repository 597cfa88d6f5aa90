import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';

/** A box to tick; with `label` only for screen readers when there are no children. */
export function Checkbox({
  label,
  selected,
  indeterminate,
  disabled,
  onChange,
  children,
}: {
  readonly label?: string;
  readonly selected: boolean;
  readonly indeterminate?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children?: ReactNode;
}) {
  return (
    <AriaCheckbox
      className="check"
      {...(label === undefined ? {} : { 'aria-label': label })}
      isSelected={selected}
      isIndeterminate={indeterminate ?? false}
      isDisabled={disabled ?? false}
      onChange={onChange}
    >
      <span className="ck" aria-hidden="true">
        <Check />
      </span>
      {children}
    </AriaCheckbox>
  );
}
