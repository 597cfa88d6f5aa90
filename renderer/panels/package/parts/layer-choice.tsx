import { PLAN_IDS } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import type { MakeModel } from '../use-make.ts';

/** Plans with their layers, each with the number of its features. */
export function LayerChoice({ model }: { readonly model: MakeModel }) {
  const { t, language } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  const { layers: chosen } = model.state.choices;
  // In the order of the layers, whatever was ticked first: the same choice is the same package.
  const set = (ids: readonly string[], on: boolean): void =>
    model.change({
      layers: layers
        .map(({ schema }) => schema.id)
        .filter((id) => (ids.includes(id) ? on : chosen.includes(id))),
    });
  return (
    <section className="package-layers">
      <h3 className="form-head">
        {t('package.plans')}
        <span className="cap">{t('export.layers-chosen', { n: chosen.length })}</span>
      </h3>
      <div className="package-plans" role="group" aria-label={t('package.plans')}>
        {PLAN_IDS.map((plan) => {
          const own = layers.filter(({ schema }) => schema.plan === plan);
          if (own.length === 0) return null;
          const ids = own.map(({ schema }) => schema.id);
          const on = ids.filter((id) => chosen.includes(id));
          return (
            <div key={plan} className="package-plan">
              <Checkbox
                selected={on.length === ids.length}
                indeterminate={on.length > 0 && on.length < ids.length}
                onChange={(all) => set(ids, all)}
              >
                <b>{t(`plan.${plan}`)}</b>
              </Checkbox>
              {own.map(({ schema, count }) => (
                <Checkbox
                  key={schema.id}
                  selected={chosen.includes(schema.id)}
                  onChange={(value) => set([schema.id], value)}
                >
                  <LayerSwatch layer={schema.id} geometry={schema.geometry} />
                  <span className="grow el">{schema.name[language]}</span>
                  <span className="mut num">{count.toLocaleString('en')}</span>
                </Checkbox>
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}
