import { SNAP_KINDS } from '../../../../shared/bridge/snap-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { PIXEL_LIMITS, useSnapSettings } from '../../../state/snap-settings.ts';
import { useTool } from '../../../state/tool.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { NumberSlider } from '../../../ui/number-slider.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { KindIcon } from './kind-icon.tsx';
import './snap.css';

/** Whether and by what the pointer is caught: kinds, layers, reach. At the foot of the drawing inspector and behind the tool. */
export function SnapBlock() {
  const { t, name } = useText();
  const snapping = useTool((state) => state.snapping);
  const setSnapping = useTool((state) => state.setSnapping);
  const { kinds, offLayers, pixels, setKind, setLayer, setPixels } = useSnapSettings();
  const layers = (useLayers((state) => state.layers) ?? []).filter(
    (layer) => layer.visible && layer.schema.geometry !== null,
  );
  return (
    <section className={snapping ? 'sec snap-block' : 'sec snap-block off'} aria-label={t('snap.title')}>
      <h4>
        {t('snap.title')}
        <span className="r">
          <Switch selected={snapping} onChange={setSnapping} label={t('snap.title')} />
        </span>
      </h4>
      <div className="kinds" role="group" aria-label={t('snap.kinds')}>
        {SNAP_KINDS.map((kind) => (
          <Chip key={kind} selected={kinds.includes(kind)} onChange={(on) => setKind(kind, on)}>
            <KindIcon kind={kind} />
            {t(`snap.kind.${kind}`)}
          </Chip>
        ))}
      </div>
      <div className="reach">
        <span>{t('snap.reach')}</span>
        <NumberSlider
          label={t('snap.reach')}
          value={pixels}
          limits={PIXEL_LIMITS}
          text={t('snap.pixels', { n: pixels })}
          disabled={!snapping}
          onChange={setPixels}
        />
      </div>
      <ul className="layers" aria-label={t('snap.layers')}>
        {layers.map(({ schema }) => (
          <li key={schema.id} className="row">
            <LayerSwatch layer={schema.id} geometry={schema.geometry} />
            <span className="grow el">{name(schema.name)}</span>
            <Switch
              selected={!offLayers.includes(schema.id)}
              onChange={(on) => setLayer(schema.id, on)}
              label={name(schema.name)}
              disabled={!snapping}
            />
          </li>
        ))}
      </ul>
      {layers.length === 0 ? <p className="cap">{t('snap.no-layer')}</p> : null}
    </section>
  );
}
