import { type Db, quoteName, quoteText } from '../sqlite.ts';

/*
 * Edits by other programs. Three plain SQL triggers a table (no function, no JSON: any SQLite runs them)
 * note each row another program writes, with what it held before. Our own transactions set
 * `lantu_writing.active` to 1 first and to 0 before they commit, so nobody else ever sees 1.
 *
 * `before` is a list of `name literal` pairs in SQL's own notation (`quote`), which keeps every digit of a
 * number; the geometry has its own column. `replace` is the row an INSERT OR REPLACE is about to remove:
 * SQLite fires no delete trigger for it.
 */

const QUIET = '(SELECT active FROM lantu_writing) = 0';

/** A uid for a row that came without one, or with one that is taken: UUID version 4 made in SQL. */
const SQL_UUID =
  "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || " +
  "substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

export const OUTSIDE_TABLES = ['lantu_writing', 'lantu_outside'] as const;

export function createOutsideTables(db: Db): void {
  db.exec(`CREATE TABLE lantu_writing (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, active INTEGER NOT NULL);
  INSERT INTO lantu_writing VALUES (1, 0);
  CREATE TABLE lantu_outside (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    layer TEXT NOT NULL,
    fid INTEGER NOT NULL,
    op TEXT NOT NULL,
    before TEXT,
    geometry BLOB
  );`);
}

/** What the triggers watch in a table. */
export interface Watched {
  readonly table: string;
  /** Every column but fid and the geometry. */
  readonly columns: readonly string[];
  readonly geometry: string | null;
}

const triggerName = (table: string, what: string): string => quoteName(`lantu_outside_${table}_${what}`);

function sqlOf(watched: Watched): readonly (readonly [what: string, body: string])[] {
  const t = quoteName(watched.table);
  const before = watched.columns
    .map((column) => `${quoteText(`${column} `)} || quote(OLD.${quoteName(column)})`)
    .join(` || ' ' || `);
  const geometry = watched.geometry === null ? 'NULL' : `OLD.${quoteName(watched.geometry)}`;
  const note = (fid: string, op: string, text: string, shape: string, from = ''): string =>
    `INSERT INTO lantu_outside (layer, fid, op, before, geometry) SELECT ${quoteText(watched.table)}, ${fid}, ${op}, ${text}, ${shape} ${from}`;
  const stored = before.replaceAll('OLD.', 'r.');
  return [
    [
      'replace',
      `BEFORE INSERT ON ${t} WHEN ${QUIET} AND EXISTS (SELECT 1 FROM ${t} WHERE fid = NEW.fid) BEGIN ` +
        `${note('r.fid', "'replace'", stored, geometry.replace('OLD.', 'r.'), `FROM ${t} r WHERE r.fid = NEW.fid`)}; END`,
    ],
    [
      'insert',
      `AFTER INSERT ON ${t} WHEN ${QUIET} BEGIN ${note('NEW.fid', "'insert'", 'NULL', 'NULL')}; ` +
        `UPDATE ${t} SET uid = ${SQL_UUID} WHERE fid = NEW.fid AND ` +
        `(uid IS NULL OR EXISTS (SELECT 1 FROM ${t} o WHERE o.uid = NEW.uid AND o.fid <> NEW.fid)); END`,
    ],
    [
      'update',
      `AFTER UPDATE ON ${t} WHEN ${QUIET} BEGIN ` +
        `${note('OLD.fid', "CASE WHEN OLD.fid = NEW.fid THEN 'update' ELSE 'delete' END", before, geometry)}; ` +
        `${note('NEW.fid', "'insert'", 'NULL', 'NULL', 'WHERE OLD.fid <> NEW.fid')}; END`,
    ],
    [
      'delete',
      `AFTER DELETE ON ${t} WHEN ${QUIET} BEGIN ${note('OLD.fid', "'delete'", before, geometry)}; END`,
    ],
  ];
}

export function createOutsideTriggers(db: Db, watched: Watched): void {
  for (const [what, body] of sqlOf(watched)) {
    db.exec(`CREATE TRIGGER IF NOT EXISTS ${triggerName(watched.table, what)} ${body}`);
  }
}

export function dropOutsideTriggers(db: Db, watched: Watched): void {
  for (const [what] of sqlOf(watched)) db.exec(`DROP TRIGGER IF EXISTS ${triggerName(watched.table, what)}`);
}
