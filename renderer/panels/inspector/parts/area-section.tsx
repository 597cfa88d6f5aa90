import { polygonAreaM2 } from '../../../../shared/geometry/area.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import type { FeatureRecord } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';

/** The ellipsoid area of the shape as it is now; where a stored figure differs, both are said. */
export function AreaSection({ feature }: { readonly feature: FeatureRecord }) {
  const { t } = useText();
  const { geometry } = feature;
  if (geometry?.kind !== 'polygon') return null;
  const m2 = polygonAreaM2(geometry);
  const stored = feature.fields['area_m2'];
  const differs = typeof stored === 'number' && Math.abs(stored - m2) >= 0.01;
  const net = feature.fields['net_area_m2'];
  return (
    <section className="sec">
      <div className="areas">
        <AreaLine label={t('ui.ellipsoid-area')} m2={m2} />
        {typeof net === 'number' ? <AreaLine label={t('ui.net-area')} m2={net} /> : null}
        {differs ? <AreaLine label={t('ui.stored-area')} m2={stored} /> : null}
      </div>
    </section>
  );
}

/** One area in mu, ha and m2, under one another with its neighbours. */
export function AreaLine({ label, m2 }: { readonly label: string; readonly m2: number }) {
  const { t } = useText();
  return (
    <>
      <span className="mut">{label}</span>
      {(['mu', 'ha', 'm2'] as const).map((unit) => (
        <span key={unit} className="n selectable">
          {unit === 'mu' ? <b>{areaNumber(m2, unit)}</b> : areaNumber(m2, unit)} {t(`unit.${unit}`)}
        </span>
      ))}
    </>
  );
}
