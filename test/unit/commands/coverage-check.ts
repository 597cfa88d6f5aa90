import { toSteps } from '../../../shared/geometry/grid.ts';
import type { Op } from '../../../shared/change/change.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';
import { feature } from './snapshot.ts';

/*
 * Whether polygons tile, decided without the product's geometry: directed edges and whole-number areas alone.
 */

type Edge = readonly [bigint, bigint, bigint, bigint];

/** Directed edges of all rings that no ring walks the other way: the outer boundary, where polygons tile. */
export function boundaryEdges(polygons: readonly Packed[]): Edge[] {
  const open = new Map<string, Edge[]>();
  for (const { xy, rings } of polygons) {
    for (let r = 0; r + 1 < rings.length; r++) {
      for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
        const edge = [0, 1, 2, 3].map((k) => BigInt(toSteps(xy[2 * i + k]!))) as unknown as Edge;
        const [x, y, u, v] = edge;
        const back = open.get(`${u} ${v} ${x} ${y}`);
        if (back !== undefined && back.length > 0) back.pop();
        else open.set(`${x} ${y} ${u} ${v}`, [...(open.get(`${x} ${y} ${u} ${v}`) ?? []), edge]);
      }
    }
  }
  return [...open.values()].flat();
}

const cross = ([x, y, u, v]: Edge): bigint => x * v - u * y;

/** Twice the area within all rings, in square steps: exact. */
export function twiceArea(polygons: readonly Packed[]): bigint {
  let sum = 0n;
  for (const { xy, rings } of polygons) {
    for (let r = 0; r + 1 < rings.length; r++) {
      for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
        sum += cross([0, 1, 2, 3].map((k) => BigInt(toSteps(xy[2 * i + k]!))) as unknown as Edge);
      }
    }
  }
  return sum;
}

/** How often a boundary passes each of its vertices outwards and inwards must be the same: it is made of loops. */
export function isClosed(edges: readonly Edge[]): boolean {
  const balance = new Map<string, number>();
  for (const [x, y, u, v] of edges) {
    balance.set(`${x} ${y}`, (balance.get(`${x} ${y}`) ?? 0) + 1);
    balance.set(`${u} ${v}`, (balance.get(`${u} ${v}`) ?? 0) - 1);
  }
  return [...balance.values()].every((sum) => sum === 0);
}

/**
 * Polygons tile exactly when their directed edges cancel but for a boundary of as many edges as expected, and their
 * areas add up to what that boundary encloses.
 */
export function tiles(polygons: readonly Packed[], loops = 1): string {
  const edges = boundaryEdges(polygons);
  if (!isClosed(edges)) return 'boundary is open';
  const enclosed = edges.reduce((sum, edge) => sum + cross(edge), 0n);
  if (enclosed !== twiceArea(polygons)) return 'areas do not add up';
  const next = new Map(edges.map((edge) => [`${edge[0]} ${edge[1]}`, edge]));
  if (next.size !== edges.length) return 'boundary meets itself';
  let found = 0;
  while (next.size > 0) {
    found += 1;
    const start = [...next.keys()][0]!;
    for (let at = start; next.has(at);) {
      const [, , u, v] = next.get(at)!;
      next.delete(at);
      at = `${u} ${v}`;
    }
  }
  return found === loops ? 'exact' : `${found} boundary loops`;
}

/** Parcels of a grid (test/fixtures/parcels.ts) as features of the land-use plan. */
export function parcels(seed: number, size: number, between: number): FeatureRecord[] {
  const grid = parcelGrid(seed, size, size, { between });
  return Array.from({ length: size * size }, (_, i) =>
    feature('land_use', `p${i}`, grid.parcel(i % size, Math.floor(i / size)), {
      land_class: '0101',
      class_edition: '2023',
      identifier: `id${i}`,
      parcel_number: `n${i}`,
    }),
  );
}

/** The features after the operations. */
export function after(records: readonly FeatureRecord[], ops: readonly Op[]): FeatureRecord[] {
  const written = new Map(ops.map((op) => [op.at.uid, op]));
  return records
    .filter(({ uid }) => written.get(uid)?.kind !== 'delete')
    .map((one) => ({
      ...one,
      geometry: written.get(one.uid)?.after?.geometry ?? one.geometry,
      fields: { ...one.fields, ...written.get(one.uid)?.after?.fields },
    }));
}

export const shapesOf = (records: readonly FeatureRecord[]): Packed[] =>
  records.flatMap(({ geometry }) => (geometry === null ? [] : [geometry]));
