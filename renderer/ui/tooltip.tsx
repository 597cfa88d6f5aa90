import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from './keys.tsx';

/** What a control does, its key, and, where it cannot be used now, why. Wraps one focusable control. */
export function Tip({
  text,
  keys,
  why,
  off,
  children,
}: {
  readonly text: string;
  readonly keys?: string;
  readonly why?: string;
  /** Nothing to say now. The control keeps its place in the page, and so its focus. */
  readonly off?: boolean;
  readonly children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={60} isDisabled={off ?? false}>
      {children}
      <Tooltip className="tip" offset={6}>
        {text}
        {keys === undefined ? null : <Keys of={keys} />}
        {why === undefined ? null : <div className="why">{why}</div>}
      </Tooltip>
    </TooltipTrigger>
  );
}
