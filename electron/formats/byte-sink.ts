import { open } from 'node:fs/promises';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 20;

/** Writes a new file front to back in large pieces. */
export interface ByteSink {
  /** Bytes written so far. */
  position(): number;
  /** Takes the bytes over: they must not be changed afterwards. */
  add(bytes: Uint8Array): Promise<void>;
  /** Writes over bytes that have been written, e.g. a header whose figures are known last. */
  patch(at: number, bytes: Uint8Array): Promise<void>;
  /** Flushes to the disk and closes. */
  finish(): Promise<void>;
  /** Closes without caring for the content; harmless after `finish`. */
  abandon(): Promise<void>;
}

/** Creates a file that must not be there yet. */
export async function createBytes(path: string): Promise<ByteSink> {
  const handle = await open(path, 'wx');
  let waiting: Uint8Array[] = [];
  let held = 0;
  let written = 0;
  let closed = false;
  const flush = async (): Promise<void> => {
    if (held === 0) return;
    await writeAll(handle, Buffer.concat(waiting));
    written += held;
    waiting = [];
    held = 0;
  };
  return {
    position: () => written + held,
    add: async (bytes) => {
      waiting.push(bytes);
      held += bytes.length;
      if (held >= FLUSH_AT) await flush();
    },
    patch: async (at, bytes) => {
      await flush();
      await writeAll(handle, bytes, at);
    },
    finish: async () => {
      await flush();
      await handle.sync();
      closed = true;
      await handle.close();
    },
    abandon: async () => {
      if (closed) return;
      closed = true;
      await handle.close();
    },
  };
}
