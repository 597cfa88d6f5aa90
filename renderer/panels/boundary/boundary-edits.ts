import type { ParsedTable } from '../../../shared/crs/point-table.ts';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { BoundaryPoint } from '../../../shared/map/boundary-points.ts';
import { boundaryRings } from '../../../shared/map/boundary-points.ts';
import { replacedRing } from '../../../shared/map/replace-ring.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { execute } from '../../state/edit.ts';
import { layerOf } from '../../state/layers.ts';
import { notifyFailure } from '../../state/notices.ts';

/** Borders inside a coverage are one line for both sides, as when vertices are dragged on the map. */
const shared = (record: FeatureRecord): boolean => layerOf(record.layer)?.schema.coverage ?? false;

async function run(record: FeatureRecord, command: string, params: object): Promise<boolean> {
  const ref = { table: record.layer, uid: record.uid };
  const done = await execute(command, { ref, ...params });
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}

export const movePoint = (
  record: FeatureRecord,
  { ring, index, at }: BoundaryPoint,
  to: LonLat,
): Promise<boolean> => run(record, 'move-vertex', { ring, index, at, to, shared: shared(record) });

/** Puts a point into the middle of the side from a point to the next. */
export function insertAfter(record: FeatureRecord, { ring, at, next }: BoundaryPoint): Promise<boolean> {
  // The stored ring runs the other way: its edge begins at the next point.
  const to = [canonical((at[0] + next.at[0]) / 2), canonical((at[1] + next.at[1]) / 2)];
  return run(record, 'insert-vertex', { ring, index: next.index, at: next.at, end: at, to });
}

export const deletePoint = (record: FeatureRecord, { ring, index, at }: BoundaryPoint): Promise<boolean> =>
  run(record, 'delete-vertex', { ring, index, at, shared: shared(record) });

/** The shape with the rings of a table in place of the ring in hand, or of all where it has as many; null where neither fits. */
export function withTable(geometry: Packed, ring: number, table: ParsedTable): Packed | null {
  const own = boundaryRings(geometry);
  if (table.rings.length === 1) return replacedRing(geometry, ring, table.rings[0]!.points);
  if (table.rings.length !== own.length) return null;
  return table.rings.reduce((shape, { points }, i) => replacedRing(shape, own[i]!.ring, points), geometry);
}

export const giveShape = (record: FeatureRecord, geometry: Packed): Promise<boolean> =>
  run(record, 'edit-geometry', { geometry });
