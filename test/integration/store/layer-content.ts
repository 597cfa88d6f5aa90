import Database from 'better-sqlite3';

/**
 * What a person, or another program, would call the content of the file, user layers and all: rows with fid, uid,
 * attributes and geometry bytes by column name, the catalogue, the GeoPackage tables, the triggers and indexes, the
 * highest fids. Not revisions and times, which only grow, nor the order of columns.
 */
export function wholeContent(file: string): Record<string, unknown> {
  const db = new Database(file, { readonly: true });
  try {
    const plain = (row: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(
        Object.keys(row)
          .filter((name) => name !== 'revision' && name !== 'last_change')
          .sort()
          .map((name) => {
            const value = row[name];
            return [name, Buffer.isBuffer(value) ? value.toString('hex') : value];
          }),
      );
    const all = (sql: string): Record<string, unknown>[] =>
      (db.prepare(sql).all() as Record<string, unknown>[]).map(plain);
    const out: Record<string, unknown> = {
      catalogue: all('SELECT * FROM lantu_layer ORDER BY fid'),
      contents: all('SELECT * FROM gpkg_contents ORDER BY table_name'),
      columns: all('SELECT * FROM gpkg_geometry_columns ORDER BY table_name'),
      extensions: all('SELECT * FROM gpkg_extensions ORDER BY table_name, column_name'),
      // Columns named in their sorted order: a column that came back stands last in its table.
      schema: all(
        `SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`,
      ),
      memory: all('SELECT * FROM lantu_memory ORDER BY fid'),
    };
    const layers = db.prepare('SELECT uid, schema FROM lantu_layer ORDER BY fid').all() as {
      uid: string;
      schema: string;
    }[];
    for (const { uid, schema } of layers) {
      out[uid] = all(`SELECT * FROM "${uid}" ORDER BY fid`);
      out[`types ${uid}`] = all(`SELECT name, type FROM pragma_table_info('${uid}') ORDER BY name`);
      const { geometry } = JSON.parse(schema) as { geometry: string | null };
      if (geometry !== null) out[`rtree ${uid}`] = all(`SELECT * FROM "rtree_${uid}_geom" ORDER BY id`);
    }
    return out;
  } finally {
    db.close();
  }
}

/** The highest fid each layer ever gave. */
export function highestFids(file: string): Record<string, number> {
  const db = new Database(file, { readonly: true });
  try {
    const found = db
      .prepare('SELECT name, seq FROM sqlite_sequence WHERE name IN (SELECT uid FROM lantu_layer)')
      .all() as { name: string; seq: number }[];
    return Object.fromEntries(found.map(({ name, seq }) => [name, seq]));
  } finally {
    db.close();
  }
}
