import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Op } from '../../../shared/change/change.ts';
import type { FeatureRecord, Fields } from '../../../shared/model/record.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { feature } from './snapshot.ts';

const STEPS = 1e9;
const grid = (degrees: number): number => Math.round(degrees * STEPS) / STEPS;

/** The features as they are after the operations. */
export function applied(features: readonly FeatureRecord[], ops: readonly Op[]): FeatureRecord[] {
  const all = new Map(features.map((one) => [`${one.layer} ${one.uid}`, one]));
  for (const { at, kind, after } of ops) {
    const key = `${at.table} ${at.uid}`;
    const before = all.get(key) ?? feature(at.table, at.uid, null);
    if (kind === 'delete') all.delete(key);
    else {
      all.set(key, {
        ...before,
        fields: { ...before.fields, ...after?.fields },
        geometry: after?.geometry === undefined ? before.geometry : after.geometry,
      });
    }
  }
  return [...all.values()];
}

/** A parcel with the figures the product would have written. */
export const parcel = (uid: string, geometry: Packed, fields: Fields = {}): FeatureRecord =>
  feature('land_use', uid, geometry, {
    land_class: '0101',
    area_m2: Math.round(polygonAreaM2(geometry) * 100) / 100,
    derived_from: null,
    ...fields,
  });

/**
 * Parcels of about `metres` in rows and columns that cover a square without gap or overlap: corners moved at random,
 * borders with a vertex in the middle of some, and in the middle parcel of odd counts a hole that an island fills.
 */
export function coverage(next: () => number, size: number, step = 0.001): FeatureRecord[] {
  const memo = new Map<string, [number, number]>();
  const at = (x: number, y: number): [number, number] => {
    const key = `${x} ${y}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const edge = (v: number) => v === 0 || v === size;
    const move = (v: number) => (edge(v) ? 0 : (next() - 0.5) * 0.5);
    const made: [number, number] = [grid(110 + (x + move(x)) * step), grid(30 + (y + move(y)) * step)];
    memo.set(key, made);
    return made;
  };
  const along = (ax: number, ay: number, bx: number, by: number): [number, number][] => {
    const name = [`${ax} ${ay}`, `${bx} ${by}`].sort().join();
    const outer = (ax === bx && (ax === 0 || ax === size)) || (ay === by && (ay === 0 || ay === size));
    const known = memo.get(name);
    if (known !== undefined) return Number.isNaN(known[0]) ? [] : [known];
    if (outer || next() < 0.5) {
      memo.set(name, [NaN, NaN]);
      return [];
    }
    const [a, b] = [at(ax, ay), at(bx, by)];
    const made: [number, number] = [
      grid((a[0] + b[0]) / 2 + (next() - 0.5) * 0.2 * step),
      grid((a[1] + b[1]) / 2 + (next() - 0.5) * 0.2 * step),
    ];
    memo.set(name, made);
    return [made];
  };
  const parcels: FeatureRecord[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const ring = [
        at(x, y),
        ...along(x, y, x + 1, y),
        at(x + 1, y),
        ...along(x + 1, y, x + 1, y + 1),
        at(x + 1, y + 1),
        ...along(x + 1, y + 1, x, y + 1),
        at(x, y + 1),
        ...along(x, y + 1, x, y),
      ];
      const uid = `${x}-${y}`;
      if (x === y && next() < 0.6) {
        const centre = [110 + (x + 0.5) * step, 30 + (y + 0.5) * step] as const;
        const island = Array.from({ length: 5 }, (_, i): [number, number] => [
          grid(centre[0] + 0.15 * step * Math.cos(1.2566 * i)),
          grid(centre[1] + 0.15 * step * Math.sin(1.2566 * i)),
        ]);
        // A hole that a cut runs through begins again at its westernmost vertex.
        const west = island.indexOf(island.toSorted((p, q) => p[0] - q[0] || p[1] - q[1])[0]!);
        const hole = [...island.slice(west), ...island.slice(0, west)];
        parcels.push(parcel(uid, packPolygon([ring, hole])));
        parcels.push(parcel(`island-${uid}`, packPolygon([island])));
      } else parcels.push(parcel(uid, packPolygon([ring])));
    }
  }
  return parcels;
}

const steps = (degrees: number): bigint => BigInt(Math.round(degrees * STEPS));

type Edge = readonly [bigint, bigint, bigint, bigint];

function edgesOf(features: readonly FeatureRecord[]): Edge[] {
  const edges: Edge[] = [];
  for (const { geometry } of features) {
    if (geometry === null) continue;
    const { xy, rings } = geometry;
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      for (let i = rings[ring]!; i + 1 < rings[ring + 1]!; i++)
        edges.push([steps(xy[2 * i]!), steps(xy[2 * i + 1]!), steps(xy[2 * i + 2]!), steps(xy[2 * i + 3]!)]);
    }
  }
  return edges;
}

/** Twice the area in square grid steps, exactly. */
export const shoelace = (features: readonly FeatureRecord[]): bigint =>
  edgesOf(features).reduce((sum, [ax, ay, bx, by]) => sum + ax * by - bx * ay, 0n);

/**
 * What is wrong with a coverage of the square of `size` steps: edges walked twice in one direction (overlap), and edges
 * without their opposite that do not lie on the outline (gap or overlap). Positions are compared bit for bit.
 */
export function faultsOfCoverage(features: readonly FeatureRecord[], size: number, step = 0.001): string[] {
  const faults: string[] = [];
  const edges = new Set<string>();
  for (const edge of edgesOf(features)) {
    const key = edge.join(' ');
    if (edges.has(key)) faults.push(`twice ${key}`);
    edges.add(key);
  }
  const [west, south] = [steps(110), steps(30)];
  const [east, north] = [steps(grid(110 + size * step)), steps(grid(30 + size * step))];
  let outline = 0n;
  for (const key of edges) {
    const [ax, ay, bx, by] = key.split(' ').map(BigInt) as [bigint, bigint, bigint, bigint];
    if (edges.has(`${bx} ${by} ${ax} ${ay}`)) continue;
    outline += ax * by - bx * ay;
    const onOutline =
      (ax === bx && (ax === west || ax === east)) || (ay === by && (ay === south || ay === north));
    if (!onOutline) faults.push(`open ${key}`);
  }
  if (outline !== 2n * (east - west) * (north - south)) faults.push(`area ${outline}`);
  if (shoelace(features) !== outline) faults.push(`total ${shoelace(features)}`);
  return faults;
}
