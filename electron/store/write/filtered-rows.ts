import type { RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import type { Rows } from '../../../shared/commands/define-command.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { filterSql } from '../filter/row-filter.ts';
import type { RecordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import type { Row } from './record-writer.ts';
import type { Session } from './session.ts';

/** Rows read at a time: no cursor stays open while others are written. */
const CHUNK = 500;

/**
 * The rows that a filter means, named now and read when they are iterated. Failures `command.unknown-layer`, and those
 * of `filterSql`.
 */
export function filteredRows(
  session: Session,
  filter: RowFilter,
  recordOf: (table: RecordTable, row: Row) => FeatureRecord,
): Result<Rows> {
  const layer = session.layers.get(filter.layer);
  if (layer === undefined) return fail('command.unknown-layer', { layer: filter.layer });
  const { table, row } = layer;
  const condition = filterSql(row.schema, filter, localDay(session.host.now()));
  if (!condition.ok) return condition;
  const { sql, values } = condition.value;
  const name = quoteName(table.name);
  const fids = (
    session.db
      .prepare(`SELECT fid FROM ${name} WHERE ${sql}`)
      .pluck()
      .all(...values) as number[]
  ).sort((a, b) => a - b);
  const columns = ['fid', 'uid', 'revision', ...table.columns].map(quoteName).join(', ');
  const read = session.db.prepare(
    `SELECT ${columns} FROM ${name} WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid`,
  );
  return ok({
    count: fids.length,
    *[Symbol.iterator]() {
      for (let from = 0; from < fids.length; from += CHUNK) {
        const rows = read.all(JSON.stringify(fids.slice(from, from + CHUNK))) as Row[];
        for (const one of rows) yield recordOf(table, one);
      }
    },
  });
}

const two = (part: number): string => String(part).padStart(2, '0');
/** The day in the time of this computer. */
const localDay = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
