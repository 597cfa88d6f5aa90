import { z } from 'zod';
import { finite, recordRef } from '../bridge/schemas.ts';
import { copiedFields } from '../change/copy-fields.ts';
import type { Op } from '../change/change.ts';
import { type Transform, transformedPacked } from '../geometry/affine.ts';
import { boxOfXY, unionBoxes } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { orientedPacked } from '../geometry/normalise.ts';
import type { Packed } from '../geometry/packed.ts';
import { PositionMap } from '../geometry/position-map.ts';
import type { Reshaped, Sharer } from '../geometry/shared-edge.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onSelection } from './common.ts';
import { defineCommand, type ReadPlan, type Snapshot } from './define-command.ts';
import { fitReadsAbout, fitted, fittedWithFollowers } from './fit-changed.ts';
import { type Fit, fitSchema } from './fit-shape.ts';
import { putFeature, storableParts } from './put-features.ts';
import { othersAbout, reshapeMany, type Subjects, subjectsOf, withFollowers } from './reshape-many.ts';
import { position } from './vertex-params.ts';
import { boxesAboutAll } from './vertex-places.ts';

const factor = finite.refine((value) => Math.abs(value) >= 1e-3 && Math.abs(value) <= 1e3);

export const transformSchema: z.ZodType<Transform> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), by: position }),
  z.strictObject({ kind: z.literal('rotate'), angleDeg: finite.min(-3600).max(3600), about: position }),
  z.strictObject({ kind: z.literal('scale'), factorX: factor, factorY: factor, about: position }),
]);

/** A feature's new shape before it is fitted and stored. */
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

/** New features that are transformed copies of the subjects: several of one where fitting divides it. */
function copies(
  snapshot: Snapshot,
  { records }: Subjects,
  transform: Transform,
  fit: Fit | undefined,
): Result<{ readonly ops: Op[]; readonly made: Packed[] }> {
  const ops: Op[] = [];
  const made: Packed[] = [];
  const moved = records.map(({ key, geometry }) => ({ key, geometry: placed(geometry, transform) }));
  const shapes = fitted(snapshot, moved, fit, []);
  if (!shapes.ok) return shapes;
  for (const { key, geometry } of shapes.value) {
    const layer = snapshot.layer(key.layer)!;
    const fields = copiedFields(layer, key.fields, key.uid);
    for (const part of fit === undefined ? [geometry] : storableParts(layer, geometry)) {
      const put = putFeature(snapshot, layer, part, fields);
      if (!put.ok) return put;
      ops.push(put.value.op);
      made.push(put.value.shape);
    }
  }
  return ok({ ops, made });
}

interface TransformParams {
  readonly refs: readonly RecordRef[];
  readonly transform: Transform;
  readonly shared: boolean;
  readonly copy?: boolean | undefined;
  readonly fit?: Fit | undefined;
}

/** The unlocked features at the subjects' old vertices (those that follow) and at their new ones. */
function readsAbout(snapshot: Snapshot, params: TransformParams): ReadPlan {
  const { refs, transform, fit } = params;
  const follow = params.shared && params.copy !== true;
  const records = refs.flatMap((ref) => snapshot.feature(ref) ?? []);
  const shapes = records.flatMap(({ geometry }) => {
    if (geometry === null) return [];
    const moved = transformedPacked(geometry, transform);
    return follow ? [geometry, moved] : [moved];
  });
  const subjects = fit === undefined ? null : subjectsOf(snapshot, refs);
  return {
    boxes: [
      ...boxesAboutAll(shapes),
      ...(fit === undefined || !subjects?.ok
        ? []
        : fitReadsAbout(
            snapshot,
            changedBy(snapshot, subjects.value, transform, follow),
            subjects.value.records.length,
            fit,
          )),
    ],
  };
}

/** Subjects transformed, then the features that follow them. */
function changedBy(
  snapshot: Snapshot,
  subjects: Subjects,
  transform: Transform,
  follow: boolean,
): Reshaped<FeatureRecord>[] {
  const window = unionBoxes(subjects.records.map(({ geometry }) => boxOfXY(geometry.xy)));
  return transformedShapes(
    subjects.records,
    follow ? othersAbout(snapshot, window, subjects) : [],
    transform,
  );
}

/**
 * Moves, turns or scales features (geometry/affine.ts), or with `copy` makes transformed copies of them: new features
 * whose business keys are empty and that say what they come from. With `shared` vertices that unlocked neighbours
 * share go along. With `fit` the new shapes are cut to what is there (fit-shape.ts); one that this divides becomes
 * several copies, and is refused where it is a feature of a single-part layer. A result that is invalid is refused with
 * the place.
 */
export const transformFeatures = defineCommand({
  id: 'transform-features',
  label: 'command.transform-features',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(10_000),
    transform: transformSchema,
    shared: z.boolean(),
    copy: z.boolean().optional(),
    fit: fitSchema.optional(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore: readsAbout,
  run(snapshot, { refs, transform, shared, copy = false, fit }) {
    const subjects = subjectsOf(snapshot, refs);
    if (!subjects.ok) return subjects;
    const { records } = subjects.value;
    const first = records[0]!.key;
    const params = { ...labelParams(snapshot.layer(first.layer)!, first), count: records.length };
    const many = records.length === 1 ? '' : '-many';
    if (copy) {
      const made = copies(snapshot, subjects.value, transform, fit);
      if (!made.ok) return made;
      const along = reshapeMany(snapshot, { changed: [], made: made.value.made });
      if (!along.ok) return along;
      const ops = [...made.value.ops, ...along.value.ops];
      return ok({ label: `history.copy-features${many}`, params, ops, nodes: along.value.nodes });
    }
    const plain = changedBy(snapshot, subjects.value, transform, shared);
    const made = fittedWithFollowers(snapshot, plain, records.length, fit);
    if (!made.ok) return made;
    const changed = made.value;
    const shapes = new Map(changed.map(({ key, geometry }) => [key, geometry]));
    if (records.every(({ key, geometry }) => samePacked(geometry, shapes.get(key)!)))
      return fail('command.unchanged');
    const reshaped = reshapeMany(snapshot, { changed });
    if (!reshaped.ok) return reshaped;
    const label = `history.transform-${transform.kind}${many}`;
    const followers = changed.length - records.length;
    return ok({ ...withFollowers(label, params, followers), ...reshaped.value });
  },
});
