import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';

/** A filter that is on or off. */
export const Chip = ({
  selected,
  onChange,
  children,
}: {
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children: ReactNode;
}) => (
  <ToggleButton className="fchip" isSelected={selected} onChange={onChange}>
    {children}
  </ToggleButton>
);
