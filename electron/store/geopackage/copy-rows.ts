import { type Db, quoteName } from '../sqlite.ts';

/** A table of another file. */
export interface PlainSource {
  readonly file: string;
  readonly table: string;
  readonly keyColumn: string;
  readonly geometryColumn: string;
  /** In the order of the columns that they are copied to. */
  readonly columns: readonly string[];
}

const SOURCE = 'copied_from';

/**
 * Attaches another file to copy its rows by SQL into the table `name` of this one. A name that this file does not have
 * would be looked for in the other: while it is attached, every statement says `main` of what it writes, and nothing but
 * these two is run.
 *
 * The transaction of `db` is committed and begun anew around it, as files cannot be attached within one.
 *
 * @param names the columns that are written, the geometry first
 */
export function attachedCopier(
  db: Db,
  name: string,
  names: readonly string[],
  { file, table, keyColumn, geometryColumn, columns }: PlainSource,
): {
  /** Copies the rows between two keys, both included; how many there were. */
  copy(first: number, last: number): number;
  replace(key: number, cells: readonly unknown[]): void;
  close(): void;
} {
  db.exec('COMMIT');
  db.prepare(`ATTACH ? AS ${SOURCE}`).run(file);
  db.exec('BEGIN');
  const key = quoteName(keyColumn);
  const own = `main.${quoteName(name)}`;
  const copy = db.prepare(
    `INSERT INTO ${own} (${names.map(quoteName).join(', ')})
     SELECT ${[geometryColumn, ...columns].map(quoteName).join(', ')} FROM ${SOURCE}.${quoteName(table)}
     WHERE ${key} BETWEEN ? AND ? ORDER BY ${key}`,
  );
  const assigned = names.map((column) => `${quoteName(column)} = ?`).join(', ');
  const overwrite = db.prepare(`UPDATE ${own} SET ${assigned} WHERE fid = ?`);
  return {
    copy: (first, last) => copy.run(first, last).changes,
    replace: (fid, cells) => void overwrite.run(...cells, fid),
    close: () => {
      db.exec('COMMIT');
      db.exec(`DETACH ${SOURCE}`);
      db.exec('BEGIN');
    },
  };
}
