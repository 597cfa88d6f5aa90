import { fail, ok, type Result } from '../result.ts';
import { boxOfXY, boxContainsXY } from './box.ts';
import { packFlat } from './build-packed.ts';
import { partCount, ringCount } from './counts.ts';
import type { VertexRef } from './edit-vertices.ts';
import { fromSteps, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import { PositionMap } from './position-map.ts';
import type { Reshaped, SharedPlace, Sharer } from './shared-edge.ts';
import { VertexIndex } from './vertex-index.ts';

/*
 * Several vertices at once, of one or several features. Preview and command use the same functions: features in,
 * those that change out.
 */

/** A canonical position moved by degrees; by the same whole steps wherever it is, so that moving back gives it again. */
export const shifted = (value: number, by: number): number => fromSteps(toSteps(value) + toSteps(by));

/** The points of the packed array that are this vertex: two for the first of a ring, which stands again at its end. */
function pointsOf({ kind, rings }: Packed, { ring, index }: VertexRef): readonly number[] {
  const from = rings[ring]!;
  return index === 0 && kind === 'polygon' ? [from, rings[ring + 1]! - 1] : [from + index];
}

function byFeature<K>(places: readonly SharedPlace<K>[]): Map<K, SharedPlace<K>[]> {
  const groups = new Map<K, SharedPlace<K>[]>();
  for (const place of places) {
    const list = groups.get(place.key);
    if (list === undefined) groups.set(place.key, [place]);
    else list.push(place);
  }
  return groups;
}

/**
 * Features after several vertices were moved by the same degrees. With `shared` all features given that have a vertex
 * at exactly such a position follow; without, only the vertices named move. Rings are not turned and nothing is
 * checked: a person may pass through an invalid shape.
 *
 * @param moves places that exist in the features
 * @returns the features that change, in the order given
 */
export function movedShapes<K>(
  features: readonly Sharer<K>[],
  moves: readonly SharedPlace<K>[],
  by: readonly [number, number],
  shared = true,
): Reshaped<K>[] {
  const groups = byFeature(moves);
  if (!shared) {
    return features.flatMap(({ key, geometry }) => {
      const own = groups.get(key);
      if (own === undefined) return [];
      const xy = geometry.xy.slice();
      for (const point of new Set(own.flatMap((place) => pointsOf(geometry, place)))) {
        xy[2 * point] = shifted(xy[2 * point]!, by[0]);
        xy[2 * point + 1] = shifted(xy[2 * point + 1]!, by[1]);
      }
      return [{ key, geometry: { ...geometry, xy, box: boxOfXY(xy) } }];
    });
  }
  const map = new PositionMap(moves.length);
  for (const { key, geometry } of features) {
    for (const place of groups.get(key) ?? []) {
      const i = 2 * pointsOf(geometry, place)[0]!;
      const [x, y] = [geometry.xy[i]!, geometry.xy[i + 1]!];
      map.put(x, y, shifted(x, by[0]), shifted(y, by[1]));
    }
  }
  return features.flatMap(({ key, geometry }) => {
    const moved = map.applied(geometry);
    return moved === geometry ? [] : [{ key, geometry: moved }];
  });
}

/** Features that have a vertex at exactly this canonical position, in the order given. */
export const sharersAt = <K>(features: readonly Sharer<K>[], at: readonly [number, number]): K[] =>
  features
    .filter(({ geometry: { box, xy } }) => boxContainsXY(box, at[0], at[1]) && hasVertex(xy, at[0], at[1]))
    .map(({ key }) => key);

function hasVertex(xy: Float64Array, x: number, y: number): boolean {
  for (let i = 0; i < xy.length; i += 2) if (xy[i] === x && xy[i + 1] === y) return true;
  return false;
}

/** The two neighbours of a point in its ring, in an order that does not depend on the way the ring runs. */
function endsAt(geometry: Packed, ring: number, point: number): string {
  const from = geometry.rings[ring]!;
  const closing = geometry.kind === 'polygon' ? 1 : 0;
  const count = geometry.rings[ring + 1]! - from - closing;
  const at = (step: number): string => {
    const next = point - from + step;
    if (closing === 0 && (next < 0 || next >= count)) return 'end';
    const i = from + ((next + count) % count);
    return `${geometry.xy[2 * i]} ${geometry.xy[2 * i + 1]}`;
  };
  return [at(-1), at(1)].sort().join(' ');
}

/**
 * Positions among those given at which several borders of the features meet: taking the vertex away there would tear
 * them apart. As node numbers of `positions`.
 */
export function junctionsAmong(features: readonly Packed[], positions: VertexIndex): Set<number> {
  const border = new Map<number, string>();
  const junctions = new Set<number>();
  for (const geometry of features) {
    for (let ring = 0; ring < ringCount(geometry); ring++) {
      const to = geometry.rings[ring + 1]! - (geometry.kind === 'polygon' ? 1 : 0);
      for (let point = geometry.rings[ring]!; point < to; point++) {
        const id = positions.find(geometry.xy[2 * point]!, geometry.xy[2 * point + 1]!);
        if (id < 0) continue;
        const ends = endsAt(geometry, ring, point);
        const known = border.get(id);
        if (known === undefined) border.set(id, ends);
        else if (known !== ends) junctions.add(id);
      }
    }
  }
  return junctions;
}

/**
 * The geometry without the points that `drop` names; the same object when there are none. Failure `ring-too-small`
 * when a ring would keep fewer than 3 different vertices (a line: 2).
 */
export function withoutPoints(
  geometry: Packed,
  drop: (x: number, y: number, point: number) => boolean,
): Result<Packed> {
  const { kind, xy, rings } = geometry;
  const least = kind === 'polygon' ? 3 : kind === 'line' ? 2 : 1;
  let dropped = 0;
  const kept: number[][] = [];
  for (let ring = 0; ring < ringCount(geometry); ring++) {
    const open: number[] = [];
    const to = rings[ring + 1]! - (kind === 'polygon' ? 1 : 0);
    for (let i = rings[ring]!; i < to; i++) {
      if (drop(xy[2 * i]!, xy[2 * i + 1]!, i)) dropped += 1;
      else open.push(xy[2 * i]!, xy[2 * i + 1]!);
    }
    const distinct = new VertexIndex(open.length / 2);
    for (let i = 0; i < open.length; i += 2) distinct.add(open[i]!, open[i + 1]!);
    if (distinct.size < least) return fail('ring-too-small', { ring });
    if (kind === 'polygon') open.push(open[0]!, open[1]!);
    kept.push(open);
  }
  if (dropped === 0) return ok(geometry);
  const parts = Array.from({ length: partCount(geometry) }, (_, part) =>
    kept.slice(geometry.parts[part], geometry.parts[part + 1]),
  );
  return ok(packFlat(kind, parts));
}
