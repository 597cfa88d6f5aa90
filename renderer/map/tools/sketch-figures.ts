import { formatBearing } from '../../../shared/crs/angle.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { segmentOf } from '../../../shared/geometry/geodesic.ts';
import { formatArea, type AreaUnit } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { Label } from '../overlay/labels.ts';

/** A trail or traced border is not measured anew with every move of the pointer. */
const MOST_MEASURED = 2_000;

/** From this area on figures are in hectares: in square metres they would be long and say no more. */
const LARGE_M2 = 1_000_000;

const areaUnit = (m2: number): AreaUnit => (m2 < LARGE_M2 ? 'm2' : 'ha');

/**
 * What is said beside a shape while it is drawn: length and bearing of the segment that follows the pointer, as the
 * inspector gives them, and the area that the ring would have.
 *
 * @param last the point that was set last
 * @param outline the whole of it, the pointer's place last
 */
export function sketchFigures(
  last: LonLat | undefined,
  cursor: LonLat | null,
  outline: readonly LonLat[],
  isRing: boolean,
  language: Language,
): Label[] {
  if (cursor === null) return [];
  const labels: Label[] = [];
  if (last && (last[0] !== cursor[0] || last[1] !== cursor[1])) {
    const { lengthM, bearingDeg } = segmentOf(last, cursor);
    const gap = language === 'en' ? ' ' : '';
    labels.push({
      text: `${lengthM.toFixed(2)}${gap}${text(language, 'unit.m')}  ${formatBearing(bearingDeg)}`,
      at: [...last, ...cursor],
    });
  }
  if (isRing && outline.length >= 3 && outline.length <= MOST_MEASURED) {
    const m2 = polygonAreaM2(packPolygon([outline]));
    if (m2 > 0) labels.push({ text: formatArea(language, m2, areaUnit(m2)), at: [...cursor] });
  }
  return labels;
}
