import type { RecordTable } from '../record-table.ts';
import { type Db, quoteName, type Statement } from '../sqlite.ts';

/** Prepared statements by their SQL, so that each is compiled once a session. */
export interface StatementCache {
  get(sql: string): Statement;
  /** Forgets all; needed after the schema has changed. */
  clear(): void;
}

export function statementCache(db: Db): StatementCache {
  const known = new Map<string, Statement>();
  return {
    get(sql) {
      let statement = known.get(sql);
      if (statement === undefined) {
        statement = db.prepare(sql) as unknown as Statement;
        known.set(sql, statement);
      }
      return statement;
    },
    clear: () => known.clear(),
  };
}

/** Every column of a record table but fid, in a fixed order: uid, revision, data, geometry. */
export function recordColumns(table: RecordTable): readonly string[] {
  const columns = ['uid', 'revision', ...table.columns];
  return table.geometry === null ? columns : [...columns, table.geometry.column];
}

const listed = (columns: readonly string[]): string => columns.map(quoteName).join(', ');

/** Parts of statements that depend on the table alone, made once: batches ask for them with each row. */
interface TableSql {
  readonly select: string;
  readonly insert: string;
  readonly remove: string;
}
const known = new WeakMap<RecordTable, TableSql>();

function sqlOf(table: RecordTable): TableSql {
  let sql = known.get(table);
  if (sql === undefined) {
    const name = quoteName(table.name);
    const columns = ['fid', ...recordColumns(table)];
    sql = {
      select: `SELECT ${listed(columns)} FROM ${name} WHERE `,
      insert: `INSERT INTO ${name} (${listed(columns)}) VALUES (${columns.map(() => '?').join(', ')})`,
      remove: `DELETE FROM ${name} WHERE fid = ?`,
    };
    known.set(table, sql);
  }
  return sql;
}

/** Every column of the rows that meet `where`. */
export const selectSql = (table: RecordTable, where: string): string => sqlOf(table).select + where;

/** One row; values in the order fid, then `recordColumns`. */
export const insertSql = (table: RecordTable): string => sqlOf(table).insert;

export const deleteSql = (table: RecordTable): string => sqlOf(table).remove;

/** The named columns of the row with a fid, which comes last among the values. */
export const updateSql = (table: RecordTable, columns: readonly string[]): string =>
  `UPDATE ${quoteName(table.name)} SET ${columns.map((column) => `${quoteName(column)} = ?`).join(', ')} WHERE fid = ?`;
