import { open, type FileHandle } from 'node:fs/promises';
import type { Failure } from '../../shared/result.ts';
import { writeAll } from '../../shared/write-all.ts';

/** A file that is only added to, and put on the disk every few seconds: what kills the process costs those alone. */
export interface AppendLog {
  add(text: Uint8Array | string): void;
  /** Puts all that was added on the disk. */
  flush(): Promise<void>;
  /** Flushes and closes. */
  close(): Promise<void>;
}

export interface AppendLogOptions {
  /** Bytes of the file that hold; what is behind them is cut off. */
  readonly keep: number;
  readonly everyMs: number;
  /** Whether what could not be written is tried again; otherwise the log ends there. */
  readonly retry: boolean;
  /** After each writing: null when all is on the disk, else what kept it from there. */
  readonly onWritten: (trouble: Failure | null) => void;
  readonly trouble: (cause: string) => Failure;
}

export async function openAppendLog(file: string, options: AppendLogOptions): Promise<AppendLog> {
  const handle: FileHandle = await open(file, options.keep > 0 ? 'r+' : 'w', 0o600);
  await handle.truncate(options.keep);
  let size = options.keep;
  let waiting: Buffer[] = [];
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<void> = Promise.resolve();
  let dead = false;

  const write = async (): Promise<void> => {
    if (dead || waiting.length === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    try {
      await writeAll(handle, bytes, size);
      await handle.datasync();
      size += bytes.length;
      options.onWritten(null);
    } catch (error) {
      // Nothing of a half writing is left to be taken for the whole.
      await handle.truncate(size).catch(() => {});
      if (options.retry) {
        waiting = [bytes, ...waiting];
        later();
      } else {
        dead = true;
        waiting = [];
        await handle.close();
      }
      options.onWritten(options.trouble((error as NodeJS.ErrnoException).code ?? String(error)));
    }
  };
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    work = work.then(write);
    return work;
  };
  /** No timer runs while there is nothing to write. */
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, options.everyMs);
  };

  return {
    add: (text) => {
      if (dead) return;
      waiting.push(typeof text === 'string' ? Buffer.from(text) : Buffer.from(text));
      later();
    },
    flush,
    close: async () => {
      await flush();
      if (timer !== null) clearTimeout(timer);
      if (!dead) await handle.close();
      dead = true;
    },
  };
}
