import type { FieldValue } from '../../../shared/model/record.ts';
import { openDatabase, type Statement } from '../sqlite.ts';

/** What a cell of a result row can be. */
export type Cell = FieldValue | Uint8Array;
export type Row = readonly Cell[];

/** A prepared query whose rows are arrays. */
export interface Query {
  all(...values: unknown[]): Row[];
  get(...values: unknown[]): Row | undefined;
}

/** A read-only connection with prepared queries and counted snapshots. */
export interface Connection {
  readonly path: string;
  query(sql: string): Query;
  /** The first column of all rows: many times quicker than rows where there are very many. */
  column(sql: string, ...values: unknown[]): Cell[];
  /** A query that is not kept for another time, as its text depends on what a person typed. */
  once(sql: string): Query;
  /** Runs a statement that returns nothing: only a past state does, on temporary tables. */
  run(sql: string, ...values: unknown[]): void;
  /**
   * Begins a read transaction, or joins the one that is open: until the returned function is called, all
   * queries see one state of the file. It holds no cursor, but the log cannot be cut back past it.
   */
  pin(): () => void;
  /** Whether a snapshot is held, by whomever. */
  isPinned(): boolean;
  /** Called each time the outermost snapshot has begun. */
  onPin(handler: () => void): void;
  /** Frees the pages of the file that are kept in memory. */
  shrink(): void;
  close(): void;
}

/** Pages of the file kept in memory, KiB. */
const CACHE_KIB = 32_000;

/**
 * Opens a file for reading. `query_only` guards against a write by mistake; with `temporary`, for a past
 * state, temporary tables may be made and the read-only connection alone protects the file.
 * Throws when the file is not there or is no database: whoever passes a path has probed it before.
 */
export function openConnection(path: string, temporary = false): Connection {
  const db = openDatabase(path, { readOnly: true });
  db.pragma(`cache_size = -${CACHE_KIB}`);
  if (!temporary) db.pragma('query_only = ON');
  const queries = new Map<string, Query>();
  const statements = new Map<string, Statement>();
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  // A read transaction begins with its first read of the file, not with BEGIN.
  const firstRead = db.prepare('SELECT 1 FROM main.sqlite_schema LIMIT 1');
  let pins = 0;
  const pinned: (() => void)[] = [];
  return {
    path,
    query: (sql) => {
      let query = queries.get(sql);
      if (query === undefined) {
        query = db.prepare(sql).raw() as unknown as Query;
        queries.set(sql, query);
      }
      return query;
    },
    // Not kept: filters differ each time.
    column: (sql, ...values) =>
      db
        .prepare(sql)
        .pluck()
        .all(...values) as Cell[],
    once: (sql) => db.prepare(sql).raw() as unknown as Query,
    run: (sql, ...values) => {
      const statement = statements.get(sql) ?? db.prepare(sql);
      statements.set(sql, statement);
      statement.run(...values);
    },
    pin: () => {
      if (pins === 0) {
        begin.run();
        firstRead.get();
      }
      pins += 1;
      if (pins === 1) for (const handler of pinned) handler();
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        pins -= 1;
        if (pins === 0 && db.open) commit.run();
      };
    },
    isPinned: () => pins > 0,
    onPin: (handler) => {
      pinned.push(handler);
    },
    shrink: () => void db.pragma('shrink_memory'),
    close: () => {
      queries.clear();
      if (db.open) db.close();
    },
  };
}

/** Runs `work` within one snapshot. */
export function within<T>(connection: Connection, work: () => T): T {
  const release = connection.pin();
  try {
    return work();
  } finally {
    release();
  }
}
