import { packPolygon } from '../../shared/geometry/build-packed.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import { services } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** Selects the features of layers that lie in a ring, or are touched by it. */
export async function selectByArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
  mode: 'set' | 'add' | 'remove',
): Promise<void> {
  const found = await services()?.query.selectByGeometry({
    layers: [...layers],
    shape: packPolygon([ring]),
    how,
  });
  if (!found) return;
  if (!found.ok) return notifyFailure(found.error);
  const { set, add, remove } = useSelection.getState();
  const refs = found.value.refs;
  if (mode === 'set') set(refs);
  else if (mode === 'add') add(refs);
  else remove(refs);
}
