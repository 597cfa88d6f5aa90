import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROTATE_AT_BYTES = 2_000_000;

/** Local log of the shell, one earlier file kept. The home folder is cut from what is written. */
export function openLog(folder: string): (level: string, message: string) => void {
  const file = path.join(folder, 'lantu.log');
  mkdirSync(folder, { recursive: true });
  const home = os.homedir();
  return (level, message) => {
    const line = `${new Date().toISOString()} ${level} ${message.replaceAll(home, '~')}\n`;
    process.stderr.write(line);
    try {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > ROTATE_AT_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, line);
    } catch {
      // A log that cannot be written must not stop the work; the line stands on standard error.
    }
  };
}
