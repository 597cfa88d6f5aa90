import { Crosshair } from 'lucide-react';
import { Button } from 'react-aria-components';
import { formatPosition, POSITION_FORMS, type PositionForm } from '../../../shared/crs/coordinate-text.ts';
import { commandById } from '../../commands/catalogue.ts';
import { useText } from '../../i18n/use-text.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useCoordinates, useZone } from '../../state/coordinates.ts';
import { useView } from '../../state/view.ts';
import { CheckMenu } from '../../ui/check-menu.tsx';

/** Room that a form needs at most, in widths of a figure: what stands right of it must not move with the pointer. */
const WIDTHS: Readonly<Record<PositionForm, number>> = {
  degrees: 22,
  dms: 29,
  zone: 23,
  'zone-plain': 21,
  'zone-6': 23,
};
const TEST_IDS: Partial<Readonly<Record<PositionForm, string>>> = {
  degrees: 'status-lonlat',
  zone: 'status-xy',
};

/** Where the pointer is, in the forms that were chosen; opens the menu to choose them. */
export function Position() {
  const { t, language } = useText();
  const pointer = useView((state) => state.pointer);
  const forms = useCoordinates((state) => state.forms);
  const zone = useZone();
  const shown = forms.filter(
    (form) => zone !== null || form === 'degrees' || form === 'dms' || form === 'zone-6',
  );
  const own = shown.length > 0 ? shown : (['degrees'] as const);
  const go = commandById('view.go-to');
  return (
    <CheckMenu
      label={t('coords.readout')}
      checks={POSITION_FORMS.filter(
        (form) => zone !== null || !form.startsWith('zone') || form === 'zone-6',
      ).map((id) => ({ id, label: t(`coords.form.${id}`) }))}
      on={own}
      onChange={(chosen) => useCoordinates.getState().setForms(chosen)}
      entries={[
        {
          id: 'go',
          label: t(go.label),
          icon: <Crosshair className="i" />,
          keys: go.keys?.[0] ?? '',
          run: go.run,
        },
      ]}
      trigger={
        <Button className="readout" aria-label={t('coords.readout')}>
          {own.map((form) => (
            <span key={form} className="row">
              {form === 'zone' || form === 'zone-plain' ? (
                <span className="zone">{zone === null ? '' : zoneText(zone, language)}</span>
              ) : null}
              {form === 'zone-6' ? <span className="zone">{t('coords.form.zone-6')}</span> : null}
              <b className="path" style={{ minWidth: `${WIDTHS[form]}ch` }} data-testid={TEST_IDS[form]}>
                {pointer === null ? '—' : formatPosition(form, [pointer[0], pointer[1]], zone)}
              </b>
            </span>
          ))}
        </Button>
      }
    />
  );
}
