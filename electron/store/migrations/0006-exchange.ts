import { registerOwnTable } from '../geopackage/extensions.ts';
import { EXCHANGE_TABLE, ATTACHMENT_TABLE, TASK_TABLE, type RecordTable } from '../record-table.ts';
import { quoteName, type Db } from '../sqlite.ts';
import type { Migration } from './migration.ts';

const NUMBERS: ReadonlySet<string> = new Set([
  'height_m',
  'accuracy_m',
  'bearing_deg',
  'area_m2',
  'satellites',
  'declination_deg',
]);
const INTEGERS: ReadonlySet<string> = new Set([
  'size',
  'width',
  'height',
  'rank',
  'base_seq',
  'time_shift_s',
]);

const typeOf = (column: string): string =>
  INTEGERS.has(column) ? 'INTEGER' : NUMBERS.has(column) ? 'DOUBLE' : 'TEXT';

function createRecordTable(db: Db, { name, columns, geometry }: RecordTable): void {
  const own = columns.map((column) => `${quoteName(column)} ${typeOf(column)}`);
  const shape = geometry === null ? [] : [`${quoteName(geometry.column)} BLOB`];
  db.exec(`CREATE TABLE ${quoteName(name)} (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    ${[...shape, 'uid TEXT', 'revision INTEGER', ...own].join(',\n    ')}
  );
  CREATE INDEX ${quoteName(`lantu_uid_${name}`)} ON ${quoteName(name)} (uid);`);
  registerOwnTable(db, name);
}

/**
 * Field work and exchange: tasks, photographs and other evidence, and what went out and came in. The bytes of evidence
 * lie apart, by their hash: they are only ever added, and the history speaks of them by hash.
 */
export const exchange: Migration = {
  id: 6,
  name: 'exchange',
  up(db) {
    for (const table of [TASK_TABLE, ATTACHMENT_TABLE, EXCHANGE_TABLE]) createRecordTable(db, table);
    db.exec(`CREATE TABLE lantu_blob (
      id INTEGER PRIMARY KEY NOT NULL,
      sha256 TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      content BLOB NOT NULL
    )`);
    registerOwnTable(db, 'lantu_blob');
  },
};
