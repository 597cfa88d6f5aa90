import type { RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import { checkCondition } from '../../../shared/expression/check.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import { tableSearch } from '../read/search.ts';
import { quoteName } from '../sqlite.ts';
import { conditionSql, type SqlCondition } from './expression-sql.ts';

/**
 * The condition that a filter is, for WHERE on the layer's table. Failures of `checkCondition`.
 *
 * @param today `YYYY-MM-DD`
 */
export function filterSql(schema: LayerSchema, filter: RowFilter, today: string): Result<SqlCondition> {
  const parts: SqlCondition[] = [];
  if (filter.search.trim() !== '') parts.push(tableSearch(schema, filter.search));
  if (filter.expression.trim() !== '') {
    const checked = checkCondition(schema, filter.expression);
    if (!checked.ok) return checked;
    parts.push(conditionSql(checked.value.tree, today));
  }
  if (filter.box !== null) {
    const [west, south, east, north] = filter.box;
    parts.push(
      schema.geometry === null
        ? { sql: '0', values: [] }
        : {
            sql: `fid IN (SELECT id FROM ${quoteName(rtreeName(schema.id, GEOMETRY_COLUMN))}
              WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)`,
            values: [west, east, south, north],
          },
    );
  }
  if (filter.fids !== null) {
    parts.push({ sql: 'fid IN (SELECT value FROM json_each(?))', values: [`[${filter.fids.join(',')}]`] });
  }
  return ok({
    sql: parts.length === 0 ? '1' : parts.map(({ sql }) => `(${sql})`).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  });
}
