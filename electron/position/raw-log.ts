import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PositionState } from '../../shared/gnss/service-types.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { openAppendLog, type AppendLog } from './append-log.ts';

const SAVE_EVERY_MS = 5000;
/** Bytes that wait for the disk at most: hours of what a receiver sends. */
const MOST_WAITING = 1 << 25;

/** What a receiver sends, byte by byte, for those who want to compute it again. */
export interface RawLog {
  state(): PositionState['raw'];
  /** Begins a file, or ends it; it is not ended where the last of it cannot be written. */
  switch(on: boolean): Promise<Result<string | null>>;
  add(chunk: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * @param onTrouble when something keeps the bytes from the disk, when that is another thing than before, and when it is
 *   over. It is tried again until too many bytes wait.
 */
export function createRawLog(folder: string, now: () => number, onTrouble: () => void): RawLog {
  let log: AppendLog | null = null;
  let file: string | null = null;
  let trouble: Failure | null = null;
  /** Bytes that came since all was on the disk. */
  let waiting = 0;

  const failed = (cause: string): Failure => fail('position.raw-failed', { cause }).error;
  const tell = (what: Failure | null): void => {
    const same = trouble?.code === what?.code && trouble?.params?.['cause'] === what?.params?.['cause'];
    trouble = what;
    if (!same) onTrouble();
  };
  const giveUp = (of: AppendLog): void => {
    log = null;
    void of.abandon();
    tell(fail('position.raw-ended', trouble?.params).error);
  };
  const end = async (of: AppendLog): Promise<Result<string | null>> => {
    const left = await of.close();
    if (left !== null) return { ok: false, error: left };
    if (log === of) log = null;
    return ok(file);
  };

  return {
    state: () => ({ on: log !== null, path: file, trouble }),
    add: (chunk) => {
      if (log === null) return;
      log.add(chunk);
      if (trouble === null) return;
      waiting += chunk.length;
      if (waiting > MOST_WAITING) giveUp(log);
    },
    close: async () => {
      const last = log;
      log = null;
      if ((await last?.close()) != null) await last?.abandon();
    },
    switch: async (on) => {
      if (on === (log !== null)) return ok(file);
      if (log !== null) return end(log);
      [trouble, waiting] = [null, 0];
      const name = `${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}.nmea`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const next = path.join(folder, name);
        const opened: AppendLog = await openAppendLog(next, {
          keep: 0,
          everyMs: SAVE_EVERY_MS,
          trouble: failed,
          onWritten: (what) => {
            // What was given up tells no more.
            if (log !== opened) return;
            if (what === null) waiting = 0;
            tell(what);
          },
        });
        log = opened;
        file = next;
        return ok(file);
      } catch (error) {
        trouble = failed((error as NodeJS.ErrnoException).code ?? String(error));
        return { ok: false, error: trouble };
      }
    },
  };
}
