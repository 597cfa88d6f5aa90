import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';

/** A day typed as `2026-12-31`: the day, null for none, undefined for what is no day. */
export function readDay(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : undefined;
}

/** A field for a day; wrong where it is none, or over where it must not be. */
export function DayField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `2026-11-22`: an earlier day is refused. */
  readonly from?: string;
}) {
  const { t } = useText();
  const day = readDay(props.value);
  const over = props.from !== undefined && typeof day === 'string' && day < props.from;
  const error = day === undefined ? t('findings.day-wrong') : over ? t('findings.day-over') : undefined;
  return (
    <TextField
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      placeholder="2026-12-31"
      hint={props.hint}
      {...(error === undefined ? {} : { error })}
    />
  );
}
