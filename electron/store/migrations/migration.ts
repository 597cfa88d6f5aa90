import type { Db } from '../sqlite.ts';

/** What a migration may use beside the database. */
export interface MigrationContext {
  /** ISO 8601 UTC, written into what the migration makes. */
  readonly time: string;
}

/**
 * One step of the file's schema. Numbered without gaps, forward only; what has been released is never edited.
 * Runs inside a transaction that also writes its row of `lantu_migration`.
 */
export interface Migration {
  readonly id: number;
  readonly name: string;
  up(db: Db, context: MigrationContext): void;
}
