import { pathLengthM } from '../../../../shared/geometry/measure.ts';
import { outlineOf, type Sketch } from '../../../../shared/map/sketch.ts';
import { useText } from '../../../i18n/use-text.ts';
import { zoneText } from '../../../i18n/zone-text.ts';
import { useZone } from '../../../state/coordinates.ts';
import { reachOf, useTool } from '../../../state/tool.ts';
import { AreaLine } from './area-section.tsx';
import { TypedEntry } from './typed-entry.tsx';

/** The shape in hand: area, perimeter, and its next point typed. */
export function ShapeSection({ sketch }: { readonly sketch: Sketch }) {
  const { t, language } = useText();
  const zone = useZone();
  const areaM2 = useTool((state) => state.live?.areaM2 ?? null);
  const cursor = useTool((state) => state.cursor);
  const path = useTool((state) => state.path);
  const outline = outlineOf(sketch, reachOf({ cursor, path }));
  const isRing = sketch.form === 'ring';
  const closed = isRing && outline.length > 2 ? [...outline, outline[0]!] : outline;
  return (
    <section className="sec">
      <h4>
        {t('coords.shape')}
        <span className="r">{zone === null ? '' : zoneText(zone, language)}</span>
      </h4>
      <div className="areas">
        {areaM2 === null ? null : <AreaLine label={t('ui.ellipsoid-area')} m2={areaM2} />}
        <span className="mut">{t(isRing ? 'coords.perimeter' : 'coords.length')}</span>
        <span className="n selectable">
          {pathLengthM(closed.flatMap(([lon, lat]) => [lon, lat])).toFixed(2)} {t('unit.m')}
        </span>
      </div>
      <TypedEntry />
    </section>
  );
}
