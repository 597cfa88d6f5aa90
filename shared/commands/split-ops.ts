import type { Op } from '../change/change.ts';
import { computedFields } from '../change/computed-fields.ts';
import { splitFields, withRest } from '../change/split-merge-fields.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import { storedShape } from './common.ts';
import type { Snapshot } from './define-command.ts';

/** Whether a feature of the layer may have several parts. */
export const isMulti = (layer: LayerSchema): boolean => layer.geometry?.startsWith('MULTI') === true;

/** The pieces a layer can store: one feature a part where it is single-part. */
export function storable(layer: LayerSchema, geometry: Packed): Packed[] {
  if (isMulti(layer)) return [geometry];
  return Array.from({ length: partCount(geometry) }, (_, part) =>
    packFlat('polygon', [partOf(geometry, part)]),
  );
}

/** A piece of a feature with fields that prevail over the policies of the schema. */
export interface PieceOf {
  readonly geometry: Packed;
  readonly given: Fields;
}

/** How `splitOps` treats a feature. */
export interface SplitOptions {
  /** Fields of the pieces that are new: answers where the policy is to ask. */
  readonly fresh?: Fields;
}

/**
 * The operations that make several features of one. The largest piece keeps the uid and the business key; the others
 * are new and say what they come from. Areas and figures shared by area add up to those of the original to the cent:
 * the largest takes what rounding and noding leave over.
 */
export function splitOps(
  snapshot: Snapshot,
  layer: LayerSchema,
  record: FeatureRecord,
  pieces: readonly PieceOf[],
  { fresh = {} }: SplitOptions = {},
): Result<Op[]> {
  const areas = pieces.map(({ geometry }) => polygonAreaM2(geometry));
  const largest = areas.indexOf(Math.max(...areas));
  const shared = splitFields(layer, record.fields, areas);
  const shapes: Packed[] = [];
  const made: Fields[] = [];
  for (const [i, { geometry, given }] of pieces.entries()) {
    const shape = storedShape(layer, geometry);
    if (!shape.ok) return shape;
    const own = { ...shared[i]!, ...(i === largest ? {} : fresh), ...given };
    shapes.push(shape.value);
    made.push({
      ...own,
      ...computedFields(layer, own, shape.value, ['geometry', ...Object.keys(given), ...Object.keys(fresh)]),
    });
  }
  const before = record.geometry === null ? undefined : computedFields(layer, record.fields, record.geometry);
  const all = before === undefined ? made : withRest(layer, record.fields, before, made, largest);
  return ok(
    all.map((fields, i): Op => {
      if (i === largest)
        return {
          at: { table: layer.id, uid: record.uid },
          kind: 'patch',
          after: { geometry: shapes[i]!, fields },
        };
      const origin: Fields = layer.fields.some(({ name }) => name === 'derived_from')
        ? { derived_from: record.uid }
        : {};
      return {
        at: { table: layer.id, uid: snapshot.newUid() },
        kind: 'put',
        after: { geometry: shapes[i]!, fields: { ...fields, ...origin } },
      };
    }),
  );
}
