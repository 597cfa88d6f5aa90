import { open, type FileHandle } from 'node:fs/promises';

const CHUNK = 1 << 20;

/** Reads a file in pieces of any wanted length, front to back unless it is told otherwise. */
export interface ByteFile {
  readonly size: number;
  /** Offset of the next byte. */
  position(): number;
  /** The next bytes, valid until the next call; null when the file ends before them. */
  take(length: number): Promise<Uint8Array | null>;
  /**
   * Goes on at another offset.
   *
   * @param until nothing is read ahead beyond this offset; without it that of the last call stands, at first the end
   */
  seek(offset: number, until?: number): void;
  close(): Promise<void>;
}

export async function openBytes(path: string): Promise<ByteFile> {
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  let buffer: Uint8Array = new Uint8Array(0);
  let from = 0;
  let at = 0;
  let limit = size;
  return {
    size,
    position: () => at,
    take: async (length) => {
      if (at + length > size) return null;
      if (at < from || at + length > from + buffer.length) {
        const wanted = Math.max(length, Math.min(CHUNK, limit - at));
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
    seek: (offset, until = limit) => {
      at = offset;
      limit = Math.min(size, until);
    },
    close: () => handle.close(),
  };
}
