import type { Box } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Connection } from './connection.ts';
import { rtreeOf } from './names.ts';
import type { Representative, SizedBox } from './reader-types.ts';

/*
 * Questions the RTree alone answers. Its boxes are in 32 bits, at 110 degrees up to 0.4 m too large: it
 * finds candidates, never decides.
 */

const MEETS = 'maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?';
const sides = (box: Box): readonly number[] => [box[0], box[2], box[1], box[3]];

/** Fids whose box meets `box`, ascending; not more than `most` of them, whichever are found first. */
export function boxCandidates(connection: Connection, schema: LayerSchema, box: Box, most = -1): number[] {
  if (schema.geometry === null) return [];
  return connection
    .query(`SELECT id FROM ${rtreeOf(schema.id)} WHERE ${MEETS} LIMIT ?`)
    .all(...sides(box), most)
    .map((row) => Number(row[0]))
    .sort((a, b) => a - b);
}

/**
 * Features whose box meets `box`, is as wide or as high as `minSize`, and begins in the strip from `south` to
 * `north` (exclusive): a whole layer is read strip by strip, so that no query takes long.
 */
export function sizedInStrip(
  connection: Connection,
  schema: LayerSchema,
  box: Box,
  minSize: readonly [number, number],
  [south, north]: readonly [number, number],
): SizedBox[] {
  if (schema.geometry === null) return [];
  return connection
    .query(
      `SELECT id, (maxx - minx) * (maxy - miny) FROM ${rtreeOf(schema.id)}
       WHERE ${MEETS} AND miny >= ? AND miny < ? AND (maxx - minx >= ? OR maxy - miny >= ?)`,
    )
    .all(...sides(box), south, north, ...minSize)
    .map((row) => ({ fid: Number(row[0]), size: Number(row[1]) }));
}

/** For each cell of a grid, the largest of the features smaller than `maxSize` whose middle lies in it. */
export function cellRepresentatives(
  connection: Connection,
  schema: LayerSchema,
  box: Box,
  cell: readonly [number, number],
  maxSize: readonly [number, number],
): Representative[] {
  if (schema.geometry === null) return [];
  // SQLite takes the bare column of the row that has the maximum.
  return connection
    .query(
      `SELECT id, floor((minx + maxx) / 2 / ?) AS x, floor((miny + maxy) / 2 / ?) AS y,
         max((maxx - minx) * (maxy - miny))
       FROM ${rtreeOf(schema.id)} WHERE ${MEETS} AND maxx - minx < ? AND maxy - miny < ?
       GROUP BY x, y ORDER BY y, x`,
    )
    .all(...cell, ...sides(box), ...maxSize)
    .map((row) => ({ fid: Number(row[0]), x: Number(row[1]), y: Number(row[2]) }));
}

/** Box of all features; null for none. */
export function layerExtent(connection: Connection, schema: LayerSchema): Box | null {
  if (schema.geometry === null) return null;
  const row = connection
    .query(`SELECT min(minx), min(miny), max(maxx), max(maxy) FROM ${rtreeOf(schema.id)}`)
    .get();
  return row === undefined || row[0] === null
    ? null
    : [Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3])];
}

/**
 * The extent that the file states for a layer, or else that of the features: as this product writes it never
 * too small, but possibly wider than what is there now. Costs nothing; the exact one reads the whole RTree.
 */
export function statedExtent(connection: Connection, schema: LayerSchema): Box | null {
  const row = connection
    .query('SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?')
    .get(schema.id);
  return row === undefined || row[0] === null
    ? layerExtent(connection, schema)
    : [Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3])];
}
