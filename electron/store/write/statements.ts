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

export const selectSql = (table: RecordTable, where: string): string =>
  `SELECT fid, ${listed(recordColumns(table))} FROM ${quoteName(table.name)} WHERE ${where}`;

export function insertSql(table: RecordTable): string {
  const columns = ['fid', ...recordColumns(table)];
  return `INSERT INTO ${quoteName(table.name)} (${listed(columns)}) VALUES (${columns.map(() => '?').join(', ')})`;
}

export const updateSql = (table: RecordTable, columns: readonly string[]): string =>
  `UPDATE ${quoteName(table.name)} SET ${columns.map((column) => `${quoteName(column)} = ?`).join(', ')} WHERE fid = ?`;

export const deleteSql = (table: RecordTable): string => `DELETE FROM ${quoteName(table.name)} WHERE fid = ?`;
