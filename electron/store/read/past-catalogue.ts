import { decodeImage } from '../record-image.ts';
import { LAYER_TABLE } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import type { HistoryItem } from './history.ts';

/** The catalogue of a past state. */
export interface PastCatalogue {
  /** Takes back what one item did to the row of a layer. */
  takeBack(item: HistoryItem, step: number): void;
}

const COLUMNS = ['fid', 'uid', 'revision', ...LAYER_TABLE.columns];
const ROWS = 'temp.lantu_past_layers';
const GONE = 'temp.lantu_gone_layers';

/** Layers that changed are kept as they were, and a view of the catalogue's name hides the one in the file. */
export function pastCatalogue(connection: Connection): PastCatalogue {
  const list = COLUMNS.map(quoteName).join(', ');
  let made = false;
  const make = (): void => {
    made = true;
    connection.run(
      `CREATE TABLE ${ROWS} (fid INTEGER PRIMARY KEY, ${COLUMNS.slice(1).map(quoteName).join(', ')})`,
    );
    connection.run(`CREATE TABLE ${GONE} (fid INTEGER PRIMARY KEY, step INTEGER NOT NULL)`);
    connection.run(
      `CREATE TEMP VIEW lantu_layer AS SELECT ${list} FROM main.lantu_layer
       WHERE fid NOT IN (SELECT fid FROM ${GONE}) UNION ALL SELECT ${list} FROM ${ROWS}`,
    );
  };
  return {
    takeBack(item, step) {
      if (!made) make();
      const at = connection.query(`SELECT step FROM ${GONE} WHERE fid = ?`).get(item.fid)?.[0];
      if (at !== undefined && Number(at) < step) return;
      if (at === undefined) {
        connection.run(
          `INSERT INTO ${ROWS} (${list}) SELECT ${list} FROM main.lantu_layer WHERE fid = ?`,
          item.fid,
        );
        connection.run(`INSERT INTO ${GONE} VALUES (?, ?)`, item.fid, step);
      }
      if (item.image === null) {
        connection.run(`DELETE FROM ${ROWS} WHERE fid = ?`, item.fid);
        return;
      }
      const { fields } = decodeImage(item.image, null);
      const known = Object.entries(fields).filter(([column]) => COLUMNS.includes(column));
      if (item.op === 'delete') {
        const values = new Map<string, unknown>([['fid', item.fid], ['uid', item.uid], ...known]);
        const names = [...values.keys()];
        connection.run(
          `INSERT OR REPLACE INTO ${ROWS} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          ...values.values(),
        );
        return;
      }
      if (known.length === 0) return;
      const set = known.map(([column]) => `${quoteName(column)} = ?`).join(', ');
      connection.run(`UPDATE ${ROWS} SET ${set} WHERE fid = ?`, ...known.map(([, value]) => value), item.fid);
    },
  };
}
