import { blockOf, inShare, type Share } from '../../../shared/check/pass.ts';
import { unionBox, EMPTY_BOX } from '../../../shared/geometry/box.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { boxCandidates } from './boxes.ts';
import type { Connection, Row } from './connection.ts';
import { hilbertIndex } from './hilbert.ts';
import { fieldColumns, rtreeOf } from './names.ts';
import type { PackedBatch, ScanQuery } from './reader-types.ts';
import { selectFeatures, uidOf, valueOf } from './rows.ts';
import { geometryOf } from './stored-geometry.ts';

const BATCH = 1000;

function packBatch(layer: string, columns: readonly string[], rows: readonly Row[]): PackedBatch {
  const fids = rows.map((row) => Number(row[0]));
  const fields: Record<string, FieldValue[]> = {};
  columns.forEach((column, i) => {
    fields[column] = rows.map((row) => valueOf(row[4 + i]));
  });
  return {
    layer,
    fids,
    uids: rows.map((row, i) => uidOf(fids[i]!, row[1])),
    revs: rows.map((row) => Number(row[2] ?? 0)),
    geometries: rows.map((row): Packed | null => geometryOf(row[3])),
    fields,
  };
}

/** Fids along the Hilbert curve through the middles of their boxes. */
function hilbertOrder(connection: Connection, schema: LayerSchema, box: Box | undefined): number[] {
  if (schema.geometry === null) return [];
  const where = box === undefined ? '' : ' WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?';
  const values = box === undefined ? [] : [box[0], box[2], box[1], box[3]];
  const rows = connection
    .query(`SELECT id, minx, miny, maxx, maxy FROM ${rtreeOf(schema.id)}${where}`)
    .all(...values);
  const boxes = rows.map((row) => [row[1], row[2], row[3], row[4]].map(Number) as unknown as Box);
  const all = boxes.reduce(unionBox, EMPTY_BOX);
  const cell = (value: number, from: number, to: number): number =>
    to > from ? Math.min(65_535, Math.floor(((value - from) / (to - from)) * 65_536)) : 0;
  return rows
    .map((row, i) => {
      const [minX, minY, maxX, maxY] = boxes[i]!;
      const x = cell((minX + maxX) / 2, all[0], all[2]);
      const y = cell((minY + maxY) / 2, all[1], all[3]);
      return { fid: Number(row[0]), place: hilbertIndex(x, y) };
    })
    .sort((a, b) => a.place - b.place || a.fid - b.fid)
    .map((entry) => entry.fid);
}

function* byFids(
  connection: Connection,
  sql: string,
  fids: readonly number[],
  size: number,
): Generator<readonly Row[]> {
  const one = connection.query(`${sql} WHERE fid = ?`);
  for (let from = 0; from < fids.length; from += size) {
    const rows: Row[] = [];
    for (const fid of fids.slice(from, from + size)) {
      const row = one.get(fid);
      if (row !== undefined) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

function* byKey(connection: Connection, sql: string, size: number): Generator<readonly Row[]> {
  const page = connection.query(`${sql} WHERE fid > ? ORDER BY fid LIMIT ?`);
  let rows = page.all(-Infinity, size);
  while (rows.length > 0) {
    yield rows;
    rows = page.all(Number(rows.at(-1)?.[0]), size);
  }
}

/** One share of the blocks of fids; blocks without a feature cost nothing. */
function* byBlocks(
  connection: Connection,
  sql: string,
  share: Share,
  size: number,
): Generator<readonly Row[]> {
  const page = connection.query(`${sql} WHERE fid >= ? AND fid < ? ORDER BY fid LIMIT ?`);
  const from = sql.slice(sql.lastIndexOf(' FROM '));
  const following = connection.query(`SELECT fid${from} WHERE fid >= ? ORDER BY fid LIMIT 1`);
  const block = blockOf(share);
  let next = following.get(-Infinity);
  while (next !== undefined) {
    const fid = Number(next[0]);
    const end = (Math.floor(fid / block) + 1) * block;
    if (inShare(share, fid)) {
      let rows = page.all(fid, end, size);
      while (rows.length > 0) {
        yield rows;
        rows = rows.length < size ? [] : page.all(Number(rows.at(-1)?.[0]) + 1, end, size);
      }
    }
    next = following.get(end);
  }
}

/**
 * Streams a layer in batches, all of one state of the file: the snapshot is held while the iteration lasts,
 * but no cursor is, so the connection stays free between batches.
 */
export async function* scanLayer(
  connection: Connection,
  schema: LayerSchema,
  { layer, box, fields, order, batch = BATCH, share }: ScanQuery,
): AsyncGenerator<PackedBatch> {
  const columns = fields ?? fieldColumns(schema);
  const sql = selectFeatures(schema, columns);
  const release = connection.pin();
  const own = (fids: readonly number[]): readonly number[] =>
    share === undefined ? fids : fids.filter((fid) => inShare(share, fid));
  try {
    const pages =
      order === 'hilbert'
        ? byFids(connection, sql, own(hilbertOrder(connection, schema, box)), batch)
        : box !== undefined
          ? byFids(connection, sql, own(boxCandidates(connection, schema, box)), batch)
          : share === undefined
            ? byKey(connection, sql, batch)
            : byBlocks(connection, sql, share, batch);
    for (const rows of pages) yield packBatch(layer, columns, rows);
  } finally {
    release();
  }
}
