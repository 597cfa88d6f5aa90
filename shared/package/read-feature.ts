import { isCanonical, WORLD } from '../geometry/grid.ts';
import { forEachRing } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RawFeature, RawValue } from '../import/raw.ts';
import { kindOf } from '../import/split-parts.ts';
import { isUuid } from '../model/ids.ts';
import type { FieldValue } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ManifestLayer } from './manifest.ts';

/** A feature of a package, as it stood in the blueprint it comes from. */
export interface PackageFeature {
  readonly uid: string;
  /** Without uid. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly geometry: Packed | null;
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'real', 'bool']);

/** A value as a field of its type holds it; undefined where it cannot. Nothing is converted: a package is exact. */
function valueOf(value: RawValue | undefined, type: string): FieldValue | undefined {
  if (value === null || value === undefined) return null;
  if (NUMBERS.has(type)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    return type === 'real' || Number.isInteger(value) ? value : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

const sameEnds = (xy: Float64Array, from: number, to: number): boolean =>
  xy[2 * from] === xy[2 * to - 2] && xy[2 * from + 1] === xy[2 * to - 1];

/** Whether a geometry is in the stored form: on the grid, in the world, rings closed. */
function isStored(geometry: Packed): boolean {
  for (let i = 0; i < geometry.xy.length; i += 2) {
    const x = geometry.xy[i]!;
    const y = geometry.xy[i + 1]!;
    if (!isCanonical(x) || !isCanonical(y)) return false;
    if (x < WORLD[0] || y < WORLD[1] || x > WORLD[2] || y > WORLD[3]) return false;
  }
  if (geometry.kind !== 'polygon') return true;
  let closed = true;
  forEachRing(geometry, (from, to) => {
    if (to - from < 4 || !sameEnds(geometry.xy, from, to)) closed = false;
  });
  return closed;
}

/**
 * A raw feature as one of the layer that the manifest describes.
 *
 * @returns failures `package.feature-uid`, `package.feature-value` (field), `package.feature-kind`,
 * `package.feature-off-grid`
 */
export function readFeature(
  raw: RawFeature,
  layer: Pick<ManifestLayer, 'fields' | 'geometry'>,
): Result<PackageFeature> {
  const fields: [string, FieldValue][] = [];
  let uid = '';
  for (const { field, column, type } of layer.fields) {
    const value = valueOf(raw.values[column], type);
    if (value === undefined) return fail('package.feature-value', { field });
    if (field === 'uid') uid = String(value ?? '');
    else fields.push([field, value]);
  }
  if (!isUuid(uid)) return fail('package.feature-uid');
  const geometry = raw.geometry !== null && raw.geometry.xy.length > 0 ? raw.geometry : null;
  if (geometry !== null) {
    if (layer.geometry === null || geometry.kind !== kindOf(layer.geometry))
      return fail('package.feature-kind');
    if (!isStored(geometry)) return fail('package.feature-off-grid');
  }
  return ok({ uid, fields: Object.fromEntries(fields), geometry });
}
