import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import { fieldKey } from '../../../shared/model/schema-diff.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { decodeImage } from '../record-image.ts';
import { recordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import type { HistoryItem } from './history.ts';
import { boxOfCell } from './rows.ts';

/** One layer of a past state. */
export interface PastLayer {
  /** Goes by the table as it is in the file now; undefined where it is gone. */
  follow(present: LayerSchema | undefined): void;
  /** Takes back what one item did to its row. `after` is the schema the item was written under. */
  takeBack(item: HistoryItem, after: LayerSchema | undefined, step: number): void;
  /** Gives the rows put back in this step their boxes. */
  fillBoxes(step: number): void;
}

/** Columns of every layer besides its fields. */
const OWN_COLUMNS = ['uid', 'revision'];

/** The column of one schema for each field of another; fields are matched by what they are known by. */
export function columnsBetween(from: LayerSchema, to: LayerSchema): ReadonlyMap<string, string> {
  const byKey = new Map(to.fields.map((field: Field) => [fieldKey(field), field.name]));
  const pairs = from.fields.flatMap((field): [string, string][] => {
    const name = byKey.get(fieldKey(field));
    return name === undefined ? [] : [[field.name, name]];
  });
  return new Map([...pairs, ...OWN_COLUMNS.map((name): [string, string] => [name, name])]);
}

/** Makes the tables and views of one layer. `schema` is its schema then. */
export function pastLayer(
  connection: Connection,
  schema: LayerSchema,
  first: LayerSchema | undefined,
): PastLayer {
  const table = recordTable(schema);
  const hasShape = table.geometry !== null;
  const columns = ['fid', ...(hasShape ? [GEOMETRY_COLUMN] : []), ...OWN_COLUMNS, ...table.columns];
  const list = columns.map(quoteName).join(', ');
  const name = quoteName(table.name);
  const rows = `temp.${quoteName(`lantu_past_${table.name}`)}`;
  const boxes = `temp.${quoteName(`lantu_past_box_${table.name}`)}`;
  const gone = `temp.${quoteName(`lantu_gone_${table.name}`)}`;
  const rtree = quoteName(rtreeName(table.name, GEOMETRY_COLUMN));
  const maps = new WeakMap<LayerSchema, ReadonlyMap<string, string>>();
  let present: LayerSchema | undefined;
  connection.run(
    `CREATE TABLE ${rows} (fid INTEGER PRIMARY KEY, ${columns.slice(1).map(quoteName).join(', ')})`,
  );
  // An RTree like the file's own: found as quickly where much was put back, and rounded to 32 bits alike.
  connection.run(`CREATE VIRTUAL TABLE ${boxes} USING rtree(id, minx, maxx, miny, maxy)`);
  connection.run(`CREATE TABLE ${gone} (fid INTEGER PRIMARY KEY, step INTEGER NOT NULL)`);

  /** The columns of then, as the table in the file has them; null for one that is not there. */
  const stored = (now: LayerSchema): string => {
    const from = columnsBetween(schema, now);
    return columns
      .map((column) => {
        if (column === 'fid' || column === GEOMETRY_COLUMN) return quoteName(column);
        const there = from.get(column);
        return `${there === undefined ? 'NULL' : quoteName(there)} AS ${quoteName(column)}`;
      })
      .join(', ');
  };

  const follow = (now: LayerSchema | undefined): void => {
    present = now;
    const untouched =
      now === undefined
        ? ''
        : `SELECT ${stored(now)} FROM main.${name} WHERE fid NOT IN (SELECT fid FROM ${gone}) UNION ALL `;
    connection.run(`DROP VIEW IF EXISTS temp.${name}`);
    connection.run(`CREATE TEMP VIEW ${name} AS ${untouched}SELECT ${list} FROM ${rows}`);
    if (!hasShape) return;
    const sides = 'id, minx, maxx, miny, maxy';
    const indexed =
      now === undefined
        ? ''
        : `SELECT ${sides} FROM main.${rtree} WHERE id NOT IN (SELECT fid FROM ${gone}) UNION ALL `;
    connection.run(`DROP VIEW IF EXISTS temp.${rtree}`);
    connection.run(`CREATE TEMP VIEW ${rtree} AS ${indexed}SELECT ${sides} FROM ${boxes}`);
  };
  follow(first);

  /** What an image says, under the columns of then. */
  const valuesOf = (item: HistoryItem, after: LayerSchema): Map<string, unknown> => {
    const image = decodeImage(item.image!, table.geometry);
    const known = maps.get(after) ?? columnsBetween(after, schema);
    maps.set(after, known);
    const values = new Map<string, unknown>();
    for (const [column, value] of Object.entries(image.fields)) {
      const there = known.get(column);
      if (there !== undefined) values.set(there, value);
    }
    if (image.geometry !== undefined && hasShape) values.set(GEOMETRY_COLUMN, image.geometry);
    return values;
  };

  const putBack = (item: HistoryItem, after: LayerSchema): void => {
    if (item.image === null) {
      connection.run(`DELETE FROM ${rows} WHERE fid = ?`, item.fid);
      return;
    }
    const values = valuesOf(item, after);
    if (item.op === 'delete') {
      if (!values.has('uid')) values.set('uid', item.uid);
      values.set('fid', item.fid);
      const names = [...values.keys()];
      connection.run(
        `INSERT OR REPLACE INTO ${rows} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...values.values(),
      );
      return;
    }
    if (values.size === 0) return;
    const set = [...values.keys()].map((column) => `${quoteName(column)} = ?`).join(', ');
    connection.run(`UPDATE ${rows} SET ${set} WHERE fid = ?`, ...values.values(), item.fid);
  };

  return {
    follow,
    takeBack(item, after, step) {
      const at = connection.query(`SELECT step FROM ${gone} WHERE fid = ?`).get(item.fid)?.[0];
      // Put back in an earlier step: what came later does not matter.
      if (at !== undefined && Number(at) < step) return;
      if (at === undefined) {
        if (present !== undefined) {
          connection.run(
            `INSERT INTO ${rows} (${list}) SELECT ${stored(present)} FROM main.${name} WHERE fid = ?`,
            item.fid,
          );
        }
        connection.run(`INSERT INTO ${gone} VALUES (?, ?)`, item.fid, step);
      }
      putBack(item, after ?? schema);
    },
    fillBoxes(step) {
      if (!hasShape) return;
      const page = connection.query(
        `SELECT p.fid, p.${GEOMETRY_COLUMN} FROM ${gone} g JOIN ${rows} p ON p.fid = g.fid WHERE g.step = ? AND p.fid > ? ORDER BY p.fid LIMIT 500`,
      );
      for (let some = page.all(step, -Infinity); some.length > 0; some = page.all(step, some.at(-1)?.[0])) {
        for (const [fid, cell] of some) {
          const box = boxOfCell(cell);
          if (box === null) continue;
          connection.run(`INSERT INTO ${boxes} VALUES (?, ?, ?, ?, ?)`, fid, box[0], box[2], box[1], box[3]);
        }
      }
    },
  };
}
