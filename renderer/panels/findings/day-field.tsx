import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { readDay } from './read-day.ts';

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
