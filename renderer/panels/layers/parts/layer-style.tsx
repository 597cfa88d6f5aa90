import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { scaleText } from '../../../../shared/map/scale-text.ts';
import { fillShare, styledSymbol } from '../../../../shared/map/styled-symbol.ts';
import { useText } from '../../../i18n/use-text.ts';
import { keepStyle, styleOf, useStylePanel } from '../../../state/layer-work.ts';
import { useLayer, useLayers } from '../../../state/layers.ts';
import { useLayout } from '../../../state/layout.ts';
import { useSession } from '../../../state/session.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ShareSlider } from '../../../ui/slider.tsx';

/** How the active layer is shown, in short; the rest stands beside the map. */
export function LayerStyle() {
  const active = useLayers((state) => state.active);
  const layer = useLayer(active);
  return layer === undefined || layer.schema.geometry === null ? null : <Block layer={layer} />;
}

function Block({ layer }: { readonly layer: LayerState }) {
  const { t, name } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const labels = useLabels(layer);
  const scales = useScales(layer);
  const { schema } = layer;
  const fill = fillShare(styledSymbol(layer));
  const more = (): void => {
    useLayout.getState().change({ rightOpen: true });
    useStylePanel.getState().show(schema.id);
  };
  return (
    <section className="layer-style" aria-label={t('ui.layer-style')}>
      <header>
        <h4 className="el grow">
          {t('ui.layer-style')} · {name(schema.name)}
        </h4>
        <IconButton label={t('ui.style.more')} onPress={more}>
          <SlidersHorizontal className="i" />
        </IconButton>
      </header>
      {fill === null ? null : (
        <div className="layer-style-row">
          <span className="mut">{t('ui.style.fill')}</span>
          {readOnly ? (
            <span className="num">{Math.round(fill * 100)}%</span>
          ) : (
            <Fill key={`${schema.id} ${fill}`} layer={layer} kept={fill} />
          )}
        </div>
      )}
      <div className="layer-style-row">
        <span className="mut">{t('ui.opacity')}</span>
        <Opacity key={`${schema.id} ${layer.opacity}`} layer={schema.id} kept={layer.opacity} />
      </div>
      <div className="layer-style-row">
        <span className="mut">{t('ui.style.labels')}</span>
        <span className="el">{labels}</span>
      </div>
      <div className="layer-style-row">
        <span className="mut">{t('ui.style.scale')}</span>
        <span className="el num">{scales}</span>
      </div>
    </section>
  );
}

/** What the labels of a layer say. */
function useLabels(layer: LayerState): string {
  const { t, name } = useText();
  const { label } = styledSymbol(layer);
  if (!label) return t('ui.style.labels-none');
  const fieldName = (id: string): string => {
    const field = layer.schema.fields.find((one) => one.name === id);
    return field ? name(field.label) : id;
  };
  const first = fieldName(label.field);
  if (label.second !== undefined) return t('ui.style.labels-two', { first, second: fieldName(label.second) });
  return label.area ? t('ui.style.labels-area', { first }) : first;
}

/** Between which scales a layer is shown. */
function useScales(layer: LayerState): string {
  const { t } = useText();
  const min = layer.style?.scale?.min ?? null;
  const max = layer.style?.scale?.max ?? null;
  if (min === null && max === null) return t('ui.style.scale-all');
  if (max === null) return t('ui.style.scale-from', { min: scaleText(min ?? 0) });
  if (min === null) return t('ui.style.scale-to', { max: scaleText(max) });
  return t('ui.style.scale-range', { min: scaleText(min), max: scaleText(max) });
}

/** The slider moves freely and the map with it; what it ends on is kept. */
function Fill({ layer, kept }: { readonly layer: LayerState; readonly kept: number }) {
  const { t } = useText();
  const [share, setShare] = useState(kept);
  const { id } = layer.schema;
  return (
    <ShareSlider
      label={t('ui.style.fill')}
      value={share}
      onChange={setShare}
      onDone={(fillOpacity) => void keepStyle(id, { ...styleOf(id), fillOpacity })}
    />
  );
}

function Opacity({ layer, kept }: { readonly layer: string; readonly kept: number }) {
  const { t } = useText();
  const setView = useLayers((state) => state.setView);
  const [opacity, setOpacity] = useState(kept);
  return (
    <ShareSlider
      label={t('ui.opacity')}
      value={opacity}
      onChange={setOpacity}
      onDone={(value) => void setView(layer, { opacity: value })}
    />
  );
}
