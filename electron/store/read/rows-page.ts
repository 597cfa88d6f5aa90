import type { PackedRefs, RowPage } from '../../../shared/bridge/rows-contract.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection, Row } from './connection.ts';
import { hasField, rtreeOf } from './names.ts';
import { boxOfCell, HEADER_BYTES, uidOf, valueOf } from './rows.ts';

/** More than these are found quicker by reading the whole index than by looking each up. */
const MANY = 20_000;
const IN_LIST = 'fid IN (SELECT value FROM json_each(?))';
const listed = (fids: Float64Array): string => `[${fids.join(',')}]`;

/** Rows of these fids in their order; those that have gone are left out. Failure `read.no-such-field`. */
export function rowPage(
  connection: Connection,
  schema: LayerSchema,
  fids: Float64Array,
  fields: readonly string[],
): Result<RowPage> {
  if (!fields.every((field) => hasField(schema, field)))
    return fail('read.no-such-field', { layer: schema.id });
  const shape = schema.geometry === null ? 'NULL' : `substr(geom, 1, ${HEADER_BYTES})`;
  const columns = ['fid', 'uid', 'revision', shape, ...fields.map(quoteName)].join(', ');
  const found = new Map<number, Row>(
    connection
      .query(`SELECT ${columns} FROM ${quoteName(schema.id)} WHERE ${IN_LIST}`)
      .all(listed(fids))
      .map((row) => [Number(row[0]), row]),
  );
  const rows: RowPage['rows'][number][] = [];
  for (const fid of fids) {
    const row = found.get(fid);
    if (row === undefined) continue;
    rows.push({
      fid,
      uid: uidOf(fid, row[1]),
      rev: Number(row[2] ?? 0),
      values: fields.map((_field, i) => valueOf(row[4 + i])),
      box: boxOfCell(row[3]),
    });
  }
  return ok({ rows });
}

/** Uids of these fids, in their order; those that have gone are left out. */
export function refsOf(connection: Connection, schema: LayerSchema, fids: Float64Array): PackedRefs {
  const table = quoteName(schema.id);
  const rows = connection
    .query(
      fids.length > MANY ? `SELECT fid, uid FROM ${table}` : `SELECT fid, uid FROM ${table} WHERE ${IN_LIST}`,
    )
    .all(...(fids.length > MANY ? [] : [listed(fids)]));
  const uids = new Map(rows.map(([fid, uid]) => [Number(fid), uidOf(Number(fid), uid)]));
  const there = fids.filter((fid) => uids.has(fid));
  return { layer: schema.id, fids: there, uids: Array.from(there, (fid) => uids.get(fid)).join('\n') };
}

/** Fids by uid, -1 for those that are not there. */
export function fidsOf(connection: Connection, schema: LayerSchema, uids: readonly string[]): Float64Array {
  const table = quoteName(schema.id);
  if (uids.length > MANY) {
    const all = connection.query(`SELECT uid, fid FROM ${table}`).all();
    const known = new Map(all.map(([uid, fid]) => [uid, Number(fid)]));
    return Float64Array.from(uids, (uid) => known.get(uid) ?? -1);
  }
  const query = connection.query(`SELECT fid FROM ${table} WHERE uid = ?`);
  return Float64Array.from(uids, (uid) => Number(query.get(uid)?.[0] ?? -1));
}

/** Box around features, to 32 bits; null for none. */
export function boxAround(connection: Connection, schema: LayerSchema, fids: Float64Array): Box | null {
  if (schema.geometry === null || fids.length === 0) return null;
  const row = connection
    .query(
      `SELECT min(minx), min(miny), max(maxx), max(maxy) FROM ${rtreeOf(schema.id)}
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .get(listed(fids));
  return row === undefined || row[0] === null
    ? null
    : [Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3])];
}

/** Rows as tab-separated lines: no value is empty, and signs that would break a line are spaces. */
export function rowText(
  connection: Connection,
  schema: LayerSchema,
  fids: Float64Array,
  fields: readonly string[],
): Result<string> {
  const lines: string[] = [];
  for (let from = 0; from < fids.length; from += 500) {
    const page = rowPage(connection, schema, fids.subarray(from, from + 500), fields);
    if (!page.ok) return page;
    for (const { values } of page.value.rows) {
      lines.push(values.map((value) => String(value ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t'));
    }
  }
  return ok(lines.join('\r\n'));
}
