import { Eye, EyeOff } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { useText } from '../../i18n/use-text.ts';
import { useLayers } from '../../state/layers.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';

/** Which layers are on the map: those that hold something. */
export function LayersPage() {
  const { t, name } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  const setView = useLayers((state) => state.setView);
  const shown = layers.filter(({ count, schema }) => count > 0 && schema.geometry !== null);
  return (
    <>
      <div className="field-head">
        <h3>{t('field.rail.layers')}</h3>
      </div>
      <div className="field-body flush" role="group" aria-label={t('field.rail.layers')}>
        {shown.length === 0 ? <p className="fnone">{t('field.no-layers')}</p> : null}
        {shown.map(({ schema, visible, count }) => (
          <ToggleButton
            key={schema.id}
            className="flayer"
            isSelected={visible}
            onChange={(next) => void setView(schema.id, { visible: next })}
          >
            <LayerSwatch layer={schema.id} geometry={schema.geometry} />
            <span className="grow el">{name(schema.name)}</span>
            <span className="mut">{count}</span>
            {visible ? <Eye className="i" /> : <EyeOff className="i" />}
            <span className="word">{t(visible ? 'field.layer-shown' : 'field.layer-hidden')}</span>
          </ToggleButton>
        ))}
      </div>
    </>
  );
}
