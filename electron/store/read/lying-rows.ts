import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { columnKind } from '../geopackage/header.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { STORED_SRS } from '../geopackage/srs.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';
import type { LyingRow, LyingTable } from './reader-types.ts';
import { valueOf } from './rows.ts';
import { borrowingReader, isOwnPolygon } from './stored-geometry.ts';

const PAGE = 1000;

/** Where a layer of polygons lies in the file at `path`. */
export const lyingTable = (path: string, { id, geometry }: LayerSchema): LyingTable | null =>
  geometry === null || columnKind(geometry).kind !== 'polygon'
    ? null
    : { file: path, table: id, keyColumn: 'fid', geometryColumn: GEOMETRY_COLUMN, epsg: STORED_SRS };

/**
 * Calls back for each row of a polygon layer in the order of the keys, and yields after each page; all in one state of
 * the file. Geometries borrow their arrays.
 *
 * @param whole all columns that a copy of the row would take: a row with bytes in one of them is said to be odd
 */
export function* lyingRows(
  connection: Connection,
  schema: LayerSchema,
  fields: readonly string[],
  whole: readonly string[],
  visit: (row: LyingRow) => void,
): Generator<void> {
  const columns = fields.map((field) => (hasField(schema, field) ? quoteName(field) : 'NULL'));
  const odd = ['uid', ...whole].map((field) => `typeof(${quoteName(field)}) = 'blob'`).join(' OR ');
  const page = connection.query(
    `SELECT fid, uid, ${GEOMETRY_COLUMN}, (${odd}), ${['NULL', ...columns].join(', ')} FROM ${quoteName(schema.id)}
     WHERE fid > ? ORDER BY fid LIMIT ${PAGE}`,
  );
  const { multi } = columnKind(schema.geometry ?? 'MULTIPOLYGON');
  const read = borrowingReader();
  const release = connection.pin();
  try {
    for (let rows = page.all(-Infinity); rows.length > 0;) {
      for (const row of rows) {
        const blob = row[2] as Uint8Array | null;
        const geometry: Packed | null = read(blob);
        const values: FieldValue[] = [];
        for (let i = 5; i < row.length; i++) values.push(valueOf(row[i]));
        const plain =
          row[3] === 0 &&
          typeof row[1] === 'string' &&
          row[1] !== '' &&
          (geometry === null ? blob === null : isOwnPolygon(blob!, geometry, multi, STORED_SRS));
        visit({ fid: Number(row[0]), values, geometry, plain });
      }
      yield;
      rows = page.all(Number(rows.at(-1)![0]));
    }
  } finally {
    release();
  }
}
