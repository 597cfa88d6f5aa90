import { inflateSync } from 'node:zlib';

/** Largest table of a font file that is taken: those of the bundled slices are below 100 KB. */
const MOST_BYTES = 1 << 24;
const HEADER = 44;
const ENTRY = 20;

/**
 * The tables of a WOFF 1.0 file by tag (W3C Recommendation of 13 December 2012). Throws for anything else: the files are
 * those that ship.
 */
export function woffTables(bytes: Buffer): ReadonlyMap<string, Buffer> {
  if (bytes.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const tables = new Map<string, Buffer>();
  const count = bytes.readUInt16BE(12);
  for (let i = 0; i < count; i++) {
    const at = HEADER + ENTRY * i;
    const offset = bytes.readUInt32BE(at + 4);
    const stored = bytes.readUInt32BE(at + 8);
    const length = bytes.readUInt32BE(at + 12);
    if (length > MOST_BYTES) throw new Error('a table of a WOFF file is too long');
    const part = bytes.subarray(offset, offset + stored);
    tables.set(
      bytes.toString('latin1', at, at + 4),
      stored < length ? inflateSync(part, { maxOutputLength: length }) : part,
    );
  }
  return tables;
}
