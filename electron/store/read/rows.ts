import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord, FieldValue } from '../../../shared/model/record.ts';
import { boxOfBlob } from '../geopackage/header.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { quoteName } from '../sqlite.ts';
import type { Cell, Connection, Row } from './connection.ts';
import { fieldColumns, hasField } from './names.ts';
import type { FeatureHandle, VisitedRow } from './reader-types.ts';
import { geometryOf } from './stored-geometry.ts';

export const valueOf = (cell: Cell | undefined): FieldValue =>
  cell === undefined || cell instanceof Uint8Array ? null : cell;

export const boxOfCell = (cell: Cell | undefined): Box | null =>
  cell instanceof Uint8Array ? boxOfBlob(cell) : null;

/** The uid of a row. A foreign program may leave it empty until its edit is adopted. */
export const uidOf = (fid: number, cell: Cell | undefined): string =>
  typeof cell === 'string' && cell !== '' ? cell : `fid-${fid}`;

const geometryColumn = (schema: LayerSchema): string => (schema.geometry === null ? 'NULL' : GEOMETRY_COLUMN);

/** `SELECT fid, uid, revision, geometry, <fields> FROM <layer>`; a field that does not exist gives nulls. */
export function selectFeatures(schema: LayerSchema, fields: readonly string[]): string {
  const columns = fields.map((field) => (hasField(schema, field) ? quoteName(field) : 'NULL'));
  return `SELECT ${['fid', 'uid', 'revision', geometryColumn(schema), ...columns].join(', ')} FROM ${quoteName(schema.id)}`;
}

function recordOf(schema: LayerSchema, columns: readonly string[], row: Row): FeatureRecord {
  const fid = Number(row[0]);
  const fields: Record<string, FieldValue> = {};
  for (let i = 0; i < columns.length; i++) fields[columns[i]!] = valueOf(row[4 + i]);
  return {
    layer: schema.id,
    uid: uidOf(fid, row[1]),
    fid,
    rev: Number(row[2] ?? 0),
    fields,
    geometry: geometryOf(row[3]),
  };
}

/** How the features of a layer are found. */
interface Finding {
  readonly columns: readonly string[];
  readonly by: Readonly<Record<'uid' | 'fid', string>>;
}

/** With 26 columns the text of the query takes longer to make than the feature to read. */
const findings = new WeakMap<LayerSchema, Finding>();

function findingOf(schema: LayerSchema): Finding {
  const known = findings.get(schema);
  if (known !== undefined) return known;
  const columns = fieldColumns(schema);
  const select = selectFeatures(schema, columns);
  const made = { columns, by: { uid: `${select} WHERE uid = ?`, fid: `${select} WHERE fid = ?` } };
  findings.set(schema, made);
  return made;
}

/** One feature by `uid` or `fid`; null when there is none. */
export function findFeature(
  connection: Connection,
  schema: LayerSchema,
  by: 'uid' | 'fid',
  key: string | number,
): FeatureRecord | null {
  const finding = findingOf(schema);
  const row = connection.query(finding.by[by]).get(key);
  return row === undefined ? null : recordOf(schema, finding.columns, row);
}

/** Features by `fid` in the order asked for, those that do not exist left out; the question is put together once. */
export function findFeatures(
  connection: Connection,
  schema: LayerSchema,
  fids: readonly number[],
): FeatureRecord[] {
  const columns = fieldColumns(schema);
  const query = connection.query(`${selectFeatures(schema, columns)} WHERE fid = ?`);
  const found: FeatureRecord[] = [];
  for (const fid of fids) {
    const row = query.get(fid);
    if (row !== undefined) found.push(recordOf(schema, columns, row));
  }
  return found;
}

/** Identity of one feature, its geometry to be read on demand. */
export function featureHandle(
  connection: Connection,
  schema: LayerSchema,
  fid: number,
): FeatureHandle | null {
  const table = quoteName(schema.id);
  const row = connection.query(`SELECT uid, revision FROM ${table} WHERE fid = ?`).get(fid);
  if (row === undefined) return null;
  return {
    uid: uidOf(fid, row[0]),
    rev: Number(row[1] ?? 0),
    geometry: () =>
      geometryOf(
        connection.query(`SELECT ${geometryColumn(schema)} FROM ${table} WHERE fid = ?`).get(fid)?.[0],
      ),
  };
}

/** Features asked for in one query: fewer calls cost less, and no more than these are in memory at once. */
const VISIT_CHUNK = 128;

/**
 * Calls back for the features that exist, in the order given. `read` makes a geometry of a cell; one that
 * borrows its arrays is right here, as each row is done with before the next. Without it geometries are not read.
 */
export function visitFeatures(
  connection: Connection,
  schema: LayerSchema,
  fids: readonly number[],
  fields: readonly string[],
  read: ((cell: Cell | undefined) => Packed | null) | null,
  visit: (row: VisitedRow) => void,
): void {
  const columns = fields.map((field) => (hasField(schema, field) ? quoteName(field) : 'NULL'));
  const query = connection.query(
    `SELECT ${['fid', 'revision', read === null ? 'NULL' : geometryColumn(schema), ...columns].join(', ')} FROM ${quoteName(schema.id)}
     WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid`,
  );
  const give = (row: Row): void => {
    const values: FieldValue[] = [];
    for (let i = 3; i < row.length; i++) values.push(valueOf(row[i]));
    visit({ fid: Number(row[0]), rev: Number(row[1] ?? 0), values, geometry: () => read?.(row[2]) ?? null });
  };
  for (let from = 0; from < fids.length; from += VISIT_CHUNK) {
    const some = fids.slice(from, from + VISIT_CHUNK);
    const rows = query.all(JSON.stringify(some));
    if (some.every((fid, i) => i === 0 || some[i - 1]! < fid)) {
      rows.forEach(give);
      continue;
    }
    const found = new Map(rows.map((row) => [Number(row[0]), row]));
    for (const fid of some) {
      const row = found.get(fid);
      if (row !== undefined) give(row);
    }
  }
}

const ENVELOPE_PAGE = 5_000;
/** Bytes of a geometry column that hold the header with its largest envelope. */
export const HEADER_BYTES = 72;

/** Envelopes in doubles of all features that have a geometry, by fid. */
export function layerEnvelopes(
  connection: Connection,
  schema: LayerSchema,
): { readonly fids: number[]; readonly boxes: Float64Array } {
  const fids: number[] = [];
  const values: number[] = [];
  if (schema.geometry === null) return { fids, boxes: new Float64Array(0) };
  const page = connection.query(
    `SELECT fid, substr(${GEOMETRY_COLUMN}, 1, ${HEADER_BYTES}) FROM ${quoteName(schema.id)} WHERE fid > ? ORDER BY fid LIMIT ${ENVELOPE_PAGE}`,
  );
  for (let last = -Infinity, rows = page.all(last); rows.length > 0; rows = page.all(last)) {
    for (const row of rows) {
      const fid = Number(row[0]);
      // A blob of another program may lack the envelope: then its coordinates say.
      const box = boxOfCell(row[1]) ?? featureHandle(connection, schema, fid)?.geometry()?.box ?? null;
      if (box !== null) {
        fids.push(fid);
        values.push(...box);
      }
      last = fid;
    }
  }
  return { fids, boxes: Float64Array.from(values) };
}
