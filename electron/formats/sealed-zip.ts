import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Deflate } from 'fflate';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readChunks } from './read-chunks.ts';
import { writeAll } from '../../shared/write-all.ts';

/*
 * Archives as APPNOTE 6.3.10 defines them, in one form only: entries in the order given, names in UTF-8, no times, the
 * same attributes for all, no zip64. Packing is done by fflate and not by zlib, whose output differs between processors. The comment
 * holds the SHA-256 of every byte before it, so that a changed byte is noticed even where it changes no entry.
 */

/** A file that goes into an archive. */
export interface ZipPart {
  /** Path inside, with forward slashes; a folder ends in one. */
  readonly name: string;
  /** Where its content is read from; null for a folder. */
  readonly path: string | null;
  /** False for content that packs badly (pictures, PDF): it is stored as it is. */
  readonly packed: boolean;
}

/** Mark before the hash in the comment of an archive. */
export const SEAL_MARK = 'lantu sha256:';
export const SEAL_BYTES = SEAL_MARK.length + 64;

const LARGEST = 0xffff_ffff;
const UTF8_NAMES = 0x800;
const VERSION = 20;
/** Unix: programs that take others for DOS read names in the code page of that. */
const MADE_BY = (3 << 8) | VERSION;
/** Unix permissions of everybody's files and folders, and the DOS attribute of a folder. */
const FILE = 0o100644 * 0x10000;
const FOLDER = 0o40755 * 0x10000 + 0x10;
const SLASH = 0x2f;
/** 1 January 1980, the first day there is. */
const FIRST_DAY = 0x21;
const LOCAL_BYTES = 30;
const FLUSH_AT = 1 << 20;

interface Written {
  readonly name: Buffer;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** What a local header and an entry of the directory have in common: 24 bytes from the version to the length of the name. */
function describe(into: Buffer, at: number, { name, method, crc, packed, size }: Written): void {
  into.writeUInt16LE(VERSION, at);
  into.writeUInt16LE(UTF8_NAMES, at + 2);
  into.writeUInt16LE(method, at + 4);
  into.writeUInt16LE(FIRST_DAY, at + 8);
  into.writeUInt32LE(crc, at + 10);
  into.writeUInt32LE(packed, at + 14);
  into.writeUInt32LE(size, at + 18);
  into.writeUInt16LE(name.length, at + 22);
}

function localHeader(written: Written): Buffer {
  const head = Buffer.alloc(LOCAL_BYTES + written.name.length);
  head.writeUInt32LE(0x04034b50, 0);
  describe(head, 4, written);
  written.name.copy(head, LOCAL_BYTES);
  return head;
}

function directoryEntry(written: Written): Buffer {
  const { name, offset } = written;
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(MADE_BY, 4);
  describe(entry, 6, written);
  entry.writeUInt32LE(name.at(-1) === SLASH ? FOLDER : FILE, 38);
  entry.writeUInt32LE(offset, 42);
  name.copy(entry, 46);
  return entry;
}

function endRecord(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(SEAL_BYTES, 20);
  return end;
}

/** The seal of an archive of which `path` holds everything but the comment. */
async function sealOf(path: string, length: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path, { signal, limit: length })) hash.update(chunk);
  return SEAL_MARK + hash.digest('hex');
}

/** Writes one entry at `offset`; null when it grew beyond what an archive can hold. */
async function writePart(
  file: FileHandle,
  part: ZipPart,
  offset: number,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Written | null> {
  const name = Buffer.from(part.name, 'utf8');
  let at = offset + LOCAL_BYTES + name.length;
  const begin = at;
  let crc = 0;
  let size = 0;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const take = (chunk: Uint8Array): void => {
    waiting.push(chunk);
    bytes += chunk.length;
  };
  const flush = async (): Promise<void> => {
    for (const chunk of waiting) {
      await writeAll(file, chunk, at);
      at += chunk.length;
    }
    waiting = [];
    bytes = 0;
  };
  const deflate = new Deflate({ level: 6 }, take);
  const content = part.path === null ? [] : readChunks(part.path, { signal });
  for await (const chunk of content) {
    crc = crc32(chunk, crc);
    size += chunk.length;
    onBytes(chunk.length);
    if (part.packed) deflate.push(chunk.slice(), false);
    else take(chunk.slice());
    if (bytes >= FLUSH_AT) await flush();
    if (size > LARGEST || at > LARGEST) return null;
  }
  if (part.packed) deflate.push(new Uint8Array(0), true);
  await flush();
  const written: Written = { name, method: part.packed ? 8 : 0, crc, packed: at - begin, size, offset };
  const head = localHeader(written);
  await writeAll(file, head, offset);
  return written;
}

/**
 * Writes a new archive. Same parts, same bytes.
 *
 * @param onBytes told with each piece of content that has been read
 * @returns failures `export.zip-too-large`, `cancelled`; a system error of the disk is thrown
 */
export async function writeZip(
  target: string,
  parts: readonly ZipPart[],
  options: { readonly signal: AbortSignal; readonly onBytes?: (count: number) => void },
): Promise<Result<null>> {
  const { signal, onBytes = () => {} } = options;
  const file = await open(target, 'wx+');
  try {
    const entries: Written[] = [];
    let at = 0;
    for (const part of parts) {
      const written = await writePart(file, part, at, signal, onBytes);
      if (signal.aborted) return fail('cancelled');
      if (written === null) return fail('export.zip-too-large');
      entries.push(written);
      at = written.offset + LOCAL_BYTES + written.name.length + written.packed;
    }
    const directory = Buffer.concat(entries.map(directoryEntry));
    if (at + directory.length > LARGEST) return fail('export.zip-too-large');
    const tail = Buffer.concat([directory, endRecord(entries.length, directory.length, at)]);
    await writeAll(file, tail, at);
    const end = at + tail.length;
    const seal = Buffer.from(await sealOf(target, end, signal));
    if (signal.aborted) return fail('cancelled');
    await writeAll(file, seal, end);
    await file.sync();
    return ok(null);
  } finally {
    await file.close();
  }
}

/** Whether an archive is as it was written: `none` where another program made it or packed it anew. */
export async function readSeal(path: string, signal: AbortSignal): Promise<'whole' | 'broken' | 'none'> {
  const file = await open(path, 'r');
  let comment: string;
  let length: number;
  try {
    const { size } = await file.stat();
    length = size - SEAL_BYTES;
    if (length < 22) return 'none';
    const tail = Buffer.alloc(22 + SEAL_BYTES);
    await file.read(tail, 0, tail.length, length - 22);
    if (tail.readUInt32LE(0) !== 0x06054b50) return 'none';
    comment = tail.subarray(22).toString('latin1');
    if (tail.readUInt16LE(20) !== SEAL_BYTES) return 'broken';
  } finally {
    await file.close();
  }
  return comment === (await sealOf(path, length, signal)) ? 'whole' : 'broken';
}
