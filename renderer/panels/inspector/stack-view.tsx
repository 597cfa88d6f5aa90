import type { RecordRef } from '../../../shared/model/record.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { useText } from '../../i18n/use-text.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { useLayer, useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ManyForm } from './parts/many-form.tsx';
import { useFeatures } from './use-feature.ts';

/** As many as are listed one by one. */
const LISTED = 200;
/** As many as one command writes. */
const WRITTEN = 10_000;

/** Several features selected: what they are, how large together; one is picked to see its form. */
export function StackView({ refs }: { readonly refs: readonly RecordRef[] }) {
  const { t, name, area, language } = useText();
  const layers = useLayers((state) => state.layers);
  // One form for all where they are of one layer; what one command can write.
  const only = refs.every(({ table }) => table === refs[0]?.table) && refs.length <= WRITTEN;
  const common = useLayer(only ? (refs[0]?.table ?? null) : null);
  const { features } = useFeatures(refs.slice(0, LISTED));
  const areas = (features ?? []).map(({ geometry }) =>
    geometry?.kind === 'polygon' ? polygonAreaM2(geometry) : null,
  );
  const total = areas.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return (
    <div className="scroll">
      <section className="sec">
        <h4>
          {t('ui.selected-n', { n: refs.length })}
          {total > 0 && refs.length <= LISTED ? <span className="r">{area(total, 'ha')}</span> : null}
        </h4>
        {/* How many is told at once; what they are follows. */}
        {features === null ? <Skeleton rows={Math.min(8, refs.length)} label={t('ui.loading')} /> : null}
        <ul className="stack">
          {(features ?? []).map((feature, index) => {
            const schema = layers?.find((layer) => layer.schema.id === feature.layer)?.schema;
            const m2 = areas[index] ?? null;
            return (
              <li key={`${feature.layer} ${feature.uid}`}>
                <button
                  type="button"
                  onClick={() => useSelection.getState().set([{ table: feature.layer, uid: feature.uid }])}
                >
                  <LayerSwatch layer={feature.layer} geometry={schema?.geometry ?? null} />
                  <span className="grow el">
                    {titleOfFeature(feature, schema, language)}
                    <span className="cap"> {schema ? name(schema.name) : feature.layer}</span>
                  </span>
                  {m2 === null ? null : <span className="cap">{area(m2, 'ha')}</span>}
                </button>
              </li>
            );
          })}
        </ul>
        {refs.length > LISTED ? <p className="cap">{t('ui.listed-first', { n: LISTED })}</p> : null}
      </section>
      {common === undefined ? null : <ManyForm refs={refs} layer={common} />}
    </div>
  );
}
