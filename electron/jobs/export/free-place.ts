import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Replace } from '../../../shared/bridge/export-contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/**
 * Refuses to write where something stands that nobody allowed to be replaced; asked before the first file is written.
 * A folder that stands where a file goes is never replaced.
 *
 * @param files names in the folder of `chosen`, all that will be written
 * @param chosen the place the user named, and was asked about where `replace` is `asked`
 * @returns failure `export.exists` (file)
 */
export async function refuseTaken(
  files: readonly string[],
  chosen: string,
  replace: Replace = 'asked',
): Promise<Result<null>> {
  for (const file of files) {
    const place = path.join(path.dirname(chosen), file);
    const there = await stat(place).catch(() => null);
    if (there === null) continue;
    const asked = replace === 'asked' && path.resolve(place) === path.resolve(chosen);
    if (there.isDirectory() || !(asked || replace === 'all')) return fail('export.exists', { file });
  }
  return ok(null);
}
