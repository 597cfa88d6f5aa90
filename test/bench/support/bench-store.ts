import { randomBytes } from 'node:crypto';
import { createStoreService, type StoreService } from '../../../electron/store/write/service.ts';
import { must } from '../../../shared/result.ts';
import { call, failing } from './whole-check.ts';

/** The writer of a blueprint as the app has it, in this process; whoever opens it shuts it down. */
export async function openBenchStore(file: string, backupDir: string): Promise<StoreService> {
  const store = createStoreService({
    now: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    author: () => 'bench',
    hostName: 'bench',
    pid: process.pid,
    backupDir,
    log: failing,
  });
  must(await store.control.open({ path: file, readOnly: false }, call));
  return store;
}
