import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { fail, ok, type Result } from '../../shared/result.ts';
import { decoderOf, guessEncoding } from './encoding.ts';

/* The parts of APPNOTE 6.3.10 that archives of map data use: stored and deflated entries, no encryption, no zip64. */

export interface ZipEntry {
  /** Path inside the archive with forward slashes. */
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

/** What an archive may ask of this machine. */
export const ZIP_LIMITS = {
  entries: 2000,
  /** Bytes of one entry and of all that are unpacked. */
  size: 4 * 1024 ** 3 - 1,
  total: 6 * 1024 ** 3,
  /** How much larger than its packed form an entry may be; real tables of blanks reach about 100. */
  ratio: 400,
  /** Below this an entry may have any ratio. */
  ratioFrom: 16 * 1024 ** 2,
  path: 512,
} as const;

const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const DIRECTORY_LIMIT = 16 * 1024 ** 2;

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 &&
  head[1] === 0x4b &&
  ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** A path that stays where it is unpacked: no drive, no root, no step upward, no control characters. */
export const isSafePath = (name: string): boolean =>
  name.length > 0 &&
  name.length <= ZIP_LIMITS.path &&
  !/^([/\\]|[A-Za-z]:)/.test(name) &&
  !name.split(/[/\\]/).includes('..') &&
  // oxlint-disable-next-line no-control-regex
  !/[\u0000-\u001f]/.test(name);

/** Unix file type of a symbolic link in the upper half of the external attributes. */
const isLink = (attributes: number): boolean => ((attributes >>> 16) & 0xf000) === 0xa000;

/**
 * The entries of an archive, folders left out, names decoded (UTF-8 by flag, else told by content).
 *
 * @returns failures `zip-broken`, `zip-too-many`, `zip-too-large`, `zip-bomb`, `zip-path`, `zip-encrypted`, `zip-link`
 */
export async function readZipDirectory(path: string): Promise<Result<ZipEntry[]>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tailAt = Math.max(0, size - END_BYTES - MAX_COMMENT);
    const tail = await readAt(file, tailAt, size - tailAt);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || end + END_BYTES > tail.length) return fail('zip-broken');
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const at = tail.readUInt32LE(end + 16);
    if (count > ZIP_LIMITS.entries) return fail('zip-too-many', { count, limit: ZIP_LIMITS.entries });
    if (at + length > size || length > DIRECTORY_LIMIT) return fail('zip-broken');
    return parseDirectory(await readAt(file, at, length), count, size);
  } finally {
    await file.close();
  }
}

function parseDirectory(bytes: Buffer, count: number, fileSize: number): Result<ZipEntry[]> {
  const raw: { readonly entry: Omit<ZipEntry, 'name'>; readonly name: Buffer; readonly utf8: boolean }[] = [];
  let at = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return fail('zip-broken');
    const flags = bytes.readUInt16LE(at + 8);
    const nameLength = bytes.readUInt16LE(at + 28);
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    const entry = {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    if ((flags & 1) !== 0) return fail('zip-encrypted');
    if (isLink(bytes.readUInt32LE(at + 38))) return fail('zip-link');
    if (entry.offset >= fileSize || entry.packed > fileSize) return fail('zip-broken');
    if (entry.size > ZIP_LIMITS.ratioFrom && entry.size > ZIP_LIMITS.ratio * Math.max(1, entry.packed)) {
      return fail('zip-bomb', { ratio: Math.round(entry.size / Math.max(1, entry.packed)) });
    }
    total += entry.size;
    if (entry.size > ZIP_LIMITS.size || total > ZIP_LIMITS.total) return fail('zip-too-large');
    raw.push({ entry, name, utf8: (flags & 0x800) !== 0 });
    at += 46 + nameLength + rest;
  }
  const guessed = guessEncoding(raw.filter(({ utf8 }) => !utf8).map(({ name }) => name)) ?? 'utf-8';
  const entries: ZipEntry[] = [];
  for (const { entry, name, utf8 } of raw) {
    const text = decoderOf(utf8 ? 'utf-8' : guessed)(name).replaceAll('\\', '/');
    if (!isSafePath(text)) return fail('zip-path', { path: text.slice(0, 80) });
    if (!text.endsWith('/')) entries.push({ ...entry, name: text });
  }
  return ok(entries);
}

/** Packed bytes at a time: deflate can make a thousand times as many of them. */
const CHUNK = 1 << 16;

/**
 * The content of an entry in pieces, never more than the directory said. A failure is the last thing it yields:
 * `zip-broken`, `zip-method` (params: method), `cancelled`.
 */
export async function* entryChunks(
  archive: string,
  entry: ZipEntry,
  signal: AbortSignal,
): AsyncGenerator<Result<Uint8Array>> {
  if (entry.method !== 0 && entry.method !== 8) {
    yield fail('zip-method', { method: entry.method });
    return;
  }
  const file = await open(archive, 'r');
  let written = 0;
  let sum = 0;
  let pending: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => pending.push(chunk));
  try {
    const header = await readAt(file, entry.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) return yield fail('zip-broken');
    let at = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    for (let left = entry.packed; left > 0;) {
      if (signal.aborted) return yield fail('cancelled');
      const piece = await readAt(file, at, Math.min(CHUNK, left));
      if (piece.length === 0) return yield fail('zip-broken');
      at += piece.length;
      left -= piece.length;
      if (entry.method === 0) pending.push(piece);
      else if (!pushed(inflate, piece, left === 0)) return yield fail('zip-broken');
      for (const chunk of pending) {
        written += chunk.length;
        if (written > entry.size) return yield fail('zip-broken');
        sum = crc32(chunk, sum);
        yield ok(chunk);
      }
      pending = [];
    }
    if (written !== entry.size || sum !== entry.crc) yield fail('zip-broken');
  } finally {
    await file.close();
  }
}

/**
 * Unpacks one entry to a new file, never writing more than the directory said.
 *
 * @returns failures `zip-broken`, `zip-method` (params: method), `cancelled`; a system error of the disk is thrown
 */
export async function unpackEntry(
  archive: string,
  entry: ZipEntry,
  target: string,
  signal: AbortSignal,
): Promise<Result<null>> {
  const out = await open(target, 'wx');
  try {
    for await (const chunk of entryChunks(archive, entry, signal)) {
      if (!chunk.ok) return chunk;
      await out.writeFile(chunk.value);
    }
    return ok(null);
  } finally {
    await out.close();
  }
}

/** The inflater throws for bytes that are no deflate stream. */
function pushed(inflate: Inflate, piece: Uint8Array, last: boolean): boolean {
  try {
    inflate.push(piece, last);
    return true;
  } catch {
    return false;
  }
}
