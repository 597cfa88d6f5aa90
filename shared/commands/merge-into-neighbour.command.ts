import { z } from 'zod';
import { layerId, recordRef } from '../bridge/schemas.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Packed } from '../geometry/packed.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import { longestNeighbour } from '../geometry/shared-border.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail } from '../result.ts';
import { layerNames, onOneSelected, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { mergeFeatures } from './merge-features.command.ts';
import { besides, readsRound } from './neighbour-records.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** Which of the lines a shape lies in, by a point well inside it. */
function linesAround(shape: Packed, lines: readonly FeatureRecord[]): string {
  const at = labelPoint(shape);
  if (at === undefined) return '';
  return lines
    .filter(({ geometry }) => geometry !== null && pointInPolygon(geometry, at[0], at[1]) !== 'outside')
    .map(({ layer, uid }) => `${layer} ${uid}`)
    .sort()
    .join();
}

const linesNear = (snapshot: Snapshot, shape: Packed, lines: readonly string[]): FeatureRecord[] =>
  snapshot.near(shape.box).filter(({ layer }) => lines.includes(layer));

/**
 * Gives a leftover (sliver, tiny face) to the neighbour with the longest common border that stands on the same side
 * of every line in `lines`, and, where `classField` is given, in the same group: construction with construction.
 */
export const mergeIntoNeighbour = defineCommand({
  id: 'merge-into-neighbour',
  label: 'command.merge-into-neighbour',
  params: z.strictObject({
    ref: recordRef,
    lines: z.array(layerId).max(50),
    classField: z.string().max(63).nullable(),
    /** Prefixes of construction classes. */
    construction: z.array(z.string().max(12)).max(100),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  readsMore: (snapshot, { ref, lines }) => ({
    boxes: [
      ...(readsRound(snapshot, ref, [ref.table, ...lines]).boxes ?? []),
      // Whatever has a vertex where the seam ends.
      ...boxesAtVertices(snapshot.feature(ref)?.geometry?.xy ?? []),
    ],
  }),
  run(snapshot, { ref, lines, classField, construction }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const isBuilt = ({ fields }: FeatureRecord): boolean => {
      const code = String((classField === null ? null : fields[classField]) ?? '');
      return construction.some((prefix) => code.startsWith(prefix));
    };
    const side = linesAround(geometry, linesNear(snapshot, geometry, lines));
    const near = besides(snapshot, ref, geometry.box).filter(
      (one) =>
        one.geometry !== null &&
        isBuilt(one) === isBuilt(record) &&
        linesAround(one.geometry, linesNear(snapshot, geometry, lines)) === side,
    );
    const into = longestNeighbour(geometry, near);
    if (into === undefined) return fail('command.no-neighbour', layerNames(layer));
    const done = mergeFeatures.run(snapshot, {
      into: { table: into.layer, uid: into.uid },
      refs: [ref],
      keepFields: true,
    });
    return done.ok ? { ok: true, value: { ...done.value, label: 'history.merge-into-neighbour' } } : done;
  },
});
