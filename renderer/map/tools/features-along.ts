import { boxOfXY } from '../../../shared/geometry/box.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { refsInArea } from '../../state/select-area.ts';
import { useLayers } from '../../state/layers.ts';
import { notify } from '../../state/notices.ts';
import { writable } from './subjects.ts';

/** A line through more features than this is refused: it is hardly meant. */
const MOST = 1000;

/**
 * The features of the active layer that a sketch could meet: those about its box. Which of them it really cuts the
 * command decides. Says why when there are none.
 */
export async function featuresAlong(points: readonly LonLat[]): Promise<readonly RecordRef[]> {
  const { active } = useLayers.getState();
  if (active === null || !writable(active)) {
    notify('info', 'map.split.no-layer');
    return [];
  }
  const [west, south, east, north] = boxOfXY(points.flat());
  const ring: LonLat[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const refs = await refsInArea(ring, 'touches', [active]);
  if (refs.length === 0) notify('info', 'map.split.nothing');
  if (refs.length <= MOST) return refs;
  notify('info', 'map.split.many', { n: refs.length, most: MOST });
  return [];
}
