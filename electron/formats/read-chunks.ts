import { open } from 'node:fs/promises';

const CHUNK = 1 << 20;

/** The bytes of a file in pieces that are valid until the next is asked for. Ends early when aborted. */
export async function* readChunks(
  path: string,
  options: {
    readonly signal: AbortSignal;
    readonly onShare?: (share: number) => void;
    /** Where to begin and end; the whole file unless given. */
    readonly from?: number;
    readonly limit?: number;
  },
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const end = Math.min(size, options.limit ?? size);
    // Not a Buffer: its slice() is a view, and callers that copy would not.
    const buffer = new Uint8Array(CHUNK);
    for (let at = options.from ?? 0; at < end && !options.signal.aborted;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, end - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      options.onShare?.(at / size);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
