import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { pressable, type PressProps } from './button.tsx';
import { Tip } from './tooltip.tsx';

/** A square button with an icon only: its label is the tooltip and what screen readers say. */
export function IconButton(
  props: PressProps & {
    readonly label: string;
    readonly keys?: string;
    readonly on?: boolean;
    readonly toggle?: boolean;
    readonly slot?: string;
    readonly children: ReactNode;
  },
) {
  const { label, keys, on, toggle, reason, slot, children } = props;
  return (
    <Tip
      text={label}
      {...(keys === undefined ? {} : { keys })}
      {...(reason === undefined ? {} : { why: reason })}
    >
      <AriaButton
        {...pressable(props)}
        {...(slot === undefined ? {} : { slot })}
        {...(toggle ? { 'aria-pressed': on ?? false } : {})}
        aria-label={label}
        className={on ? 'ib on' : 'ib'}
      >
        {children}
      </AriaButton>
    </Tip>
  );
}
