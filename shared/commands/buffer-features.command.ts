import { z } from 'zod';
import { fields as fieldsSchema, layerId, recordRef } from '../bridge/schemas.ts';
import { checkFields, missingField, requiredFailure } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { Op } from '../change/change.ts';
import { bufferOf } from '../geometry/buffer.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { isEmptyPacked, partCount, partOf, pointCount, samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { layerNames, onSelection, storedShape, writableLayer } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
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

/** Shapes a layer can store: one feature a part where it is single-part. */
export const storableParts = (layer: LayerSchema, geometry: Packed): Packed[] =>
  layer.geometry?.startsWith('MULTI') || partCount(geometry) === 1
    ? [geometry]
    : Array.from({ length: partCount(geometry) }, (_, part) =>
        packFlat(geometry.kind, [partOf(geometry, part)]),
      );

/** The operation that puts a new feature in, computed fields included; failures of `storedShape`. */
export function putFeature(
  snapshot: Snapshot,
  layer: LayerSchema,
  geometry: Packed,
  fields: Fields,
): Result<{ readonly op: Op; readonly shape: Packed }> {
  const shape = storedShape(layer, geometry);
  if (!shape.ok) return shape;
  const values = { ...fields, ...computedFields(layer, fields, shape.value) };
  const at = { table: layer.id, uid: snapshot.newUid() };
  const op: Op = { at, kind: 'put', after: { fields: values, geometry: shape.value } };
  return ok({ op, shape: shape.value });
}

/**
 * Makes features of a polygon layer of what lies within a distance of points, lines and polygons, or for a negative
 * distance of what lies deeper than that within polygons (geometry/buffer.ts). `dissolve` joins them into one. The
 * features themselves are only read, in whatever layer they are. Failures `command.buffer-empty` (params:
 * distance), `command.wrong-kind`, `command.gone-other`, `command.too-many-vertices`, those of fields.
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
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore(snapshot, params) {
    const made = buffersOf(snapshot, params);
    return made.ok ? { boxes: boxesAboutAll(made.value) } : {};
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
    const ops: Op[] = [];
    const shapes: Packed[] = [];
    for (const geometry of made.value.flatMap((shape) => storableParts(layer.value, shape))) {
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
