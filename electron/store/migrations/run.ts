import { fail, ok, type Result } from '../../../shared/result.ts';
import { allRows, type Db } from '../sqlite.ts';
import type { Migration, MigrationContext } from './migration.ts';

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS lantu_migration (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL
)`;

/**
 * Which migrations a file still needs. What it has must be a prefix of what we know: failure
 * `store.newer-schema` (params: found, known) when it has more, `store.foreign-schema` when it has others.
 */
export function pendingMigrations(db: Db, known: readonly Migration[]): Result<readonly Migration[]> {
  const applied = allRows<{ id: number; name: string }>(
    db,
    'SELECT id, name FROM lantu_migration ORDER BY id',
  );
  for (const [index, row] of applied.entries()) {
    const ours = known[index];
    if (ours === undefined) return fail('store.newer-schema', { found: row.id, known: known.length });
    if (ours.id !== row.id || ours.name !== row.name) {
      return fail('store.foreign-schema', { found: `${row.id} ${row.name}` });
    }
  }
  return ok(known.slice(applied.length));
}

/** Runs migrations in order, each with its bookkeeping row in one transaction. */
export function applyMigrations(db: Db, pending: readonly Migration[], context: MigrationContext): void {
  db.exec(BOOKKEEPING);
  for (const migration of pending) {
    db.transaction(() => {
      migration.up(db, context);
      db.prepare('INSERT INTO lantu_migration (id, name, applied_at) VALUES (?, ?, ?)').run(
        migration.id,
        migration.name,
        context.time,
      );
    }).immediate();
  }
}
