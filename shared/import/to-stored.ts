import type { Crs } from '../crs/catalogue.ts';
import { densify } from '../crs/densify.ts';
import { plausibleIn } from '../crs/plausible.ts';
import { transformOf, type Transform } from '../crs/transform.ts';
import { boxOfXY } from '../geometry/box.ts';
import { normalisePacked } from '../geometry/normalise.ts';
import type { Packed } from '../geometry/packed.ts';
import { repair, type RepairNote } from '../geometry/repair.ts';
import { isValid } from '../geometry/validity.ts';
import { fail, ok, type Result } from '../result.ts';
import type { EdgeNoder } from './node-on-edges.ts';

/** A geometry as it will be stored, and what had to be done to it. */
export interface Stored {
  readonly geometry: Packed;
  readonly repairs: readonly RepairNote[];
}

export interface StoreOptions {
  readonly crs: Crs;
  /** The way to CGCS2000 degrees where it is more than the projection of `crs`: that of an old datum. */
  readonly transform?: Transform;
  /** True when the source has latitude or northing first. */
  readonly swapped: boolean;
  /** Null when there are too many vertices to hold. */
  readonly noder: EdgeNoder | null;
}

/** The positions with their axes turned round; the same object when they are not to be. */
export function withAxes(packed: Packed, swapped: boolean): Packed {
  if (!swapped) return packed;
  const xy = new Float64Array(packed.xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    xy[i] = packed.xy[i + 1]!;
    xy[i + 1] = packed.xy[i]!;
  }
  return { ...packed, xy, box: boxOfXY(xy) };
}

/**
 * From the source's plane to the stored grid: vertices on edges become nodes and long edges get points while the edge
 * is still straight, then reprojection and rounding, and only then is validity judged and mended.
 *
 * @returns failures `not-finite`, `outside-world` (params: x, y) and `invalid` for a shape nothing is left of
 */
export function toStored(source: Packed, options: StoreOptions): Result<Stored> {
  const onGrid = toGrid(source, options);
  return onGrid.ok ? toValid(onGrid.value) : onGrid;
}

/** The first half of `toStored`: all but validity. Failures `not-finite` and `outside-world`. */
export function toGrid(source: Packed, options: StoreOptions): Result<Packed> {
  const { crs } = options;
  const turned = withAxes(source, options.swapped);
  for (let i = 0; i < turned.xy.length; i += 2) {
    const x = turned.xy[i]!;
    const y = turned.xy[i + 1]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return fail('not-finite', { vertex: i / 2 + 1 });
    if (!plausibleIn(crs, x, y)) return fail('outside-world', { x, y });
  }
  let plane = options.noder ? options.noder.node(turned) : turned;
  if (crs.kind !== 'geographic') plane = densify(plane);
  if (crs.kind !== 'geographic' || options.transform !== undefined) {
    const { toDegrees } = options.transform ?? transformOf(crs);
    const xy = plane.xy.slice();
    for (let i = 0; i < xy.length; i += 2) {
      toDegrees(xy, i);
      const longitude = xy[i]!;
      const latitude = xy[i + 1]!;
      if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
        return fail('outside-world', { x: plane.xy[i]!, y: plane.xy[i + 1]! });
      }
    }
    plane = { ...plane, xy };
  }
  return ok(normalisePacked(plane));
}

/** The second half of `toStored`: a shape on the grid, mended where it is not valid. Failure `invalid`. */
export function toValid(stored: Packed): Result<Stored> {
  if (isValid(stored)) return ok({ geometry: stored, repairs: [] });
  const mended = repair(stored);
  if (!mended.ok) return fail('invalid');
  return ok({ geometry: mended.value.geometry, repairs: mended.value.notes });
}
