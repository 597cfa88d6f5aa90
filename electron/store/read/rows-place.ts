import type { LocationQuery } from '../../../shared/bridge/rows-schemas.ts';
import { reachBox } from '../../../shared/check/reach.ts';
import { shortestLine } from '../../../shared/check/shortest-line.ts';
import { boxContains } from '../../../shared/geometry/box.ts';
import { liesInRegion, meetsRegion } from '../../../shared/geometry/lies-in.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Connection } from './connection.ts';
import { boxCandidates } from './boxes.ts';
import { rtreeOf } from './names.ts';
import { geometryOf } from './stored-geometry.ts';
import { quoteName } from '../sqlite.ts';

/** Features looked at before others get their turn. */
const SLICE = 64;

function shapeOf(connection: Connection, schema: LayerSchema, fid: number): Packed | null {
  return geometryOf(connection.query(`SELECT geom FROM ${quoteName(schema.id)} WHERE fid = ?`).get(fid)?.[0]);
}

/** Fids of a layer's features that lie in a polygon, or have a point in common with it, ascending. */
export function* fidsByShape(
  connection: Connection,
  schema: LayerSchema,
  shape: Packed,
  how: 'inside' | 'touches',
): Generator<void, Float64Array> {
  if (schema.geometry === null || shape.xy.length === 0) return new Float64Array(0);
  const tree = new RegionTree(shape);
  const found: number[] = [];
  const [west, south, east, north] = shape.box;
  const boxes = connection
    .query(
      `SELECT id, minx, miny, maxx, maxy FROM ${rtreeOf(schema.id)}
       WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?`,
    )
    .all(west, east, south, north);
  let looked = 0;
  for (const [id, ...sides] of boxes) {
    const fid = Number(id);
    const box = sides.map(Number) as unknown as Packed['box'];
    // The box of the RTree is a little too large: if that lies inside, so does what is in it.
    if (boxContains(shape.box, box) && tree.classify(box).kind === 'in') {
      found.push(fid);
      continue;
    }
    const other = shapeOf(connection, schema, fid);
    if (other !== null && (how === 'inside' ? liesInRegion(tree, other) : meetsRegion(tree, other)))
      found.push(fid);
    looked += 1;
    if (looked % SLICE === 0) yield;
  }
  return Float64Array.from(found).sort();
}

type How = LocationQuery['how'];

/** Whether a feature lies so to another; `within` and `touches` ask for a polygon on the other side. */
function related(one: Packed, other: Packed, tree: () => RegionTree, how: How, metres: number): boolean {
  if (other.kind === 'polygon') {
    if (how === 'within') return liesInRegion(tree(), one);
    if (how === 'touches') return meetsRegion(tree(), one);
    return shortestLine(other, one, metres).distanceM <= metres;
  }
  if (how === 'within') return false;
  if (one.kind !== 'polygon')
    return shortestLine(one, other, metres).distanceM <= (how === 'touches' ? 0 : metres);
  return how === 'touches'
    ? meetsRegion(new RegionTree(one), other)
    : shortestLine(one, other, metres).distanceM <= metres;
}

/**
 * Fids of features that lie so to at least one feature of another layer, ascending: within one of them, touching one,
 * or no farther than so many metres from one. A feature is not compared with itself.
 */
export function* fidsByLocation(
  connection: Connection,
  of: { readonly schema: LayerSchema; readonly fids: Float64Array },
  others: { readonly schema: LayerSchema; readonly fids: Float64Array },
  how: How,
  metres: number,
): Generator<void, Float64Array> {
  const reach = how === 'distance' ? metres : 0;
  const same = of.schema.id === others.schema.id;
  const found = new Set<number>();
  // From the side with fewer features, as each costs a reading of its neighbours.
  const fromOthers = others.fids.length <= of.fids.length;
  const [from, to] = fromOthers ? [others, of] : [of, others];
  const wanted = new Set(to.fids);
  let looked = 0;
  for (const fid of from.fids) {
    const shape = shapeOf(connection, from.schema, fid);
    if (shape === null) continue;
    let tree: RegionTree | null = null;
    for (const near of boxCandidates(connection, to.schema, reachBox(shape.box, reach))) {
      if (!wanted.has(near) || (same && near === fid) || (fromOthers && found.has(near))) continue;
      looked += 1;
      if (looked % SLICE === 0) yield;
      const neighbour = shapeOf(connection, to.schema, near);
      if (neighbour === null) continue;
      const meets = fromOthers
        ? related(neighbour, shape, () => (tree ??= new RegionTree(shape)), how, reach)
        : related(shape, neighbour, () => new RegionTree(neighbour), how, reach);
      if (!meets) continue;
      found.add(fromOthers ? near : fid);
      if (!fromOthers) break;
    }
  }
  return Float64Array.from(found).sort();
}
