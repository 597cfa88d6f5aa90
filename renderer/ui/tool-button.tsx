import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { pressable, type PressProps } from './button.tsx';
import { Tip } from './tooltip.tsx';

/** A button of the tool bar: icon and word; the word folds away where the window is narrow. */
export function ToolButton(
  props: PressProps & {
    readonly label: string;
    /** Said in the tooltip; the label when absent. */
    readonly tip?: string;
    readonly keys?: string;
    readonly on?: boolean;
    readonly toggle?: boolean;
    readonly iconOnly?: boolean;
    readonly children: ReactNode;
  },
) {
  const { label, tip, keys, on, toggle, iconOnly, reason, children } = props;
  return (
    <Tip
      text={tip ?? label}
      {...(keys === undefined ? {} : { keys })}
      {...(reason === undefined ? {} : { why: reason })}
    >
      <AriaButton
        {...pressable(props)}
        {...(toggle ? { 'aria-pressed': on ?? false } : {})}
        aria-label={tip ?? label}
        className={on ? 't on' : 't'}
      >
        {children}
        {iconOnly ? null : <span className="word">{label}</span>}
      </AriaButton>
    </Tip>
  );
}
