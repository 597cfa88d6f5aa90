import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { rtreeOf } from './names.ts';

/** Whether any feature has a geometry, and the highest fid: two look-ups however large the layer is. */
const lookUps = (schema: LayerSchema): string =>
  `${schema.geometry === null ? '1' : `EXISTS (SELECT 1 FROM ${rtreeOf(schema.id)})`}, (SELECT max(fid) FROM ${quoteName(schema.id)})`;

/** Layers asked for in one query: SQLite takes 2,000 columns. */
const AT_ONCE = 200;

/** Asks for the sizes of layers. */
export type RoughSizes = (schemas: readonly LayerSchema[]) => number[];

/**
 * About how many features layers hold: the highest fid, and 0 where no feature has a geometry; a table without
 * geometry counts its records. Every edit asks this, so that all layers are asked about in one query.
 */
export function roughSizes(connection: Connection): RoughSizes {
  let known: { readonly schemas: readonly LayerSchema[]; readonly queries: readonly string[] } | null = null;
  const queriesFor = (schemas: readonly LayerSchema[]): readonly string[] => {
    if (known?.schemas.length === schemas.length && schemas.every((one, i) => one === known?.schemas[i])) {
      return known.queries;
    }
    const queries: string[] = [];
    for (let from = 0; from < schemas.length; from += AT_ONCE) {
      queries.push(
        `SELECT ${schemas
          .slice(from, from + AT_ONCE)
          .map(lookUps)
          .join(', ')}`,
      );
    }
    known = { schemas, queries };
    return queries;
  };
  return (schemas) => {
    const cells = queriesFor(schemas).flatMap((sql) => connection.query(sql).get() ?? []);
    return schemas.map((schema, i) => {
      const [anything, highest] = [cells[2 * i], cells[2 * i + 1]];
      if (anything !== 1 || (schema.geometry === null && typeof highest !== 'number')) return 0;
      return Math.max(1, Number(highest ?? 0));
    });
  };
}
