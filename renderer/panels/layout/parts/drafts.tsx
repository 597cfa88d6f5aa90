import { useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { TextField } from '../../../ui/text-field.tsx';

/** A text that is kept on Enter or when the focus leaves; Esc takes back what was typed. */
export function DraftText({
  label,
  value,
  multiline,
  hideLabel,
  disabled,
  onKeep,
}: {
  readonly label: string;
  readonly value: string;
  readonly multiline?: boolean;
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
  readonly onKeep: (value: string) => void;
}) {
  const [own, setOwn] = useState<string | null>(null);
  const typed = own ?? value;
  return (
    <TextField
      label={label}
      value={typed}
      onChange={setOwn}
      onCommit={() => {
        if (typed !== value) onKeep(typed);
        setOwn(null);
      }}
      onEscape={() => setOwn(null)}
      typed={typed !== value}
      multiline={multiline ?? false}
      hideLabel={hideLabel ?? false}
      disabled={disabled ?? false}
    />
  );
}

/** A number within limits; what is none says so and is not kept. `empty` is kept for an empty field, where it may be empty. */
export function DraftNumber({
  label,
  value,
  unit,
  limits: [least, most],
  decimals = 2,
  mayBeEmpty,
  placeholder,
  disabled,
  onKeep,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly unit?: string;
  readonly limits: readonly [number, number];
  readonly decimals?: number;
  readonly mayBeEmpty?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly onKeep: (value: number | null) => void;
}) {
  const { t } = useText();
  const written = value === null ? '' : String(Number(value.toFixed(decimals)));
  const [own, setOwn] = useState<string | null>(null);
  const typed = own ?? written;
  const text = typed.normalize('NFKC').trim();
  const number = Number(text.replace(/^1\s*:\s*/, ''));
  const empty = text === '' && mayBeEmpty === true;
  const fine = empty || (text !== '' && Number.isFinite(number) && number >= least && number <= most);
  const keep = (): void => {
    if (!fine || typed === written) return;
    const rounded = Number(number.toFixed(decimals));
    const next = empty ? null : rounded;
    if (next !== value) onKeep(next);
    setOwn(null);
  };
  return (
    <TextField
      label={label}
      value={typed}
      onChange={setOwn}
      onCommit={keep}
      onEscape={() => setOwn(null)}
      typed={typed !== written}
      numeric
      disabled={disabled ?? false}
      {...(unit === undefined ? {} : { unit })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(fine ? {} : { error: t('print.number', { least, most }) })}
    />
  );
}
