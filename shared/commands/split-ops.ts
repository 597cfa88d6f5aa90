import type { Op } from '../change/change.ts';
import { computedFields } from '../change/computed-fields.ts';
import { closedFigures } from '../change/closing-figures.ts';
import { splitFields } from '../change/split-merge-fields.ts';
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
  /** False where the pieces are less than the feature was: their areas have no sum to agree with. */
  readonly whole?: boolean;
}

/** What a split asks for. */
export interface Split {
  readonly ops: readonly Op[];
  /** By how much largest pieces are stored with more than they measure, so that all add up (closing-figures.ts), m2. */
  readonly closingM2: number;
}

/** Label parameters that say a closing difference, where there is one to say. */
export const closingParams = (closingM2: number): { readonly closing?: number } => {
  const cents = Math.round(closingM2 * 100);
  return cents === 0 ? {} : { closing: cents / 100 };
};

/**
 * The operations that make several features of one. The largest piece keeps the uid and the business key; the others
 * are new and say what they come from. Areas are what the shapes measure, and add up to that of the original to the
 * cent where both can be (closing-figures.ts); other figures shared by area always do.
 */
export function splitOps(
  snapshot: Snapshot,
  layer: LayerSchema,
  record: FeatureRecord,
  pieces: readonly PieceOf[],
  { fresh = {}, whole = true }: SplitOptions = {},
): Result<Split> {
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
  const parts = made.map((fields, i) => ({ fields, geometry: shapes[i]! }));
  const { fields: all, closingM2 } =
    record.geometry === null || !whole
      ? { fields: made, closingM2: 0 }
      : closedFigures(layer, record.fields, computedFields(layer, record.fields, record.geometry), parts);
  return ok({
    closingM2,
    ops: all.map((fields, i): Op => {
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
  });
}
