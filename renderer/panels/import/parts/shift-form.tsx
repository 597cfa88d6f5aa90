import { useText } from '../../../i18n/use-text.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { SHIFT_NUMBERS, shiftNumber, UNITS, type ShiftDraft } from '../shift-model.ts';

/** The user's own parameters from an old datum; without all seven nothing is read. */
export function ShiftForm({
  draft,
  onChange,
}: {
  readonly draft: ShiftDraft;
  readonly onChange: (draft: ShiftDraft) => void;
}) {
  const { t } = useText();
  return (
    <div className="shift">
      <p className="form-ask">{t('import.shift-why')}</p>
      <div className="shift-numbers">
        {SHIFT_NUMBERS.map((name) => (
          <TextField
            key={name}
            label={t(`import.shift.${name}`)}
            unit={UNITS[name]}
            numeric
            value={draft[name]}
            onChange={(value) => onChange({ ...draft, [name]: value })}
            {...(draft[name] !== '' && shiftNumber(draft[name]) === null
              ? { error: t('import.shift.bad') }
              : {})}
          />
        ))}
      </div>
      <Segmented
        label={t('import.shift.rotation')}
        value={draft.rotation}
        choices={(['coordinate-frame', 'position-vector'] as const).map((id) => ({
          id,
          content: t(`import.shift.${id}`),
        }))}
        onChange={(rotation) => onChange({ ...draft, rotation })}
      />
    </div>
  );
}
