import { z } from 'zod';
import { boxOfXY, expandBox } from '../geometry/box.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import type { SharedPlace } from '../geometry/shared-edge.ts';
import type { FeatureRecord } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { keyOf, type Subjects, subjectsOf } from './reshape-many.ts';
import { boxesAtVertices, refOf } from './shared-nodes.ts';
import { type Position, vertexAt, vertexParams } from './vertex-params.ts';

/** Vertices of one or several features, each as `vertexParams` names it. */
export const vertexPlaces = z.array(z.strictObject(vertexParams)).min(1).max(10_000);
export type VertexPlaces = z.infer<typeof vertexPlaces>;

/** Up to this many positions are looked up one by one, and more of them as the box around all. */
const SINGLE_LOOKUPS = 2_000;

/** Reads the unlocked features at positions (canonical). */
export function boxesAtPositions(positions: readonly Position[]): NonNullable<ReadPlan['boxes']> {
  if (positions.length === 0) return [];
  if (positions.length > SINGLE_LOOKUPS) {
    return [{ box: expandBox(boxOfXY(positions.flat()), STEP_DEGREES), layers: 'unlocked' }];
  }
  return positions.map(([x, y]) => ({ box: expandBox([x, y, x, y], STEP_DEGREES), layers: 'unlocked' }));
}

/** Reads the unlocked features at the vertices of shapes (degrees), or about shapes that have very many. */
export function boxesAboutAll(shapes: readonly Packed[]): NonNullable<ReadPlan['boxes']> {
  const total = shapes.reduce((sum, { xy }) => sum + xy.length / 2, 0);
  if (total <= SINGLE_LOOKUPS) return shapes.flatMap(({ xy }) => boxesAtVertices(xy));
  return shapes.map(({ box }) => ({ box: expandBox(box, 2 * STEP_DEGREES), layers: 'unlocked' }));
}

/** The features of the places and the places in them; failures of `subjectsOf`, and `command.vertex-gone`. */
export function placesIn(
  snapshot: Snapshot,
  places: VertexPlaces,
): Result<{ readonly subjects: Subjects; readonly places: readonly SharedPlace<FeatureRecord>[] }> {
  const subjects = subjectsOf(
    snapshot,
    places.map(({ ref }) => ref),
  );
  if (!subjects.ok) return subjects;
  const records = new Map(subjects.value.records.map((one) => [keyOf(refOf(one.key)), one]));
  const found: SharedPlace<FeatureRecord>[] = [];
  for (const { ref, ring, index, at } of places) {
    const { key, geometry } = records.get(keyOf(ref))!;
    const vertex = vertexAt(geometry, ring, index, at);
    if (!vertex.ok) return vertex;
    // The closing point of a ring is its first vertex.
    const isClosing =
      geometry.kind === 'polygon' && index === geometry.rings[ring + 1]! - geometry.rings[ring]! - 1;
    found.push({ key, ring, index: isClosing ? 0 : index });
  }
  return ok({ subjects: subjects.value, places: found });
}
