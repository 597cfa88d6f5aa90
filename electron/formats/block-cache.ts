import { open, type FileHandle } from 'node:fs/promises';

/** Small: where pieces are wanted in no order, most of a block is read in vain. */
const BLOCK = 1 << 14;

/** Reads pieces of a file here and there, most of them near others that were read before. */
export interface BlockCache {
  readonly size: number;
  /** A piece when it is held, null when it must be loaded first; valid until the next call. */
  held(from: number, to: number): Uint8Array | null;
  /** A piece, read where it is not held; shorter where the file ends. */
  load(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** @param bytes how much is held */
export async function openBlocks(path: string, bytes: number): Promise<BlockCache> {
  const blocks = Math.max(1, Math.floor(bytes / BLOCK));
  const file: FileHandle = await open(path, 'r');
  const { size } = await file.stat();
  // In the order of their last use.
  const cache = new Map<number, Uint8Array>();
  const keep = (block: number, content: Uint8Array): void => {
    cache.delete(block);
    cache.set(block, content);
    if (cache.size > blocks) cache.delete(cache.keys().next().value!);
  };
  const held = (from: number, to: number): Uint8Array | null => {
    const block = Math.floor(from / BLOCK);
    const content = cache.get(block);
    if (content === undefined || Math.floor(Math.max(from, to - 1) / BLOCK) !== block) return null;
    keep(block, content);
    return content.subarray(from - block * BLOCK, to - block * BLOCK);
  };
  const read = async (from: number, to: number): Promise<Uint8Array> => {
    const piece = new Uint8Array(Math.max(0, Math.min(to, size) - from));
    let got = 0;
    while (got < piece.length) {
      const { bytesRead } = await file.read(piece, got, piece.length - got, from + got);
      if (bytesRead === 0) break;
      got += bytesRead;
    }
    return piece.subarray(0, got);
  };
  return {
    size,
    held,
    load: async (from, to) => {
      const block = Math.floor(from / BLOCK);
      if (Math.floor(Math.max(from, to - 1) / BLOCK) !== block) return read(from, to);
      if (!cache.has(block)) keep(block, await read(block * BLOCK, (block + 1) * BLOCK));
      return held(from, to) ?? new Uint8Array(0);
    },
    close: () => file.close(),
  };
}
