import type { Op } from '../change/change.ts';
import { computedFields } from '../change/computed-fields.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import { storedShape } from './common.ts';
import type { Snapshot } from './define-command.ts';

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
