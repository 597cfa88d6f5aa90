import { useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer, useLayers } from '../../../state/layers.ts';
import { ShareSlider } from '../../../ui/slider.tsx';

/** How the active layer is shown. */
export function LayerStyle() {
  const { t, name } = useText();
  const active = useLayers((state) => state.active);
  const layer = useLayer(active);
  if (layer === undefined) return null;
  const { schema, opacity } = layer;
  return (
    <section className="layer-style" aria-label={t('ui.layer-style')}>
      <h4 className="el">
        {t('ui.layer-style')} · {name(schema.name)}
      </h4>
      <div className="layer-style-row">
        <span className="mut">{t('ui.opacity')}</span>
        <Opacity key={`${schema.id} ${opacity}`} layer={schema.id} kept={opacity} />
      </div>
    </section>
  );
}

/** The slider moves freely; what it ends on is kept. */
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
