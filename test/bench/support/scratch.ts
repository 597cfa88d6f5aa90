import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Undone in the opposite order when the benchmark ends, also by a signal. */
const endings: (() => void)[] = [];

function end(): void {
  for (let undo = endings.pop(); undo !== undefined; undo = endings.pop()) {
    try {
      undo();
    } catch (error) {
      console.error(error);
    }
  }
}
process.on('exit', end);
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.on(signal, () => process.exit(status));

/** Something to be undone at the end, whatever way the end comes. */
export const atEnd = (undo: () => void): void => void endings.push(undo);

/** A folder that is removed at the end. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `lantu-bench-${name}-`));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
