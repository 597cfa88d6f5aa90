import type { ComparedFeature, ComparedLayer } from '../../../../shared/package/compare.ts';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import type { TakeMode } from '../use-receive.ts';

/** Differences of one feature that are written out; the rest is in the tooltip. */
const WRITTEN = 3;

const valueText = (value: FieldValue): string => (value === null || value === '' ? '–' : String(value));

/** The features of a layer that differ, and in what. */
export function ComparedFeatures({
  layer,
  mode,
}: {
  readonly layer: ComparedLayer;
  readonly mode: TakeMode;
}) {
  const { t, name, area, language } = useText();
  const state = useLayer(layer.layer);
  const label = (field: string): string =>
    state?.schema.fields.find((one) => one.name === field)?.label[language] ?? field;
  const differences = ({ fields, moved }: ComparedFeature): readonly string[] => [
    ...(moved ? [t('package.moved')] : []),
    ...fields.map(({ field, before, after }) =>
      t('package.field-change', { field: label(field), before: valueText(before), after: valueText(after) }),
    ),
  ];
  const total = layer.added + layer.changed + layer.removed;
  return (
    <section className="package-features">
      <h3 className="form-head">
        {name(layer.name)}
        <span className="cap">
          {total > layer.features.length
            ? t('package.features-first', { n: layer.features.length, all: total })
            : t('package.features-all', { n: total })}
        </span>
      </h3>
      {total === 0 ? (
        <p className="package-none">{t('package.features-none')}</p>
      ) : (
        <div className="tbl-box package-scroll" tabIndex={0} role="region" aria-label={t('package.features')}>
          <table className="tbl selectable">
            <thead>
              <tr>
                <th className="kind">{t('package.column.kind')}</th>
                <th className="title">{t('package.column.feature')}</th>
                <th className="n area">{t('package.column.area-here')}</th>
                <th className="n area">{t('package.column.area-package')}</th>
                <th>{t('package.column.differences')}</th>
              </tr>
            </thead>
            <tbody>
              {layer.features.map((feature) => {
                const texts = differences(feature);
                const left = feature.kind === 'removed' && mode === 'merge';
                return (
                  <tr key={`${feature.kind} ${feature.uid}`} className={left ? 'left' : ''}>
                    <td className="kind">
                      {t(left ? 'package.kind-word.kept' : `package.kind-word.${feature.kind}`)}
                    </td>
                    <td title={feature.uid}>{feature.title}</td>
                    <td className="n area">
                      {feature.areaBefore === null ? '' : area(feature.areaBefore, 'mu')}
                    </td>
                    <td className="n area">
                      {feature.areaAfter === null ? '' : area(feature.areaAfter, 'mu')}
                    </td>
                    <td title={texts.join('\n')}>
                      {texts.slice(0, WRITTEN).join(t('package.list-separator'))}
                      {texts.length > WRITTEN ? ` +${texts.length - WRITTEN}` : ''}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
