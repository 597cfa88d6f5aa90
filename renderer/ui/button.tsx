import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Tip } from './tooltip.tsx';

export type ButtonKind = 'primary' | 'plain' | 'bare' | 'danger' | 'link';

const CLASS: Readonly<Record<ButtonKind, string>> = {
  primary: 'btn pri',
  plain: 'btn',
  bare: 'btn bare',
  danger: 'btn danger',
  link: 'btn link',
};

export interface PressProps {
  readonly onPress?: () => void;
  /** Why the button cannot be used now; it stays reachable so that the reason can be read. */
  readonly reason?: string;
}

/** Press handler and attributes of a button that may be unavailable with a reason. */
export const pressable = ({ onPress, reason }: PressProps) =>
  reason === undefined ? { onPress } : { 'aria-disabled': true as const };

/** A button with a label. At most one `primary` a panel. */
export function Button(
  props: PressProps & {
    readonly kind?: ButtonKind;
    readonly large?: boolean;
    readonly disabled?: boolean;
    readonly autoFocus?: boolean;
    readonly slot?: string;
    readonly children: ReactNode;
  },
) {
  const { kind = 'plain', large, disabled, autoFocus, slot, children, reason } = props;
  const button = (
    <AriaButton
      {...pressable(props)}
      {...(slot === undefined ? {} : { slot })}
      autoFocus={autoFocus ?? false}
      isDisabled={disabled ?? false}
      className={`${CLASS[kind]}${large ? ' large' : ''}`}
    >
      {children}
    </AriaButton>
  );
  return (
    <Tip text={reason ?? ''} off={reason === undefined}>
      {button}
    </Tip>
  );
}
