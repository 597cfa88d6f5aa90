import type { TableFacts } from '../../../shared/inspection/source.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { columnType, GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { STORED_SRS } from '../geopackage/srs.ts';
import { parsedSchema } from '../layer-catalogue.ts';
import type { Connection } from './connection.ts';
import { columnsBetween } from './past-layer.ts';

/*
 * The views of a past state have the rows and columns of then, and neither the declared types nor a place in the tables
 * of contents: those are of the file as it is. What is there now is taken from there, by what fields are known by; what
 * has gone since was as its schema says, for this product alone makes and drops columns.
 */
export interface PastFacts {
  /** Layers that are in the file now: those made since are no foreign tables. */
  readonly present: ReadonlySet<string>;
  columns(layer: LayerSchema, names: readonly string[]): TableFacts['columns'];
  /** How a layer with shapes was listed. */
  listed(layer: LayerSchema): Pick<TableFacts, 'geometry' | 'contentsSrs'>;
}

export function pastFacts(connection: Connection): PastFacts {
  const rows = connection.query('SELECT uid, schema FROM main.lantu_layer').all();
  const present = new Map(rows.map(([uid, schema]) => [String(uid), parsedSchema(schema)]));
  return {
    present: new Set(present.keys()),
    columns(layer, names) {
      const now = present.get(layer.id);
      const declared = new Map(
        connection
          .query("SELECT name, type FROM pragma_table_info(?, 'main')")
          .all(layer.id)
          .map(([name, type]) => [String(name), String(type ?? '')]),
      );
      const there = now === undefined ? null : columnsBetween(layer, now);
      const fields = new Map(layer.fields.map((field) => [field.name, field]));
      const fieldsNow = new Map(now?.fields.map((field) => [field.name, field]));
      return names.map((name) => {
        const [field, column] = [fields.get(name), there?.get(name) ?? ''];
        const type = declared.get(column);
        if (field === undefined) return { name, type: type ?? '' };
        const then = columnType(field);
        const same = fieldsNow.get(column);
        // One that has become another type since was of its own then.
        return { name, type: same !== undefined && columnType(same) === then ? (type ?? then) : then };
      });
    },
    listed: ({ geometry }) => ({
      geometry: geometry === null ? null : { column: GEOMETRY_COLUMN, type: geometry, srs: STORED_SRS, z: 0 },
      contentsSrs: geometry === null ? null : STORED_SRS,
    }),
  };
}
