import { registerOwnTable } from '../geopackage/extensions.ts';
import type { Migration } from './migration.ts';

const SHEETS = `CREATE TABLE lantu_sheet (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uid TEXT,
    revision INTEGER,
    name TEXT,
    layout TEXT,
    pictures TEXT,
    author TEXT,
    time TEXT
  );
  CREATE INDEX lantu_uid_lantu_sheet ON lantu_sheet (uid);`;

/** Map sheets: layouts as JSON, their pictures beside them. */
export const sheets: Migration = {
  id: 5,
  name: 'sheets',
  up(db) {
    db.exec(SHEETS);
    registerOwnTable(db, 'lantu_sheet');
  },
};
