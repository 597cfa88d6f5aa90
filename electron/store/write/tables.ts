import { OWN_RECORD_TABLES, type RecordTable } from '../record-table.ts';
import type { Session } from './session.ts';

/** A table of our own that commands may write. */
export const ownTable = (name: string): RecordTable | undefined =>
  OWN_RECORD_TABLES.find((table) => table.name === name);

/** The record table of this name: a layer, or a table of our own that commands may write. */
export const findTable = (session: Session, name: string): RecordTable | undefined =>
  session.layers.get(name)?.table ?? ownTable(name);

/** Whether the layer may not be written by commands: locked by the user, or handed down from above. */
export function isLocked(session: Session, layer: string): boolean {
  const found = session.layers.get(layer);
  return found !== undefined && (found.row.locked || found.row.schema.readOnly);
}
