import { useState } from 'react';
import { wmtsTemplate } from '../../../../shared/background/url-template.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';

const START = {
  address: '',
  layer: '',
  style: 'default',
  matrixSet: '',
  matrixPrefix: '',
  format: 'image/png',
};
const FIELDS = ['address', 'layer', 'style', 'matrixSet', 'matrixPrefix', 'format'] as const;

/** Puts together the address of a WMTS from its parameters, for those who know them and not the address. */
export function WmtsHelp({ onTemplate }: { readonly onTemplate: (template: string) => void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [service, setService] = useState(START);
  if (!open) {
    return (
      <Button kind="link" onPress={() => setOpen(true)}>
        {t('background.wmts')}
      </Button>
    );
  }
  const whole =
    service.address.trim() !== '' && service.layer.trim() !== '' && service.matrixSet.trim() !== '';
  return (
    <section className="background-wmts" aria-label={t('background.wmts')}>
      <div className="three">
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`background.wmts.${field}`)}
            value={service[field]}
            onChange={(value) => setService({ ...service, [field]: value })}
          />
        ))}
      </div>
      <div className="row">
        <span className="cap grow">{t('background.wmts-mercator')}</span>
        <Button
          disabled={!whole}
          onPress={() => {
            onTemplate(wmtsTemplate(service));
            setOpen(false);
          }}
        >
          {t('background.wmts-make')}
        </Button>
      </div>
    </section>
  );
}
