import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { utilityProcess } from 'electron';
import { buildContract } from '../../shared/bridge/build-contract.ts';
import { connect } from '../../shared/bridge/connect.ts';
import type { Progress } from '../../shared/bridge/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { SAMPLE_VERSION } from '../../shared/sample/version.ts';

/**
 * The sample county of the user's data folder: built on first use, opened as it is ever after.
 * A newer generator writes a file beside it, so a county the user has worked on is never overwritten.
 */
export async function ensureSample(
  folder: string,
  onProgress: (progress: Progress | null) => void,
): Promise<Result<string>> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `sample-${SAMPLE_VERSION}.gpkg`);
  if (existsSync(file)) return ok(file);
  const child = utilityProcess.fork(path.join(import.meta.dirname, 'sample.js'), [], {
    serviceName: 'lantu-sample',
    stdio: 'inherit',
  });
  try {
    const builder = connect(
      {
        post: (message) => child.postMessage(message),
        listen: (handler) => child.on('message', handler),
        onClose: (handler) => child.on('exit', handler),
      },
      buildContract,
    );
    const built = await builder.sample({ path: file }, { onProgress });
    return built.ok ? ok(file) : built;
  } finally {
    child.kill();
    onProgress(null);
  }
}
