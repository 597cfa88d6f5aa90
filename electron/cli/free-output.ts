import path from 'node:path';
import type { Replace } from '../../shared/bridge/export-contract.ts';
import type { Result } from '../../shared/result.ts';
import { refuseTaken } from '../jobs/export/free-place.ts';
import { refuseOwnFile } from '../jobs/export/own-file.ts';
import type { Line } from './command-line.ts';

/** Flag of every command that writes a file: what stands there already is replaced. */
export const FORCE = 'force';

/** Nobody is asked on the line: nothing is replaced unless it is said. */
export const replaceOf = (line: Line): Replace => (line.flag(FORCE) ? 'all' : 'none');

/** Whether one file may be written: neither the blueprint nor, unless it is said, anything that is there. */
export async function freeOutput(blueprint: string, out: string, line: Line): Promise<Result<null>> {
  const own = await refuseOwnFile(blueprint, out);
  return own.ok ? refuseTaken([path.basename(out)], out, replaceOf(line)) : own;
}
