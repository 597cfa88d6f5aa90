import type { FileFacts, SystemFacts, TableFacts } from '../../../shared/inspection/source.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection, Row } from './connection.ts';
import { pastFacts, type PastFacts } from './past-facts.ts';

const numberOrNull = (cell: Row[number] | undefined): number | null =>
  typeof cell === 'number' && Number.isFinite(cell) ? cell : null;

function boxOf(cells: readonly Row[number][]): Box | null {
  const [west, south, east, north] = cells.map(numberOrNull);
  return west == null || south == null || east == null || north == null ? null : [west, south, east, north];
}

const systemsOf = (connection: Connection): SystemFacts[] =>
  connection
    .query(
      'SELECT srs_id, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys ORDER BY srs_id',
    )
    .all()
    .map(([id, organization, code, definition]) => ({
      id: Number(id),
      organization: String(organization ?? ''),
      code: Number(code),
      definition: String(definition ?? ''),
    }));

function tableFacts(
  connection: Connection,
  table: string,
  layer: LayerSchema | null,
  past: PastFacts | null,
): TableFacts {
  const listed = connection
    .query('SELECT data_type, srs_id, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?')
    .get(table);
  const shape = connection
    .query(
      'SELECT column_name, geometry_type_name, srs_id, z FROM gpkg_geometry_columns WHERE table_name = ?',
    )
    .get(table);
  const columns = connection
    .query('SELECT name, type FROM pragma_table_info(?) ORDER BY cid')
    .all(table)
    .map(([name, type]) => ({ name: String(name), type: String(type ?? '') }));
  const present = columns.length > 0;
  const gone = past !== null && layer !== null && !past.present.has(table) ? past.listed(layer) : null;
  return {
    table,
    layer,
    present,
    features: listed === undefined ? (layer?.geometry ?? null) !== null : listed[0] === 'features',
    geometry:
      shape === undefined
        ? (gone?.geometry ?? null)
        : {
            column: String(shape[0]),
            type: String(shape[1]),
            srs: Number(shape[2]),
            z: Number(shape[3] ?? 0),
          },
    contentsSrs: gone === null ? numberOrNull(listed?.[1]) : gone.contentsSrs,
    columns:
      past === null || layer === null
        ? columns
        : past.columns(
            layer,
            columns.map(({ name }) => name),
          ),
    records: present ? countOf(connection, table) : 0,
    extent: listed === undefined ? null : boxOf(listed.slice(2, 6)),
  };
}

// Another program's table may be named as it likes; the question is not kept for another time.
const countOf = (connection: Connection, table: string): number =>
  Number(connection.once(`SELECT count(*) FROM ${quoteName(table)}`).get()?.[0] ?? 0);

/**
 * What the file says of itself: reference systems, every layer of the catalogue, every further table of features.
 *
 * @param isPast whether the connection shows a past state
 */
export function fileFacts(
  connection: Connection,
  schemas: readonly LayerSchema[],
  isPast: boolean,
): FileFacts {
  const past = isPast ? pastFacts(connection) : null;
  const known = new Set([...schemas.map(({ id }) => id), ...(past?.present ?? [])]);
  const others = connection
    .query("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")
    .all()
    .map(([table]) => String(table))
    .filter((table) => !known.has(table));
  return {
    systems: systemsOf(connection),
    tables: [
      ...schemas.map((schema) => tableFacts(connection, schema.id, schema, past)),
      ...others.map((table) => tableFacts(connection, table, null, past)),
    ],
  };
}
