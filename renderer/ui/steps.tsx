import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import './steps.css';

/** Where one is in a dialog of several steps. */
export function Steps<T extends string>({
  steps,
  current,
}: {
  readonly steps: readonly { readonly id: T; readonly label: string }[];
  readonly current: T;
}) {
  const at = steps.findIndex(({ id }) => id === current);
  // The button that led to a step goes with it; the keys must stay in the dialog.
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.focus(), [current]);
  return (
    <ol className="steps" ref={list} tabIndex={-1}>
      {steps.map(({ id, label }, index) => (
        <li
          key={id}
          className={index < at ? 'done' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="no">{index < at ? <Check className="i" /> : index + 1}</span>
          {label}
        </li>
      ))}
    </ol>
  );
}
