import { useState } from 'react';
import { readFigure } from '../../../map/parts/options/number-option.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useText } from '../../../i18n/use-text.ts';

/** A figure within limits; it is taken on Enter and when the field is left. */
export function NumberField({
  label,
  unit,
  value,
  limits: [least, most],
  onChange,
}: {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly limits: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}) {
  const { t } = useText();
  const shown = String(value);
  const [draft, setDraft] = useState<string | null>(null);
  const figure = draft === null ? value : readFigure(draft);
  const fits = figure !== null && figure >= least && figure <= most;
  return (
    <TextField
      label={label}
      unit={unit}
      numeric
      value={draft ?? shown}
      onChange={setDraft}
      onCommit={() => {
        if (!fits) return;
        setDraft(null);
        if (figure !== value) onChange(figure);
      }}
      {...(draft === null ? {} : { onEscape: () => setDraft(null) })}
      {...(fits ? {} : { error: t('position.between', { least, most }) })}
    />
  );
}
