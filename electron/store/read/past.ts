import type { LayerSchema } from '../../../shared/model/layer.ts';
import { decodeImage } from '../record-image.ts';
import { recordTable, type RecordTable } from '../record-table.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { itemsBackwards, lastSeq, type HistoryItem } from './history.ts';
import { boxOfCell } from './rows.ts';

/*
 * A past state is the present one with the touched rows put back. On a connection of its own, temporary
 * tables hold those rows, and temporary views with the names of the layer tables (and of their RTrees) join
 * them to the untouched rest. A temporary name hides the one in the file, so every query of the reader
 * reads the past without knowing it.
 */

interface PastLayer {
  readonly table: RecordTable;
  readonly rows: string;
  readonly boxes: string;
  readonly gone: string;
  readonly columns: readonly string[];
}

/** Makes the tables and views of one layer. Until its first row is put back, the layer is read directly. */
function createPastLayer(connection: Connection, schema: LayerSchema): PastLayer {
  const table = recordTable(schema);
  const columns = [
    'fid',
    ...(table.geometry === null ? [] : [GEOMETRY_COLUMN]),
    'uid',
    'revision',
    ...table.columns,
  ];
  const list = columns.map(quoteName).join(', ');
  const name = quoteName(table.name);
  const rows = `temp.${quoteName(`lantu_past_${table.name}`)}`;
  const boxes = `temp.${quoteName(`lantu_past_box_${table.name}`)}`;
  const gone = `temp.${quoteName(`lantu_gone_${table.name}`)}`;
  const others = columns.slice(1).map(quoteName).join(', ');
  connection.run(`CREATE TABLE ${rows} (fid INTEGER PRIMARY KEY, ${others})`);
  // An RTree like the file's own: found as quickly where much was put back, and rounded to 32 bits alike.
  connection.run(`CREATE VIRTUAL TABLE ${boxes} USING rtree(id, minx, maxx, miny, maxy)`);
  connection.run(`CREATE TABLE ${gone} (fid INTEGER PRIMARY KEY, step INTEGER NOT NULL)`);
  connection.run(
    `CREATE TEMP VIEW ${name} AS SELECT ${list} FROM main.${name}
     WHERE fid NOT IN (SELECT fid FROM ${gone}) UNION ALL SELECT ${list} FROM ${rows}`,
  );
  if (table.geometry !== null) {
    const rtree = quoteName(rtreeName(table.name, GEOMETRY_COLUMN));
    connection.run(
      `CREATE TEMP VIEW ${rtree} AS SELECT id, minx, maxx, miny, maxy FROM main.${rtree}
       WHERE id NOT IN (SELECT fid FROM ${gone}) UNION ALL SELECT id, minx, maxx, miny, maxy FROM ${boxes}`,
    );
  }
  return { table, rows, boxes, gone, columns };
}

/** Takes back what one item did to the row. */
function takeBack(connection: Connection, layer: PastLayer, item: HistoryItem): void {
  if (item.image === null) {
    connection.run(`DELETE FROM ${layer.rows} WHERE fid = ?`, item.fid);
    return;
  }
  const image = decodeImage(item.image, layer.table.geometry);
  const values = new Map<string, unknown>(
    Object.entries(image.fields).filter(([column]) => layer.columns.includes(column)),
  );
  if (image.geometry !== undefined && layer.table.geometry !== null)
    values.set(GEOMETRY_COLUMN, image.geometry);
  if (item.op === 'delete') {
    if (!values.has('uid')) values.set('uid', item.uid);
    values.set('fid', item.fid);
    const names = [...values.keys()];
    connection.run(
      `INSERT OR REPLACE INTO ${layer.rows} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...values.values(),
    );
    return;
  }
  if (values.size === 0) return;
  const set = [...values.keys()].map((column) => `${quoteName(column)} = ?`).join(', ');
  connection.run(`UPDATE ${layer.rows} SET ${set} WHERE fid = ?`, ...values.values(), item.fid);
}

/** Gives the rows put back in this step their boxes. */
function fillBoxes(connection: Connection, layer: PastLayer, step: number): void {
  if (layer.table.geometry === null) return;
  const rows = connection.query(
    `SELECT p.fid, p.${GEOMETRY_COLUMN} FROM ${layer.gone} g JOIN ${layer.rows} p ON p.fid = g.fid WHERE g.step = ? AND p.fid > ? ORDER BY p.fid LIMIT 500`,
  );
  for (let page = rows.all(step, -Infinity); page.length > 0; page = rows.all(step, page.at(-1)?.[0])) {
    for (const [fid, cell] of page) {
      const box = boxOfCell(cell);
      if (box === null) continue;
      connection.run(
        `INSERT INTO ${layer.boxes} VALUES (?, ?, ?, ?, ?)`,
        fid,
        box[0],
        box[2],
        box[1],
        box[3],
      );
    }
  }
}

/**
 * Makes `connection` (opened for temporary tables) show the file as it was after change `seq`, from now on:
 * at the beginning of each snapshot, rows touched by commits since the last one are put back too.
 * @param schema the layers of the file by table name; records of other tables are not shown in a past state
 */
export function showPast(
  connection: Connection,
  seq: number,
  schema: (table: string) => LayerSchema | undefined,
): void {
  const layers = new Map<string, PastLayer>();
  let seen = seq;
  let step = 0;

  const layerOf = (name: string): PastLayer | null => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const found = schema(name);
    if (found === undefined) return null;
    const made = createPastLayer(connection, found);
    layers.set(name, made);
    return made;
  };

  connection.onPin(() => {
    const now = lastSeq(connection);
    if (now <= seen) return;
    step += 1;
    const touched = new Set<PastLayer>();
    for (const item of itemsBackwards(connection, seen, now)) {
      const layer = layerOf(item.table);
      if (layer === null) continue;
      const at = connection.query(`SELECT step FROM ${layer.gone} WHERE fid = ?`).get(item.fid)?.[0];
      // Put back in an earlier step: what came later does not matter.
      if (at !== undefined && Number(at) < step) continue;
      if (at === undefined) {
        const list = layer.columns.map(quoteName).join(', ');
        connection.run(
          `INSERT INTO ${layer.rows} (${list}) SELECT ${list} FROM main.${quoteName(layer.table.name)} WHERE fid = ?`,
          item.fid,
        );
        connection.run(`INSERT INTO ${layer.gone} VALUES (?, ?)`, item.fid, step);
        touched.add(layer);
      }
      takeBack(connection, layer, item);
    }
    for (const layer of touched) fillBoxes(connection, layer, step);
    seen = now;
  });
}
