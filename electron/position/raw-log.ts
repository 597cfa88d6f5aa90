import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PositionState } from '../../shared/gnss/service-types.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { openAppendLog, type AppendLog } from './append-log.ts';

const SAVE_EVERY_MS = 5000;

/** What a receiver sends, byte by byte, for those who want to compute it again. */
export interface RawLog {
  state(): PositionState['raw'];
  switch(on: boolean): Promise<Result<string | null>>;
  add(chunk: Uint8Array): void;
  close(): Promise<void>;
}

export function createRawLog(folder: string, now: () => number): RawLog {
  let log: AppendLog | null = null;
  let file: string | null = null;
  let trouble: Failure | null = null;
  const close = async (): Promise<void> => {
    const last = log;
    log = null;
    await last?.close();
  };
  const failed = (cause: string): Failure => fail('position.raw-failed', { cause }).error;
  return {
    state: () => ({ on: log !== null, path: file, trouble }),
    add: (chunk) => log?.add(chunk),
    close,
    switch: async (on) => {
      if (on === (log !== null)) return ok(file);
      await close();
      if (!on) return ok(file);
      trouble = null;
      const name = `${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}.nmea`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const next = path.join(folder, name);
        log = await openAppendLog(next, {
          keep: 0,
          retry: false,
          everyMs: SAVE_EVERY_MS,
          trouble: failed,
          onWritten: (what) => {
            if (what === null) return;
            trouble = what;
            log = null;
          },
        });
        file = next;
        return ok(file);
      } catch (error) {
        trouble = failed((error as NodeJS.ErrnoException).code ?? String(error));
        return { ok: false, error: trouble };
      }
    },
  };
}
