import { z } from 'zod';
import { finite, recordRef } from '../bridge/schemas.ts';
import { computedFields } from '../change/computed-fields.ts';
import { copiedFields } from '../change/copy-fields.ts';
import type { Op } from '../change/change.ts';
import { type Transform, transformedPacked } from '../geometry/affine.ts';
import { boxOfXY, unionBoxes } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { orientedPacked } from '../geometry/normalise.ts';
import type { Packed } from '../geometry/packed.ts';
import { PositionMap } from '../geometry/position-map.ts';
import type { Reshaped, Sharer } from '../geometry/shared-edge.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onSelection, storedShape } from './common.ts';
import { defineCommand, type ReadPlan, type Snapshot } from './define-command.ts';
import { othersAbout, reshapeMany, type Subjects, subjectsOf, withFollowers } from './reshape-many.ts';
import { position } from './vertex-params.ts';
import { boxesAboutAll } from './vertex-places.ts';

const factor = finite.refine((value) => Math.abs(value) >= 1e-3 && Math.abs(value) <= 1e3);

export const transformSchema: z.ZodType<Transform> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), by: position }),
  z.strictObject({ kind: z.literal('rotate'), angleDeg: finite.min(-3600).max(3600), about: position }),
  z.strictObject({ kind: z.literal('scale'), factorX: factor, factorY: factor, about: position }),
]);

/** A feature's new shape before it is stored: the one place where it could be fitted to what lies about it. */
const placed = (geometry: Packed, transform: Transform): Packed =>
  orientedPacked(transformedPacked(geometry, transform));

/** Subjects transformed, and their neighbours with the vertices they share where those went. */
export function transformedShapes<K>(
  subjects: readonly Sharer<K>[],
  neighbours: readonly Sharer<K>[],
  transform: Transform,
): Reshaped<K>[] {
  const own = subjects.map(({ key, geometry }) => ({ key, geometry: placed(geometry, transform) }));
  if (neighbours.length === 0) return own;
  const map = new PositionMap();
  for (const { geometry } of subjects) {
    const { xy } = transformedPacked(geometry, transform);
    for (let i = 0; i < xy.length; i += 2) {
      map.put(geometry.xy[i]!, geometry.xy[i + 1]!, xy[i]!, xy[i + 1]!);
    }
  }
  return [
    ...own,
    ...neighbours.flatMap(({ key, geometry }) => {
      const moved = map.applied(geometry);
      return moved === geometry ? [] : [{ key, geometry: moved }];
    }),
  ];
}

/** New features that are transformed copies of the subjects. */
function copies(
  snapshot: Snapshot,
  { records }: Subjects,
  transform: Transform,
): Result<{ readonly ops: Op[]; readonly made: Packed[] }> {
  const ops: Op[] = [];
  const made: Packed[] = [];
  for (const { key, geometry } of records) {
    const layer = snapshot.layer(key.layer)!;
    const shape = storedShape(layer, placed(geometry, transform));
    if (!shape.ok) return shape;
    const fields = copiedFields(layer, key.fields, key.uid);
    const after = {
      geometry: shape.value,
      fields: { ...fields, ...computedFields(layer, fields, shape.value) },
    };
    ops.push({ at: { table: layer.id, uid: snapshot.newUid() }, kind: 'put', after });
    made.push(shape.value);
  }
  return ok({ ops, made });
}

/** The unlocked features at the subjects' old vertices (those that follow) and at their new ones. */
function readsAbout(
  snapshot: Snapshot,
  refs: readonly { readonly table: string; readonly uid: string }[],
  transform: Transform,
  follow: boolean,
): ReadPlan {
  const shapes = refs.flatMap((ref) => {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return [];
    const moved = transformedPacked(geometry, transform);
    return follow ? [geometry, moved] : [moved];
  });
  return { boxes: boxesAboutAll(shapes) };
}

/**
 * Moves, turns or scales features (geometry/affine.ts), or with `copy` makes transformed copies of them: new features
 * whose business keys are empty and that say what they come from. With `shared` vertices that unlocked neighbours
 * share go along. A result that is invalid is refused with the place.
 */
export const transformFeatures = defineCommand({
  id: 'transform-features',
  label: 'command.transform-features',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(10_000),
    transform: transformSchema,
    shared: z.boolean(),
    copy: z.boolean().optional(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore: (snapshot, { refs, transform, shared, copy }) =>
    readsAbout(snapshot, refs, transform, shared && copy !== true),
  run(snapshot, { refs, transform, shared, copy = false }) {
    const subjects = subjectsOf(snapshot, refs);
    if (!subjects.ok) return subjects;
    const { records } = subjects.value;
    const first = records[0]!.key;
    const params = { ...labelParams(snapshot.layer(first.layer)!, first), count: records.length };
    const many = records.length === 1 ? '' : '-many';
    if (copy) {
      const made = copies(snapshot, subjects.value, transform);
      if (!made.ok) return made;
      const along = reshapeMany(snapshot, { changed: [], made: made.value.made });
      if (!along.ok) return along;
      const ops = [...made.value.ops, ...along.value.ops];
      return ok({ label: `history.copy-features${many}`, params, ops, nodes: along.value.nodes });
    }
    const window = unionBoxes(records.map(({ geometry }) => boxOfXY(geometry.xy)));
    const around = shared ? othersAbout(snapshot, window, subjects.value) : [];
    const changed = transformedShapes(records, around, transform);
    if (records.every(({ geometry }, i) => samePacked(geometry, changed[i]!.geometry)))
      return fail('command.unchanged');
    const reshaped = reshapeMany(snapshot, { changed });
    if (!reshaped.ok) return reshaped;
    const label = `history.transform-${transform.kind}${many}`;
    const followers = changed.length - records.length;
    return ok({ ...withFollowers(label, params, followers), ...reshaped.value });
  },
});
