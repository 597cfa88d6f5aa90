import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useText } from '../../../i18n/use-text.ts';

/** A button for a finger: at least 48 px, with its word; what it cannot do is said below it and not on hover. */
export function BigButton({
  icon: Icon,
  children,
  onPress,
  primary,
  on,
  reason,
  label,
}: {
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
  readonly onPress: () => void;
  readonly primary?: boolean;
  readonly on?: boolean;
  /** Why it cannot be used now; pressing it then does nothing. */
  readonly reason?: string;
  /** Where there is no word beside the icon. */
  readonly label?: string;
}) {
  const button = (
    <AriaButton
      className={`fb${primary ? ' pri' : ''}${on ? ' on' : ''}${children === undefined ? ' square' : ''}`}
      {...(reason === undefined ? { onPress } : { 'aria-disabled': true as const })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(on === undefined ? {} : { 'aria-pressed': on })}
    >
      {Icon ? <Icon className="i" /> : null}
      {children}
    </AriaButton>
  );
  if (reason === undefined) return button;
  return (
    <span className="fb-why">
      {button}
      <span className="why">{reason}</span>
    </span>
  );
}

/** One of a few answers or none: pressing the chosen one takes it back, unless one is needed. */
export function Choices<T extends string>({
  label,
  value,
  choices,
  columns = 3,
  needed,
  onChange,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly choices: readonly { readonly id: T; readonly label: string }[];
  readonly columns?: 2 | 3;
  readonly needed?: boolean;
  readonly onChange: (value: T | null) => void;
}) {
  return (
    <section className="fq">
      <h4>{label}</h4>
      <ToggleButtonGroup
        aria-label={label}
        className={columns === 2 ? 'fchoices two' : 'fchoices'}
        selectionMode="single"
        disallowEmptySelection={needed ?? false}
        selectedKeys={value === null ? [] : [value]}
        onSelectionChange={(keys) => {
          const [key] = keys;
          onChange((key as T | undefined) ?? null);
        }}
      >
        {choices.map(({ id, label: word }) => (
          <ToggleButton key={id} id={id} className="fb choice">
            {word}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </section>
  );
}

/** A text of several lines. */
export function NoteField({
  label,
  value,
  onChange,
  max = 2000,
  single,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly max?: number;
  readonly single?: boolean;
}) {
  const { t } = useText();
  return (
    <section className="fq">
      <h4>{label}</h4>
      {single ? (
        <input
          className="fnote"
          aria-label={label}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea
          className="fnote"
          aria-label={label}
          maxLength={max}
          rows={3}
          value={value}
          placeholder={t('field.note-hint')}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </section>
  );
}
