import type { Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { startLocalServices } from '../hosts/in-process.ts';
import { openReader } from '../store/read/reader.ts';

function waiting(file: string): number {
  const reader = openReader(file);
  try {
    return reader.outside();
  } finally {
    reader.close();
  }
}

/**
 * Takes what other programs have edited in a file into its history, as opening it in the window does. Gives the number
 * of records; failure `package.outside` (count) where somebody else has the file and has not done so yet.
 */
export async function adoptEdits(file: string): Promise<Result<number>> {
  const count = waiting(file);
  if (count === 0) return ok(0);
  const services = startLocalServices();
  try {
    const opened = await services.storeControl.open({ path: file, readOnly: false });
    if (!opened.ok && opened.error.code !== 'store.locked') return opened;
  } finally {
    await services.stop();
  }
  const left = waiting(file);
  return left === 0 ? ok(count) : fail('package.outside', { count: left });
}
