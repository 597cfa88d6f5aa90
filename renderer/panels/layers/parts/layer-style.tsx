import { useEffect, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer, useLayers } from '../../../state/layers.ts';
import { ShareSlider } from '../../../ui/slider.tsx';

/** How the active layer is shown. The slider moves freely; what it ends on is kept. */
export function LayerStyle() {
  const { t, name } = useText();
  const active = useLayers((state) => state.active);
  const setView = useLayers((state) => state.setView);
  const layer = useLayer(active);
  const kept = layer?.opacity ?? 1;
  const [opacity, setOpacity] = useState(kept);
  useEffect(() => setOpacity(kept), [kept, active]);
  if (layer === undefined) return null;
  return (
    <section className="layer-style" aria-label={t('ui.layer-style')}>
      <h4 className="el">
        {t('ui.layer-style')} · {name(layer.schema.name)}
      </h4>
      <div className="layer-style-row">
        <span className="mut">{t('ui.opacity')}</span>
        <ShareSlider
          label={t('ui.opacity')}
          value={opacity}
          onChange={setOpacity}
          onDone={(value) => void setView(layer.schema.id, { opacity: value })}
        />
      </div>
    </section>
  );
}
