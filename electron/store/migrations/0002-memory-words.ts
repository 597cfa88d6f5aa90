import type { Migration } from './migration.ts';

/**
 * What an exception or an assignment says beside its text: reason kind, approval number, who is to deal with it
 * and until when, last day it holds, area and severity it was said of, and how a person took it back. What was
 * noted before stays as it is, with nothing in the new columns.
 */
const COLUMNS = [
  'reason TEXT',
  'number TEXT',
  'assignee TEXT',
  'due TEXT',
  'expires TEXT',
  'area_m2 DOUBLE',
  'severity TEXT',
  'closed TEXT',
  'closed_by TEXT',
  'closed_note TEXT',
] as const;

/** Room for exceptions and assignments in the memory of findings. */
export const memoryWords: Migration = {
  id: 2,
  name: 'memory-words',
  up(db) {
    for (const column of COLUMNS) db.exec(`ALTER TABLE lantu_memory ADD COLUMN ${column}`);
  },
};
