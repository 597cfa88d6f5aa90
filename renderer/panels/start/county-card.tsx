import { useText } from '../../i18n/use-text.ts';
import { openSample } from '../../state/files.ts';
import { Button } from '../../ui/button.tsx';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { M2_PER } from '../../../shared/i18n/format.ts';
import { COUNTY, TOWNSHIPS } from '../../../shared/sample/figures.ts';
import { CountyDrawing } from './county-drawing.tsx';

/** The sample county: a picture, a few figures, and the way in. */
export function CountyCard() {
  const { t } = useText();
  const figures = [
    ['area', (COUNTY.areaM2 / M2_PER.ha).toFixed(2), 'unit.ha'],
    ['people', COUNTY.residents2020.toFixed(2), 'start.unit.people'],
    ['townships', String(TOWNSHIPS.length), 'start.unit.count'],
    ['layers', String(BUILTIN_LAYERS.filter(({ geometry }) => geometry !== null).length), 'start.unit.count'],
  ] as const;
  return (
    <section className="county" aria-label={t('start.card')}>
      <CountyDrawing />
      <dl className="county-figures">
        {figures.map(([id, value, unit]) => (
          <div key={id}>
            <dt className="cap">{t(`start.figure.${id}`)}</dt>
            <dd>
              {value} <span className="cap">{t(unit)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="row county-foot">
        <div className="grow">
          <div className="row">
            <b className="el">{t('start.sample-name')}</b>
            <span className="tag">{t('fictional')}</span>
          </div>
          <div className="cap">{t('start.sample-facts')}</div>
        </div>
        <Button kind="primary" large onPress={() => void openSample()}>
          {t('start.open-sample')}
        </Button>
      </div>
    </section>
  );
}
