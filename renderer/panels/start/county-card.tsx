import { useText } from '../../i18n/use-text.ts';
import { openSample } from '../../state/files.ts';
import { Button } from '../../ui/button.tsx';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { PLAN_IDS } from '../../../shared/model/layer.ts';

/** The plans and layers that meet on one map, each with its symbol; the way into the sample county. */
export function CountyCard() {
  const { t, name } = useText();
  return (
    <section className="county" aria-label={t('start.card')}>
      <div className="county-plans">
        {PLAN_IDS.filter((plan) => plan !== 'field').map((plan) => (
          <div key={plan} className="county-plan">
            <h3>{t(`plan.${plan}`)}</h3>
            <ul>
              {BUILTIN_LAYERS.filter((layer) => layer.plan === plan && layer.geometry !== null).map(
                (layer) => (
                  <li key={layer.id}>
                    <LayerSwatch layer={layer.id} geometry={layer.geometry} />
                    {name(layer.name)}
                  </li>
                ),
              )}
            </ul>
          </div>
        ))}
      </div>
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
