import type { ShapeFault, ShapeFaultKind } from '../../../shared/inspection/source.ts';
import type { GeometryKind } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { readGeometryHeader } from '../geopackage/header.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { STORED_SRS } from '../geopackage/srs.ts';
import { recordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import type { Cell, Connection } from './connection.ts';
import { uidOf } from './rows.ts';

/** The longest header with an envelope (XYZM), byte order and type code: all that is looked at. */
const HEAD_BYTES = 8 + 64 + 5;
const SLICE = 2000;

/** Codes of well-known binary without their dimension. */
const KINDS: Readonly<Record<number, GeometryKind>> = {
  1: 'point',
  2: 'line',
  3: 'polygon',
  4: 'point',
  5: 'line',
  6: 'polygon',
};
/** CIRCULARSTRING to SURFACE: the curve types of ISO SQL/MM that GeoPackage admits as an extension. */
const FIRST_CURVE = 8;
const LAST_CURVE = 14;

interface Expected {
  readonly kind: GeometryKind;
  readonly srs: number;
}

/** What is odd about the beginning of a blob; null where nothing is. */
function faultOf(cell: Cell | undefined, expected: Expected): Pick<ShapeFault, 'kind' | 'detail'> | null {
  const is = (kind: ShapeFaultKind, detail: number | null = null) => ({ kind, detail });
  if (cell === null || cell === undefined) return is('none');
  if (!(cell instanceof Uint8Array)) return is('unreadable');
  const header = readGeometryHeader(cell);
  if (!header.ok) return is('unreadable');
  const { srsId, empty, wkbAt } = header.value;
  if (empty) return is('empty');
  const view = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  if (wkbAt + 5 > view.byteLength || view.getUint8(wkbAt) > 1) return is('unreadable');
  const code = view.getUint32(wkbAt + 1, view.getUint8(wkbAt) === 1);
  const base = code % 1000;
  if (base >= FIRST_CURVE && base <= LAST_CURVE) return is('curve', code);
  const kind = KINDS[base];
  if (kind === undefined || kind !== expected.kind) return is('other-kind', code);
  return srsId === expected.srs ? null : is('other-crs', srsId);
}

/**
 * Features whose shapes are odd by their header, slice by slice of a layer. Only the first bytes of each are
 * looked at; the bodies are what a scan reads.
 */
export function* shapeFaults(connection: Connection, schema: LayerSchema): Generator<readonly ShapeFault[]> {
  const geometry = recordTable(schema).geometry;
  if (geometry === null) return;
  const stated = connection
    .query('SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?')
    .get(schema.id);
  // A layer of a past state may have left the tables of contents since.
  const expected: Expected = { kind: geometry.kind, srs: Number(stated?.[0] ?? STORED_SRS) };
  const page = connection.query(
    `SELECT fid, uid, substr(${GEOMETRY_COLUMN}, 1, ${HEAD_BYTES}) FROM ${quoteName(schema.id)} WHERE fid > ? ORDER BY fid LIMIT ${SLICE}`,
  );
  let rows = page.all(-Infinity);
  while (rows.length > 0) {
    const faults: ShapeFault[] = [];
    for (const [id, uid, head] of rows) {
      const fid = Number(id);
      const fault = faultOf(head, expected);
      if (fault !== null) faults.push({ fid, uid: uidOf(fid, uid), ...fault });
    }
    yield faults;
    rows = page.all(Number(rows.at(-1)?.[0]));
  }
}
