import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import './switch.css';

/** On or off, at once. */
export const Switch = ({
  selected,
  onChange,
  label,
  disabled,
  slot,
  children,
}: {
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  /** What screen readers say where nothing stands beside it. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly slot?: string;
  readonly children?: ReactNode;
}) => (
  <AriaSwitch
    className="switch"
    isSelected={selected}
    onChange={onChange}
    isDisabled={disabled ?? false}
    {...(label === undefined ? {} : { 'aria-label': label })}
    {...(slot === undefined ? {} : { slot })}
  >
    <span className="track" aria-hidden="true" />
    {children}
  </AriaSwitch>
);
