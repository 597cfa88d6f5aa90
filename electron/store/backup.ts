import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { caught } from './errors.ts';
import { type Db, openDatabase } from './sqlite.ts';

/**
 * Writes a verified copy of an open file into `folder`: `VACUUM INTO` a temporary name, `quick_check`, then its
 * final name. Never a copy of the live file, which would lose what is still in its log.
 *
 * @returns the path of the backup; failure `store.backup-failed` (params: detail).
 */
export async function makeBackup(
  db: Db,
  file: string,
  folder: string,
  label: string,
): Promise<Result<string>> {
  const target = path.join(folder, `${path.basename(file, '.gpkg')}.${label}.gpkg`);
  const temporary = `${target}.part-${process.pid}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    const made = await caught(() => {
      fs.rmSync(temporary, { force: true });
      db.prepare('VACUUM INTO ?').run(temporary);
      const copy = openDatabase(temporary, { readOnly: true });
      try {
        return String(copy.pragma('quick_check(1)', { simple: true }));
      } finally {
        copy.close();
      }
    });
    if (!made.ok) return fail('store.backup-failed', { detail: made.error.code });
    if (made.value !== 'ok') return fail('store.backup-failed', { detail: made.value });
    fs.renameSync(temporary, target);
    return ok(target);
  } catch (error) {
    return fail('store.backup-failed', { detail: (error as NodeJS.ErrnoException).code ?? String(error) });
  } finally {
    // A folder that could not be made holds nothing to remove.
    if (fs.existsSync(temporary)) fs.rmSync(temporary, { force: true });
  }
}
