import { PLAN_IDS } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { selectedIn, useSelection } from '../../../state/selection.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import type { ExportModel } from '../use-export.ts';

/** Which layers go out, by plan, each with the number of its features. */
export function LayersChoice({ model }: { readonly model: ExportModel }) {
  const { t, language } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  const refs = useSelection((state) => state.refs);
  const { choices } = model.state;
  const may = (geometry: unknown): boolean => geometry !== null || (model.format?.tables ?? false);
  const toggle = (id: string, on: boolean): void =>
    model.change({
      layers: on ? [...choices.layers, id] : choices.layers.filter((one) => one !== id),
      fields: null,
    });
  const counts = choices.layers.map((id) => selectedIn(refs, id).size);
  const selected = counts.reduce((sum, count) => sum + count, 0);
  return (
    <section className="export-layers">
      <h3 className="form-head">
        {t('export.layers')}
        <span className="cap">{t('export.layers-chosen', { n: choices.layers.length })}</span>
      </h3>
      <div className="export-list" role="group" aria-label={t('export.layers')}>
        {PLAN_IDS.map((plan) => {
          const own = layers.filter(({ schema }) => schema.plan === plan && may(schema.geometry));
          if (own.length === 0) return null;
          const on = own.filter(({ schema }) => choices.layers.includes(schema.id));
          const ids = own.map(({ schema }) => schema.id);
          return (
            <div key={plan} className="export-plan">
              <Checkbox
                selected={on.length === own.length}
                indeterminate={on.length > 0 && on.length < own.length}
                onChange={(all) =>
                  model.change({
                    layers: [...choices.layers.filter((id) => !ids.includes(id)), ...(all ? ids : [])],
                    fields: null,
                  })
                }
              >
                <b>{t(`plan.${plan}`)}</b>
              </Checkbox>
              {own.map(({ schema, count }) => (
                <Checkbox
                  key={schema.id}
                  selected={choices.layers.includes(schema.id)}
                  onChange={(value) => toggle(schema.id, value)}
                >
                  <span className="grow el">{schema.name[language]}</span>
                  <span className="mut num">{count.toLocaleString('en')}</span>
                </Checkbox>
              ))}
            </div>
          );
        })}
      </div>
      <Checkbox
        selected={choices.selected}
        disabled={selected === 0}
        onChange={(value) => model.change({ selected: value })}
      >
        {selected === 0 ? t('export.selected-none') : t('export.selected-only', { n: selected })}
      </Checkbox>
    </section>
  );
}
