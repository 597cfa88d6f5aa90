import { registerOwnTable } from '../geopackage/extensions.ts';
import type { Migration } from './migration.ts';

const VERSIONS = `CREATE TABLE lantu_version (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uid TEXT,
    revision INTEGER,
    name TEXT,
    plan TEXT,
    seq INTEGER,
    standing TEXT,
    note TEXT,
    author TEXT,
    time TEXT
  );
  CREATE INDEX lantu_uid_lantu_version ON lantu_version (uid);`;

/** Named versions of a plan: tags on a step of the history. */
export const versions: Migration = {
  id: 4,
  name: 'versions',
  up(db) {
    db.exec(VERSIONS);
    registerOwnTable(db, 'lantu_version');
  },
};
