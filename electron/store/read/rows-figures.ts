import type { AreaFigures, RowFigures } from '../../../shared/bridge/rows-contract.ts';
import type { RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { SqlCondition } from '../filter/expression-sql.ts';
import { filterSql } from '../filter/row-filter.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';
import { valueOf } from './rows.ts';

const AREA = 'area_m2';
/** More bins than these are no picture. */
const MOST_BINS = 10;
/** Widths of bins, times a power of ten. */
const STEPS = [1, 1.5, 2, 2.5, 5, 10] as const;

/**
 * Count, areas, groups and sums of the rows a filter means. Failures `read.no-such-field`, and those of `filterSql`.
 */
export function rowFigures(
  connection: Connection,
  schema: LayerSchema,
  filter: RowFilter,
  wanted: { readonly group: string | null; readonly sums: readonly string[] },
  today: string,
): Result<RowFigures> {
  const { group, sums } = wanted;
  if (![...sums, ...(group === null ? [] : [group])].every((field) => hasField(schema, field))) {
    return fail('read.no-such-field', { layer: schema.id });
  }
  const condition = filterSql(schema, filter, today);
  if (!condition.ok) return condition;
  const where = condition.value;
  const from = `FROM ${quoteName(schema.id)} WHERE ${where.sql}`;
  const hasArea = hasField(schema, AREA);
  const area = hasArea ? AREA : 'NULL';
  const key = group === null ? 'NULL' : quoteName(group);
  const columns = ['count(*)', `sum(${area})`, `min(${area})`, `max(${area})`, `count(${area})`];
  // One reading of the table gives everything that adds up.
  const rows = connection
    .once(
      `SELECT ${key} AS k, ${[...columns, ...sums.map((field) => `sum(${quoteName(field)})`)].join(', ')} ${from} GROUP BY k`,
    )
    .all(...where.values);
  const number = (cell: unknown): number => Number(cell ?? 0);
  const count = rows.reduce((sum, row) => sum + number(row[1]), 0);
  const withArea = rows.filter((row) => row[2] !== null);
  return ok({
    count,
    area:
      withArea.length === 0
        ? null
        : areaFigures(connection, from, where, {
            sum: withArea.reduce((sum, row) => sum + number(row[2]), 0),
            min: Math.min(...withArea.map((row) => number(row[3]))),
            max: Math.max(...withArea.map((row) => number(row[4]))),
            count: withArea.reduce((sum, row) => sum + number(row[5]), 0),
          }),
    groups:
      group === null
        ? []
        : rows
            .map((row) => ({ value: valueOf(row[0]), count: number(row[1]), areaM2: number(row[2]) }))
            .sort((a, b) => b.areaM2 - a.areaM2 || b.count - a.count),
    sums: Object.fromEntries(
      sums.map((field, i) => {
        const given = rows.map((row) => row[6 + i]).filter((cell) => cell !== null);
        return [
          field,
          given.length === 0 ? null : given.reduce<number>((sum, cell) => sum + number(cell), 0),
        ];
      }),
    ),
  });
}

function areaFigures(
  connection: Connection,
  from: string,
  where: SqlCondition,
  { sum, min, max, count }: { sum: number; min: number; max: number; count: number },
): AreaFigures {
  // The middle ones, and how many are of which size, from one sorted reading.
  const areas = Float64Array.from(
    connection.column(`SELECT ${AREA} ${from} AND ${AREA} IS NOT NULL`, ...where.values) as number[],
  ).sort();
  const middle = areas.length >> 1;
  const median = areas.length % 2 === 1 ? areas[middle]! : (areas[middle - 1]! + areas[middle]!) / 2;
  const width = binWidth(max);
  const bins = Array.from({ length: Math.max(1, Math.floor(max / width) + 1) }, () => 0);
  for (const area of areas) bins[Math.min(bins.length - 1, Math.max(0, Math.floor(area / width)))]! += 1;
  return { sum, mean: count === 0 ? 0 : sum / count, min, max, median, bins, width };
}

/** A width that people read easily and that needs at most so many bins. */
export function binWidth(max: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max / MOST_BINS));
  const step = STEPS.find((one) => max / (one * power) < MOST_BINS) ?? 10;
  return step * power;
}
