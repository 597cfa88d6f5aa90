import { z } from 'zod';
import { layerId, recordRef } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import { expandBox } from '../geometry/box.ts';
import { packPolygon } from '../geometry/build-packed.ts';
import { isEmptyPacked, samePacked } from '../geometry/counts.ts';
import { cutByRegions } from '../geometry/cut-together.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import { repair } from '../geometry/repair.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onSelection, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { alongAll, boxesAtVertices, type Changed, reshapeOp } from './shared-nodes.ts';
import { isMulti, splitOps, storable } from './split-ops.ts';
import { uniqueRefs } from './unique-refs.ts';
import { position } from './vertex-params.ts';

const params = z.strictObject({
  refs: z.array(recordRef).min(1).max(1000),
  sketch: z
    .strictObject({ kind: z.literal('ring'), points: z.array(position).min(3).max(100_000) })
    .optional(),
  by: z.array(recordRef).max(10_000).optional(),
  byLayers: z.array(layerId).max(20).optional(),
  keep: z.enum(['outside', 'inside']),
  deleteEmpty: z.boolean().optional(),
});
type Params = z.infer<typeof params>;

/** What is erased by: the drawn ring, named features, and those of layers that lie about the features. */
function cuttersOf(snapshot: Snapshot, { refs, sketch, by = [], byLayers = [] }: Params): Result<Packed[]> {
  const shapes: Packed[] = [];
  if (sketch !== undefined) {
    const ring = repair(packPolygon([sketch.points]));
    if (!ring.ok) return fail(`command.${ring.error.code}`, ring.error.params);
    shapes.push(ring.value.geometry);
  }
  const own = new Set(refs.map(({ table, uid }) => `${table} ${uid}`));
  for (const ref of by) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return fail('command.gone-other');
    if (!own.has(`${ref.table} ${ref.uid}`)) shapes.push(geometry);
  }
  if (byLayers.length > 0) {
    const seen = new Set<string>();
    for (const ref of refs) {
      const about = snapshot.feature(ref)?.geometry ?? null;
      for (const { layer, uid, geometry } of about === null ? [] : snapshot.near(about.box)) {
        const key = `${layer} ${uid}`;
        if (!byLayers.includes(layer) || geometry === null || own.has(key) || seen.has(key)) continue;
        seen.add(key);
        shapes.push(geometry);
      }
    }
  }
  return ok(shapes);
}

/** How many names a refusal lists. */
const NAMED = 5;

/**
 * Takes away what lies inside a drawn ring or other features (`keep` outside), or all that lies outside of them
 * (inside), from several features in one change; the others are only read. Borders they share stay exact. In a
 * single-part layer a feature that comes apart becomes several. Features of which nothing is left are deleted with
 * `deleteEmpty`, else all is refused.
 *
 * Failures: `command.erase-without-cutter`, `command.gone-other`, `command.unchanged`, `command.erase-leaves-nothing`
 * (params: names, count), and of writing a feature.
 */
export const eraseFeatures = defineCommand({
  id: 'erase-features',
  label: 'command.erase-features',
  params,
  available: onSelection,
  reads: ({ refs, by = [] }) => ({ refs: [...refs, ...by] }),
  readsMore(snapshot, given) {
    const shapes = given.refs.flatMap((ref) => snapshot.feature(ref)?.geometry ?? []);
    const round = (given.byLayers ?? []).length === 0 ? [] : shapes;
    const cutters = cuttersOf(snapshot, given);
    const cuts = cutters.ok && shapes.length > 0 ? cutByRegions(shapes, cutters.value) : [];
    return {
      boxes: [
        ...round.map(({ box }) => ({ box: expandBox(box, STEP_DEGREES), layers: given.byLayers! })),
        ...cuts.flatMap(({ inside, outside }, i) =>
          // Left whole, it has no new vertices.
          inside === shapes[i] || outside === shapes[i]
            ? []
            : boxesAtVertices((given.keep === 'inside' ? inside : outside).xy),
        ),
      ],
    };
  },
  run(snapshot, given) {
    if (given.sketch === undefined && (given.by ?? []).length === 0 && (given.byLayers ?? []).length === 0)
      return fail('command.erase-without-cutter');
    const found = [];
    for (const ref of uniqueRefs(given.refs)) {
      const one = writableShape(snapshot, ref);
      if (!one.ok) return one;
      if (one.value.geometry.kind !== 'polygon') return fail('command.kind-mismatch');
      found.push({ ...one.value, ref });
    }
    const cutters = cuttersOf(snapshot, given);
    if (!cutters.ok) return cutters;
    const cuts = cutByRegions(
      found.map(({ geometry }) => geometry),
      cutters.value,
    );
    const ops: Op[] = [];
    const changed: Changed[] = [];
    const selves: RecordRef[] = [];
    const empty: string[] = [];
    for (const [i, { layer, record, geometry, ref }] of found.entries()) {
      const kept = cuts[i]![given.keep];
      if (samePacked(kept, geometry)) continue;
      selves.push(ref);
      if (isEmptyPacked(kept)) {
        empty.push(String(labelParams(layer, record)['name']));
        ops.push({ at: ref, kind: 'delete' });
        continue;
      }
      const pieces = isMulti(layer) ? [kept] : storable(layer, kept);
      if (pieces.length === 1) {
        const op = reshapeOp(snapshot, record, kept);
        if (!op.ok) return op;
        ops.push(op.value);
      } else {
        const split = splitOps(
          snapshot,
          layer,
          record,
          pieces.map((piece) => ({ geometry: piece, given: {} })),
          { whole: false },
        );
        if (!split.ok) return split;
        ops.push(...split.value.ops);
      }
      changed.push({ before: geometry, after: pieces });
    }
    if (empty.length > 0 && given.deleteEmpty !== true) {
      const names = empty.slice(0, NAMED).join(', ');
      return fail('command.erase-leaves-nothing', { names, count: empty.length });
    }
    if (ops.length === 0) return fail('command.unchanged');
    const along = alongAll(snapshot, changed, selves);
    if (!along.ok) return along;
    const one = found.find(({ ref }) => ref === selves[0])!;
    return ok({
      label: selves.length === 1 ? 'history.erase-features' : 'history.erase-features-many',
      params: { ...labelParams(one.layer, one.record), count: selves.length },
      ops: [...ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
