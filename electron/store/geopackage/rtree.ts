import type { Box } from '../../../shared/geometry/packed.ts';
import { type Db, getRow, quoteName } from '../sqlite.ts';

/** The RTree of a geometry column. */
export const rtreeName = (table: string, column: string): string => `rtree_${table}_${column}`;

/** Creates the (empty) RTree virtual table. */
export function createRtree(db: Db, table: string, column: string): void {
  db.exec(
    `CREATE VIRTUAL TABLE ${quoteName(rtreeName(table, column))} USING rtree(id, minx, maxx, miny, maxy)`,
  );
}

/**
 * The trigger set of GeoPackage 1.4 (extension gpkg_rtree_index, clause F.3): update1 and update3 of
 * earlier versions are replaced by update5, update6 and update7, which also stay right under an upsert.
 * Those two names stay as triggers that never fire: validators up to GDAL 3.6 look for them by name.
 */
function triggers(table: string, column: string): readonly (readonly [name: string, body: string])[] {
  const t = quoteName(table);
  const c = quoteName(column);
  const r = quoteName(rtreeName(table, column));
  const filled = (row: 'NEW' | 'OLD'): string => `(${row}.${c} NOTNULL AND NOT ST_IsEmpty(${row}.${c}))`;
  const bare = (row: 'NEW' | 'OLD'): string => `(${row}.${c} ISNULL OR ST_IsEmpty(${row}.${c}))`;
  const values = `(NEW.fid, ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}), ST_MinY(NEW.${c}), ST_MaxY(NEW.${c}))`;
  return [
    [
      'insert',
      `AFTER INSERT ON ${t} WHEN ${filled('NEW')} BEGIN INSERT OR REPLACE INTO ${r} VALUES ${values}; END`,
    ],
    [
      'update2',
      `AFTER UPDATE OF ${c} ON ${t} WHEN OLD.fid = NEW.fid AND ${bare('NEW')} BEGIN DELETE FROM ${r} WHERE id = OLD.fid; END`,
    ],
    [
      'update4',
      `AFTER UPDATE ON ${t} WHEN OLD.fid != NEW.fid AND ${bare('NEW')} BEGIN DELETE FROM ${r} WHERE id IN (OLD.fid, NEW.fid); END`,
    ],
    [
      'update5',
      `AFTER UPDATE ON ${t} WHEN OLD.fid != NEW.fid AND ${filled('NEW')} BEGIN DELETE FROM ${r} WHERE id = OLD.fid; INSERT OR REPLACE INTO ${r} VALUES ${values}; END`,
    ],
    [
      'update6',
      `AFTER UPDATE OF ${c} ON ${t} WHEN OLD.fid = NEW.fid AND ${filled('NEW')} AND ${filled('OLD')} BEGIN ` +
        `UPDATE ${r} SET minx = ST_MinX(NEW.${c}), maxx = ST_MaxX(NEW.${c}), miny = ST_MinY(NEW.${c}), maxy = ST_MaxY(NEW.${c}) WHERE id = NEW.fid; END`,
    ],
    [
      'update7',
      `AFTER UPDATE OF ${c} ON ${t} WHEN OLD.fid = NEW.fid AND ${filled('NEW')} AND ${bare('OLD')} BEGIN INSERT INTO ${r} VALUES ${values}; END`,
    ],
    ['update1', `AFTER UPDATE OF ${c} ON ${t} WHEN 0 BEGIN SELECT 0; END`],
    ['update3', `AFTER UPDATE ON ${t} WHEN 0 BEGIN SELECT 0; END`],
    ['delete', `AFTER DELETE ON ${t} WHEN OLD.${c} NOT NULL BEGIN DELETE FROM ${r} WHERE id = OLD.fid; END`],
  ];
}

/** Makes the triggers that keep the RTree in step with the table, whoever writes it. */
export function createRtreeTriggers(db: Db, table: string, column: string): void {
  for (const [name, body] of triggers(table, column)) {
    db.exec(`CREATE TRIGGER IF NOT EXISTS ${quoteName(`${rtreeName(table, column)}_${name}`)} ${body}`);
  }
}

/** Takes them away, for a batch that fills the RTree itself. In the batch's own transaction, so that a rollback restores them. */
export function dropRtreeTriggers(db: Db, table: string, column: string): void {
  for (const [name] of triggers(table, column)) {
    db.exec(`DROP TRIGGER IF EXISTS ${quoteName(`${rtreeName(table, column)}_${name}`)}`);
  }
}

/** Fills the RTree anew from the table. */
export function rebuildRtree(db: Db, table: string, column: string): void {
  const r = quoteName(rtreeName(table, column));
  const c = quoteName(column);
  db.exec(`DELETE FROM ${r}`);
  db.exec(
    `INSERT INTO ${r} SELECT fid, ST_MinX(${c}), ST_MaxX(${c}), ST_MinY(${c}), ST_MaxY(${c})
     FROM ${quoteName(table)} WHERE ${c} NOTNULL AND NOT ST_IsEmpty(${c})`,
  );
}

/**
 * The extent of a table in doubles: the index names the outermost rows (its 32-bit values are rounded outward
 * and in order), and their geometry gives the exact value. Null when there is nothing.
 */
export function exactExtent(db: Db, table: string, column: string): Box | null {
  const r = quoteName(rtreeName(table, column));
  const side = (pick: 'min' | 'max', key: string, exact: string): number | null =>
    getRow<{ v: number | null }>(
      db,
      `SELECT ${pick}(${exact}(${quoteName(column)})) v FROM ${quoteName(table)}
       WHERE fid IN (SELECT id FROM ${r} WHERE ${key} = (SELECT ${pick}(${key}) FROM ${r}))`,
    )?.v ?? null;
  const minX = side('min', 'minx', 'ST_MinX');
  const minY = side('min', 'miny', 'ST_MinY');
  const maxX = side('max', 'maxx', 'ST_MaxX');
  const maxY = side('max', 'maxy', 'ST_MaxY');
  return minX === null || minY === null || maxX === null || maxY === null ? null : [minX, minY, maxX, maxY];
}
