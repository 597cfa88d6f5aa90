import { open, type FileHandle } from 'node:fs/promises';
import type { Failure } from '../../shared/result.ts';
import { writeAll } from '../../shared/write-all.ts';

/** A file that is only added to, and put on the disk every few seconds: what kills the process costs those alone. */
export interface AppendLog {
  add(text: Uint8Array | string): void;
  /** Puts all that was added on the disk. What kept it from there, and is tried again; null when all is there. */
  flush(): Promise<Failure | null>;
  /**
   * Flushes and closes. Where that cannot be written the log stays open, as if it had not been called, and what kept it
   * from the disk is told.
   *
   * @param ending the last of the file; it is there only where the log is closed
   */
  close(ending?: string): Promise<Failure | null>;
  /** Closes; what is not on the disk by then is lost. */
  abandon(): Promise<void>;
}

export interface AppendLogOptions {
  /** Bytes of the file that hold; what is behind them is cut off. */
  readonly keep: number;
  readonly everyMs: number;
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
  let closed = false;
  /** One after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  const append = async (bytes: Buffer): Promise<Failure | null> => {
    let trouble: Failure | null = null;
    try {
      await writeAll(handle, bytes, size);
      await handle.datasync();
      size += bytes.length;
    } catch (error) {
      // Nothing of a half writing is left to be taken for the whole.
      await handle.truncate(size).catch(() => {});
      trouble = options.trouble((error as NodeJS.ErrnoException).code ?? String(error));
    }
    return trouble;
  };
  const write = async (): Promise<Failure | null> => {
    if (closed) return null;
    while (waiting.length > 0) {
      const bytes = Buffer.concat(waiting);
      waiting = [];
      const trouble = await append(bytes);
      options.onWritten(trouble);
      if (trouble === null) continue;
      waiting = [bytes, ...waiting];
      later();
      return trouble;
    }
    return null;
  };
  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const flush = (): Promise<Failure | null> => {
    stopTimer();
    return inTurn(write);
  };
  /** No timer runs while there is nothing to write. */
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void flush();
    }, options.everyMs);
  };
  const shut = async (): Promise<void> => {
    closed = true;
    stopTimer();
    await handle.close();
  };

  return {
    add: (text) => {
      if (closed) return;
      waiting.push(typeof text === 'string' ? Buffer.from(text) : Buffer.from(text));
      later();
    },
    flush,
    close: (ending = '') =>
      inTurn(async () => {
        if (closed) return null;
        let trouble = await write();
        if (trouble === null && ending !== '') {
          trouble = await append(Buffer.from(ending));
          options.onWritten(trouble);
        }
        if (trouble === null) await shut();
        return trouble;
      }),
    abandon: () => inTurn(async () => (closed ? undefined : shut())),
  };
}
