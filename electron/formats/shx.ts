import { open } from 'node:fs/promises';
import { isShp, RECORD_HEADER_BYTES, SHP_HEADER_BYTES } from './shp.ts';

/*
 * Index of a shapefile: a header like that of the main file, then eight bytes a record, big-endian: offset of the
 * record in the main file and length of its content, both in 16-bit words. Where a record stands is said here alone:
 * editors leave gaps where a shape shrank, and put one that grew at the end of the main file.
 */

const ENTRY_BYTES = 8;
/** The shortest record: its header and the type of a null shape. */
const SHORTEST = RECORD_HEADER_BYTES + 4;

/** Where the records of a main file stand; eight bytes a record are held. */
export interface ShapeIndex {
  readonly count: number;
  /** Whether the records follow one another from the first byte after the header to the end of the main file. */
  readonly contiguous: boolean;
  /** Offset of a record's header in the main file, bytes. @param i from 0 */
  offset(i: number): number;
  /** Length of a record's content, bytes. @param i from 0 */
  length(i: number): number;
}

/** Whether no two records begin so close that one would lie in the other. */
function apart(index: ShapeIndex): boolean {
  const words = Uint32Array.from({ length: index.count }, (_, i) => index.offset(i) / 2).sort();
  return words.every((word, i) => i === 0 || 2 * (word - words[i - 1]!) >= SHORTEST);
}

function soundIndex(entries: DataView, mainLength: number, room: number): ShapeIndex | null {
  const count = entries.byteLength / ENTRY_BYTES;
  const offset = (i: number): number => 2 * entries.getInt32(ENTRY_BYTES * i, false);
  const length = (i: number): number => 2 * entries.getInt32(ENTRY_BYTES * i + 4, false);
  let next = SHP_HEADER_BYTES;
  let contiguous = true;
  let sum = SHP_HEADER_BYTES;
  for (let i = 0; i < count; i++) {
    const at = offset(i);
    const end = at + RECORD_HEADER_BYTES + length(i);
    if (at < SHP_HEADER_BYTES || length(i) < 0 || end > room) return null;
    contiguous &&= at === next;
    next = end;
    sum += end - at;
  }
  const index = { count, contiguous: contiguous && next === mainLength, offset, length };
  if (index.contiguous) return index;
  return sum <= room && apart(index) ? index : null;
}

/**
 * Reads the index of a main file.
 *
 * @param declared length that the main file says it has, bytes
 * @param size length that it has, bytes. A main file that was cut short is no fault of its index.
 * @returns null for one that is damaged: no index, cut short, empty beside a main file with records, or with records
 * outside of the main file or inside one another
 */
export async function readShapeIndex(
  file: string,
  declared: number,
  size: number,
): Promise<ShapeIndex | null> {
  const room = Math.max(declared, size);
  const handle = await open(file, 'r');
  try {
    const whole = async (length: number, at: number): Promise<Buffer | null> => {
      const bytes = Buffer.alloc(length);
      for (let got = 0; got < length;) {
        const { bytesRead } = await handle.read(bytes, got, length - got, at + got);
        if (bytesRead === 0) return null;
        got += bytesRead;
      }
      return bytes;
    };
    const head = await whole(SHP_HEADER_BYTES, 0);
    if (head === null || !isShp(head)) return null;
    const length = 2 * head.readInt32BE(24) - SHP_HEADER_BYTES;
    if ((await handle.stat()).size < SHP_HEADER_BYTES + length) return null;
    const most = Math.max(0, (room - SHP_HEADER_BYTES) / SHORTEST);
    if (length < 0 || length % ENTRY_BYTES !== 0 || length / ENTRY_BYTES > most) return null;
    if (length === 0 && room > SHP_HEADER_BYTES) return null;
    const bytes = await whole(length, SHP_HEADER_BYTES);
    if (bytes === null) return null;
    return soundIndex(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), declared, room);
  } finally {
    await handle.close();
  }
}
