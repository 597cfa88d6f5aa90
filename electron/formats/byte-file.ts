import { open, type FileHandle } from 'node:fs/promises';

const CHUNK = 1 << 20;

/** Reads a file front to back in pieces of any wanted length. */
export interface ByteFile {
  readonly size: number;
  /** Offset of the next byte. */
  position(): number;
  /** The next bytes, valid until the next call; null when the file ends before them. */
  take(length: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

export async function openBytes(path: string): Promise<ByteFile> {
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  let buffer: Uint8Array = new Uint8Array(0);
  let from = 0;
  let at = 0;
  return {
    size,
    position: () => at,
    take: async (length) => {
      if (at + length > size) return null;
      if (at + length > from + buffer.length) {
        const wanted = Math.min(Math.max(CHUNK, length), size - at);
        const next = new Uint8Array(wanted);
        let got = 0;
        while (got < wanted) {
          const { bytesRead } = await handle.read(next, got, wanted - got, at + got);
          if (bytesRead === 0) break;
          got += bytesRead;
        }
        buffer = next.subarray(0, got);
        from = at;
        if (got < length) return null;
      }
      const start = at - from;
      at += length;
      return buffer.subarray(start, start + length);
    },
    close: () => handle.close(),
  };
}
