import { z } from 'zod';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Fields, RecordRef } from '../model/record.ts';

/** The most vertices one geometry may bring over the bridge. */
export const MAX_VERTICES = 2_000_000;
export const MAX_TEXT = 4_000;

const nonDecreasing = (starts: Int32Array, last: number): boolean => {
  if (starts.length === 0 || starts[0] !== 0 || starts[starts.length - 1] !== last) return false;
  for (let i = 1; i < starts.length; i++) if ((starts[i] ?? 0) < (starts[i - 1] ?? 0)) return false;
  return true;
};

export const layerId = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
export const uid = z.string().min(1).max(64);
export const fid = z.number().int().nonnegative();
export const text = z.string().max(MAX_TEXT);
export const finite = z.number().refine(Number.isFinite);
export const lonLat = z.tuple([finite, finite]);
export const box = z.tuple([finite, finite, finite, finite]) as unknown as z.ZodType<Box>;
export const recordRef: z.ZodType<RecordRef> = z.strictObject({ table: layerId, uid });
/** Plain keys only: `__proto__` and its kin are refused. */
const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
export const fields: z.ZodType<Fields> = z.record(fieldName, z.union([text, finite, z.null()]));

/** A packed geometry whose offsets are consistent; canonical values and validity are the store's to judge. */
export const packed = z.custom<Packed>((value) => {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, xy, rings, parts, box: extent } = value as Partial<Packed>;
  if (kind !== 'point' && kind !== 'line' && kind !== 'polygon') return false;
  if (!(xy instanceof Float64Array) || !(rings instanceof Int32Array) || !(parts instanceof Int32Array)) {
    return false;
  }
  if (xy.length % 2 !== 0 || xy.length / 2 > MAX_VERTICES || !Array.isArray(extent) || extent.length !== 4) {
    return false;
  }
  if (!xy.every(Number.isFinite)) return false;
  return nonDecreasing(rings, xy.length / 2) && nonDecreasing(parts, rings.length - 1);
});
