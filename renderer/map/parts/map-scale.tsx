import { scaleBar } from '../../../shared/map/scale.ts';
import { useText } from '../../i18n/use-text.ts';
import { useView } from '../../state/view.ts';

const MOST_PIXELS = 150;

/** A scale bar of a round length at the latitude of the centre. */
export function MapScale() {
  const { t } = useText();
  const latitude = useView((state) => state.centre[1]);
  const zoom = useView((state) => state.zoom);
  const bar = scaleBar(latitude, zoom, MOST_PIXELS);
  const length =
    bar.metres >= 1000 ? t('map.kilometres', { n: bar.metres / 1000 }) : t('map.metres', { n: bar.metres });
  const width = Math.round(bar.pixels);
  return (
    <div className="map-float map-scale" role="img" aria-label={t('map.scale', { length })}>
      <div className="figures" style={{ width }}>
        <span>0</span>
        <span>{length}</span>
      </div>
      <svg width={width} height="6" viewBox={`0 0 ${width} 6`} aria-hidden="true">
        <path
          d={`M.75 0V5.25H${width - 0.75}V0M${width / 2} 2.5V5.25`}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
    </div>
  );
}
