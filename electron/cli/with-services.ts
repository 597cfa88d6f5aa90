import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import type { Result } from '../../shared/result.ts';
import { startLocalServices, type LocalServices } from '../hosts/in-process.ts';

/** Opens a blueprint with writer and readers in this process, runs `work`, and leaves one clean file behind. */
export async function withBlueprint<T>(
  file: string,
  work: (services: LocalServices, info: BlueprintInfo, scratchDir: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scratchDir = await mkdtemp(path.join(os.tmpdir(), 'lantu-'));
  const services = startLocalServices();
  try {
    const opened = await services.storeControl.open({ path: path.resolve(file), readOnly: false });
    if (!opened.ok) return opened;
    const reading = await services.queryControl.open({
      path: path.resolve(file),
      cacheDir: scratchDir,
      scratchDir,
    });
    if (!reading.ok) return reading;
    return await work(services, opened.value, scratchDir);
  } finally {
    await services.stop();
    await rm(scratchDir, { recursive: true, force: true });
  }
}
