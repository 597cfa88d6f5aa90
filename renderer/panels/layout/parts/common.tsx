import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { DraftNumber } from './drafts.tsx';

/** A row of a form: a word, and what is chosen. */
export function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="sheet-line">
      <span className="field-label">{label}</span>
      {children}
    </div>
  );
}

/** The limits of a type size, mm. */
const SIZES = [0.5, 200] as const;

export function SizeField({
  size,
  locked,
  onKeep,
}: {
  readonly size: number;
  readonly locked: boolean;
  readonly onKeep: (size: number) => void;
}) {
  const { t } = useText();
  return (
    <DraftNumber
      label={t('print.size')}
      value={size}
      unit="mm"
      limits={SIZES}
      disabled={locked}
      onKeep={(value) => value !== null && onKeep(value)}
    />
  );
}

export function AlignChoice<T extends 'left' | 'center' | 'right'>({
  value,
  onChange,
}: {
  readonly value: T;
  readonly onChange: (align: T) => void;
}) {
  const { t } = useText();
  return (
    <Line label={t('print.align')}>
      <Segmented
        label={t('print.align')}
        value={value}
        choices={(['left', 'center', 'right'] as const).map((id) => ({
          id: id as T,
          content: t(`print.align.${id}`),
        }))}
        onChange={onChange}
      />
    </Line>
  );
}

/** A box to tick in a form. */
export function Tick({
  label,
  selected,
  locked,
  onChange,
}: {
  readonly label: string;
  readonly selected: boolean;
  readonly locked: boolean;
  readonly onChange: (selected: boolean) => void;
}) {
  return (
    <Checkbox selected={selected} disabled={locked} onChange={onChange}>
      {label}
    </Checkbox>
  );
}
