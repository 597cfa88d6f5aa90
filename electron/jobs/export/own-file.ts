import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';

/**
 * Refuses to write over the blueprint that is read, whatever name or link it is reached by: what goes out has no
 * history and cannot take its place. Failure `export.own-file` (file).
 */
export async function refuseOwnFile(blueprint: string, target: string): Promise<Result<null>> {
  const [own, there] = await Promise.all(
    [blueprint, target].map((file) => stat(file, { bigint: true }).catch(() => null)),
  );
  const same = own && there && own.dev === there.dev && own.ino === there.ino;
  return same ? fail('export.own-file', { file: path.basename(target) }) : ok(null);
}
