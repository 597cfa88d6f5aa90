import { createOutsideTriggers, dropOutsideTriggers, type Watched } from '../geopackage/outside.ts';
import { createRtreeTriggers, dropRtreeTriggers } from '../geopackage/rtree.ts';
import type { RecordTable } from '../record-table.ts';
import type { Db } from '../sqlite.ts';

/** From this many records on, a change is a batch: the triggers of the layer are away for the transaction. */
export const BATCH_ROWS = 2_000;

const watchedOf = (table: RecordTable): Watched => ({
  table: table.name,
  columns: ['uid', 'revision', ...table.columns],
  geometry: table.geometry?.column ?? null,
});

/**
 * Takes the triggers of a layer away, inside the transaction, so that a rollback brings them back. Who calls it keeps
 * the RTree in step himself.
 */
export function dropTriggers(db: Db, table: RecordTable): void {
  if (table.geometry !== null) dropRtreeTriggers(db, table.name, table.geometry.column);
  dropOutsideTriggers(db, watchedOf(table));
}

export function restoreTriggers(db: Db, table: RecordTable): void {
  if (table.geometry !== null) createRtreeTriggers(db, table.name, table.geometry.column);
  createOutsideTriggers(db, watchedOf(table));
}
