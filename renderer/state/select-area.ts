import { packPolygon } from '../../shared/geometry/build-packed.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** The features of layers that lie in a ring, or are touched by it. A failure is said, and none are given. */
export async function refsInArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
): Promise<readonly RecordRef[]> {
  const shape = packPolygon([ring]);
  const found = await services()?.query.selectByGeometry({ layers: [...layers], shape, how });
  if (!found) return [];
  if (!found.ok) {
    notifyFailure(found.error);
    return [];
  }
  return found.value.flatMap(({ layer: table, uids }) => uids.split('\n').map((uid) => ({ table, uid })));
}

/** Selects the features of layers that lie in a ring, or are touched by it. */
export async function selectByArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
  mode: 'set' | 'add' | 'remove',
): Promise<void> {
  const refs = await refsInArea(ring, how, layers);
  const { set, add, remove } = useSelection.getState();
  if (mode === 'set') set(refs);
  else if (mode === 'add') add(refs);
  else remove(refs);
}
