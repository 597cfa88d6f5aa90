import type { KeyboardEvent, ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';

export interface FieldShell {
  readonly label: string;
  /** Said beside the label, e.g. "required". */
  readonly mark?: string;
  readonly required?: boolean;
  /** What is expected; makes the field wrong. */
  readonly error?: string;
  readonly hint?: string;
}

/** A labelled text field. `onCommit` is called on Enter and when the focus leaves. */
export function TextField(
  props: FieldShell & {
    readonly value: string;
    readonly onChange?: (value: string) => void;
    readonly onCommit?: () => void;
    readonly onEscape?: () => void;
    readonly unit?: string;
    readonly placeholder?: string;
    readonly readOnly?: boolean;
    readonly disabled?: boolean;
    readonly multiline?: boolean;
    readonly numeric?: boolean;
    /** True for a passphrase: what is typed is not shown. */
    readonly secret?: boolean;
    readonly autoFocus?: boolean;
    readonly hideLabel?: boolean;
    readonly icon?: ReactNode;
    /** At the right end, e.g. a button that puts the stored value back. */
    readonly action?: ReactNode;
    /** Whether something is typed that is not stored; undo means the text's own while it is. */
    readonly typed?: boolean;
  },
) {
  const { value, onChange, onCommit, onEscape, error, readOnly, disabled, multiline } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !multiline) onCommit?.();
    if (event.key === 'Escape' && onEscape) {
      event.stopPropagation();
      onEscape();
    }
  };
  const state = `${error === undefined ? '' : ' bad'}${readOnly ? ' ro' : ''}${disabled ? ' dis' : ''}`;
  return (
    <AriaTextField
      className="field"
      value={value}
      {...(onChange ? { onChange } : {})}
      {...(onCommit ? { onBlur: onCommit } : {})}
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
      isReadOnly={readOnly ?? false}
      isDisabled={disabled ?? false}
      isRequired={props.required ?? false}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
    >
      {props.hideLabel ? null : <FieldLabel {...props} />}
      <div
        className={`in${multiline ? ' tall' : ''}${state}`}
        {...(props.typed === undefined ? {} : { 'data-typed': props.typed ? 'yes' : 'no' })}
      >
        {props.icon}
        {multiline ? (
          <TextArea placeholder={props.placeholder ?? ''} onKeyDown={onKeyDown} rows={2} />
        ) : (
          <Input
            placeholder={props.placeholder ?? ''}
            onKeyDown={onKeyDown}
            {...(props.numeric ? { inputMode: 'decimal' as const } : {})}
            {...(props.secret ? { type: 'password', autoComplete: 'off' } : {})}
            spellCheck={false}
          />
        )}
        {props.action}
        {props.unit === undefined ? null : <span className="u">{props.unit}</span>}
      </div>
      <FieldFoot {...props} />
    </AriaTextField>
  );
}

/** The label of a field with its required mark. */
export function FieldLabel({ label, mark, required }: FieldShell) {
  return (
    <Label className="field-label">
      <span>{label}</span>
      {required && mark !== undefined ? <span className="req">{mark}</span> : null}
    </Label>
  );
}

/** What is expected (when wrong), else the hint. */
export function FieldFoot({ error, hint }: FieldShell) {
  if (error !== undefined) return <FieldError className="help bad">{error}</FieldError>;
  return hint === undefined ? null : (
    <Text slot="description" className="help">
      {hint}
    </Text>
  );
}
