import { packPolygon } from '../../shared/geometry/build-packed.ts';
import type { PackedRefs } from '../../shared/bridge/rows-contract.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';
import { useSelection, type SelectMode } from './selection.ts';

/** The features of layers that lie in a ring, or are touched by it. A failure is said, and none are given. */
async function inArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
): Promise<readonly PackedRefs[] | null> {
  const shape = packPolygon([ring]);
  const found = await services()?.query.selectByGeometry({ layers: [...layers], shape, how });
  if (found?.ok) return found.value;
  if (found) notifyFailure(found.error);
  return null;
}

export async function refsInArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
): Promise<readonly RecordRef[]> {
  const found = (await inArea(ring, how, layers)) ?? [];
  return found.flatMap(({ layer: table, uids }) =>
    uids === '' ? [] : uids.split('\n').map((uid) => ({ table, uid })),
  );
}

/** Selects the features of layers that lie in a ring, or are touched by it. */
export async function selectByArea(
  ring: readonly LonLat[],
  how: 'inside' | 'touches',
  layers: readonly string[],
  mode: SelectMode,
): Promise<void> {
  const found = await inArea(ring, how, layers);
  if (found) useSelection.getState().take(found, mode);
}
