import { z } from 'zod';
import { fields as fieldsSchema, layerId, recordRef } from '../bridge/schemas.ts';
import { checkFields, missingField, requiredFailure } from '../change/check-value.ts';
import type { Op } from '../change/change.ts';
import { bufferOf } from '../geometry/buffer.ts';
import { isEmptyPacked, pointCount, samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { layerNames, onSelection, writableLayer } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { type Fit, fitReads, fitSchema, fitShapes } from './fit-shape.ts';
import { putFeature, storableParts } from './put-features.ts';
import { reshapeMany } from './reshape-many.ts';
import { boxesAboutAll } from './vertex-places.ts';

/** More vertices than this would keep the file waiting. */
const MAX_VERTICES = 20_000;

interface BufferParams {
  readonly refs: readonly RecordRef[];
  readonly distanceM: number;
  readonly corners: 'round' | 'square' | 'mitre';
  readonly dissolve: boolean;
}

/** The last buffers made: a command is asked what it reads before it runs, and would make them again. */
let last: { readonly of: readonly Packed[]; readonly by: string; readonly made: Packed[] } | undefined;

/** Buffers of the features, one of each or one of all; failures `command.gone-other`, `command.too-many-vertices`. */
function buffersOf(snapshot: Snapshot, params: BufferParams): Result<Packed[]> {
  const shapes: Packed[] = [];
  for (const ref of params.refs) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return fail('command.gone-other');
    shapes.push(geometry);
  }
  const { distanceM, corners, dissolve } = params;
  if (shapes.reduce((sum, shape) => sum + pointCount(shape), 0) > MAX_VERTICES) {
    return fail('command.too-many-vertices', { limit: MAX_VERTICES });
  }
  const by = `${distanceM} ${corners} ${dissolve}`;
  const isSame =
    last?.by === by &&
    last.of.length === shapes.length &&
    last.of.every((one, i) => samePacked(one, shapes[i]!));
  if (isSame) return ok(last!.made);
  const groups = dissolve ? [shapes] : shapes.map((shape) => [shape]);
  const made = groups
    .map((group) => bufferOf(group, distanceM, corners))
    .filter((shape) => !isEmptyPacked(shape));
  last = { of: shapes, by, made };
  return ok(made);
}

/** Buffers without the ground that is taken, each apart from those before it; those of which nothing is left are gone. */
const fittedBuffers = (snapshot: Snapshot, made: readonly Packed[], into: string, fit: Fit): Packed[] =>
  fitShapes(
    snapshot,
    made.map((geometry) => ({ geometry, layer: into })),
    fit,
    { apart: true },
  ).filter((shape) => !isEmptyPacked(shape));

/**
 * Makes features of a polygon layer of what lies within a distance of points, lines and polygons, or for a negative
 * distance of what lies deeper than that within polygons (geometry/buffer.ts). `dissolve` joins them into one. The
 * features themselves are only read, in whatever layer they are. With `fit` the buffers are cut to what is there and to
 * one another (fit-shape.ts). Failures `command.buffer-empty` (params: distance), `command.fit-nothing-left`, `command.wrong-kind`, `command.gone-other`, `command.too-many-vertices`, those of fields.
 */
export const bufferFeatures = defineCommand({
  id: 'buffer-features',
  label: 'command.buffer-features',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(10_000),
    distanceM: z
      .number()
      .min(-20_000)
      .max(20_000)
      .refine((metres) => Math.abs(metres) >= 0.01),
    corners: z.enum(['round', 'square', 'mitre']),
    dissolve: z.boolean(),
    into: layerId,
    fields: fieldsSchema,
    fit: fitSchema.optional(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore(snapshot, params) {
    const made = buffersOf(snapshot, params);
    if (!made.ok) return {};
    const { fit, into } = params;
    if (fit === undefined) return { boxes: boxesAboutAll(made.value) };
    return {
      boxes: [
        ...made.value.flatMap(({ box }) => fitReads(box, fit, into)),
        ...boxesAboutAll(fittedBuffers(snapshot, made.value, into, fit)),
      ],
    };
  },
  run(snapshot, params) {
    const layer = writableLayer(snapshot, params.into);
    if (!layer.ok) return layer;
    if (layer.value.geometry !== 'POLYGON' && layer.value.geometry !== 'MULTIPOLYGON') {
      return fail('command.wrong-kind', layerNames(layer.value));
    }
    const given = checkFields(layer.value, params.fields);
    if (!given.ok) return given;
    const missing = missingField(layer.value, given.value);
    if (missing !== undefined) return requiredFailure(layer.value, missing);
    const made = buffersOf(snapshot, params);
    if (!made.ok) return made;
    if (made.value.length === 0) return fail('command.buffer-empty', { distance: params.distanceM });
    const fitted =
      params.fit === undefined ? made.value : fittedBuffers(snapshot, made.value, params.into, params.fit);
    if (fitted.length === 0) return fail('command.fit-nothing-left');
    const ops: Op[] = [];
    const shapes: Packed[] = [];
    for (const geometry of fitted.flatMap((shape) => storableParts(layer.value, shape))) {
      const put = putFeature(snapshot, layer.value, geometry, given.value);
      if (!put.ok) return put;
      ops.push(put.value.op);
      shapes.push(put.value.shape);
    }
    const along = reshapeMany(snapshot, { changed: [], made: shapes });
    if (!along.ok) return along;
    return ok({
      label: 'history.buffer-features',
      params: {
        ...layerNames(layer.value),
        count: ops.length,
        features: params.refs.length,
        distance: params.distanceM,
      },
      ops: [...ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
