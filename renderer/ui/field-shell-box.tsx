import type { ReactNode } from 'react';
import type { FieldShell } from './text-field.tsx';

/** Label, control and message of a field whose control is not one of the library's; `inputId` names its input. */
export function FieldShellBox({
  label,
  mark,
  required,
  error,
  hint,
  hideLabel,
  inputId,
  children,
}: FieldShell & {
  readonly hideLabel?: boolean;
  readonly inputId: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="field">
      {hideLabel ? null : (
        <label className="field-label" htmlFor={inputId}>
          <span>{label}</span>
          {required && mark !== undefined ? <span className="req">{mark}</span> : null}
        </label>
      )}
      {children}
      {error === undefined && hint === undefined ? null : (
        <span
          id={`${inputId}-help`}
          className={error === undefined ? 'help' : 'help bad'}
          role={error === undefined ? undefined : 'alert'}
        >
          {error ?? hint}
        </span>
      )}
    </div>
  );
}
