import { useText } from '../../../i18n/use-text.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { BoxChoices } from '../use-send.ts';

/** How a box is locked and cut. Going without a passphrase is said aloud. */
export function BoxFields({
  box,
  onChange,
}: {
  readonly box: BoxChoices;
  readonly onChange: (patch: Partial<BoxChoices>) => void;
}) {
  const { t } = useText();
  const { locked, passphrase, again, split } = box;
  return (
    <>
      <Checkbox selected={locked} onChange={(on) => onChange({ locked: on })}>
        {t('send.lock')}
      </Checkbox>
      {locked ? (
        <div className="send-two">
          <TextField
            label={t('send.passphrase')}
            secret
            value={passphrase}
            onChange={(value) => onChange({ passphrase: value })}
            hint={t('send.lost')}
          />
          <TextField
            label={t('send.again')}
            secret
            value={again}
            onChange={(value) => onChange({ again: value })}
            {...(again !== '' && again !== passphrase ? { error: t('send.differ') } : {})}
          />
        </div>
      ) : (
        <p className="form-ask">{t('send.open-warning')}</p>
      )}
      <Checkbox selected={split} onChange={(on) => onChange({ split: on })}>
        {t('send.split')}
      </Checkbox>
    </>
  );
}
