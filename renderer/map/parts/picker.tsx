import { useText } from '../../i18n/use-text.ts';
import { useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { Keys } from '../../ui/keys.tsx';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { currentMap } from '../current-map.ts';
import { usePicker } from '../picker-state.ts';
import { usePlace } from './use-place.ts';

const AWAY = 14;
const WIDTH = 240;
const ROW = 26;

/** The features under the click when there are several: choose one here, with Tab, or by clicking again. */
export function Picker() {
  const { t, name } = useText();
  const { hits, index, at } = usePicker();
  const layers = useLayers((state) => state.layers);
  const set = useSelection((state) => state.set);
  const place = usePlace(at?.lonLat ?? null);
  if (hits.length < 2 || !place) return null;
  const bounds = currentMap()?.getContainer().getBoundingClientRect();
  const height = Math.min(240, 30 + ROW * hits.length);
  const left = bounds && place.x + AWAY + WIDTH > bounds.width ? place.x - AWAY - WIDTH : place.x + AWAY;
  const top = bounds && place.y + AWAY + height > bounds.height ? place.y - AWAY - height : place.y + AWAY;
  return (
    <div className="map-float map-picker" style={{ left, top }} role="listbox" aria-label={t('map.picker')}>
      <div className="count">
        <span>{t('map.picker.count', { n: hits.length })}</span>
        <span>
          <Keys of="Tab" /> {index + 1} / {hits.length}
        </span>
      </div>
      <div className="rows">
        {hits.map((hit, i) => {
          const layer = layers?.find((one) => one.schema.id === hit.ref.table);
          return (
            <button
              type="button"
              key={`${hit.ref.table} ${hit.ref.uid}`}
              aria-current={i === index}
              onClick={() => {
                usePicker.setState({ index: i });
                set([hit.ref]);
              }}
            >
              {layer ? <LayerSwatch layer={layer.schema.id} geometry={layer.schema.geometry} /> : null}
              <span className="what">{hit.title || (layer ? name(layer.schema.name) : '')}</span>
              <span className="from">{layer && hit.title ? name(layer.schema.name) : ''}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
