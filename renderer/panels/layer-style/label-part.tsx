import { styledSymbol } from '../../../shared/map/styled-symbol.ts';
import type { LayerStyle } from '../../../shared/model/layer-style.ts';
import { useText } from '../../i18n/use-text.ts';
import { Select } from '../../ui/select.tsx';
import { NumberField, ScalePart } from './style-parts.tsx';
import type { StylePart } from './style-panel.tsx';

const STANDARD = ' standard';
const NONE = ' none';

/** What stands beside the features: a field or two, how large, from which scale on. */
export function LabelPart({ layer, style, keep }: StylePart) {
  const { t, name } = useText();
  const { labels } = style;
  const standard = styledSymbol({ schema: layer.schema }).label;
  const begun: NonNullable<LayerStyle['labels']> = {
    fields: [],
    size: standard?.size ?? 12,
    halo: 1.75,
    scale: { min: null, max: null },
  };
  const now = labels ?? begun;
  const fields = layer.schema.fields
    .filter((field) => !field.system && field.name !== 'uid' && field.name !== 'revision')
    .map((field) => ({ id: field.name, label: name(field.label) }));
  const first = labels === null ? STANDARD : (labels.fields[0] ?? NONE);
  const choose = (id: string): void => {
    if (id === STANDARD) keep({ labels: null });
    else keep({ labels: { ...now, fields: id === NONE ? [] : [id, ...now.fields.slice(1)] } });
  };
  return (
    <>
      <section>
        <h4>{t('ui.style.labels')}</h4>
        <div className="two">
          <Select
            label={t('ui.style.label-first')}
            value={first}
            choices={[
              { id: STANDARD, label: t('ui.style.label-standard') },
              { id: NONE, label: t('ui.style.labels-none') },
              ...fields,
            ]}
            onChange={choose}
          />
          <Select
            label={t('ui.style.label-second')}
            value={labels?.fields[1] ?? NONE}
            disabled={(labels?.fields.length ?? 0) === 0}
            choices={[{ id: NONE, label: t('ui.style.labels-none') }, ...fields]}
            onChange={(id) =>
              keep({ labels: { ...now, fields: [now.fields[0]!, ...(id === NONE ? [] : [id])] } })
            }
          />
        </div>
        {labels && labels.fields.length > 0 ? (
          <div className="two">
            <NumberField
              label={t('ui.style.label-size')}
              value={labels.size}
              min={8}
              max={32}
              unit="px"
              onDone={(size) => keep({ labels: { ...labels, size } })}
            />
            <NumberField
              label={t('ui.style.label-halo')}
              value={labels.halo}
              min={0}
              max={4}
              unit="px"
              onDone={(halo) => keep({ labels: { ...labels, halo } })}
            />
          </div>
        ) : null}
      </section>
      {labels && labels.fields.length > 0 ? (
        <ScalePart
          label={t('ui.style.label-scale')}
          range={labels.scale}
          onChange={(scale) => keep({ labels: { ...labels, scale: scale ?? { min: null, max: null } } })}
        />
      ) : null}
    </>
  );
}
