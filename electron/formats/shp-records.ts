import { fail, ok, type Result } from '../../shared/result.ts';
import type { ByteFile } from './byte-file.ts';
import { readRecordHeader, RECORD_HEADER_BYTES } from './shp.ts';
import type { ShapeIndex } from './shx.ts';

/** Longest content of one record; the format's own limit is 2^31. */
const MAX_RECORD = 512 * 1024 * 1024;

/** Contents of the records of a main file, in the order of the rows of its table. */
export interface ShpRecords {
  /**
   * The next content, valid until the next call; null after the last. Failures `shp-truncated` (offset) where the file
   * ends or is damaged, `shp-numbers` (given, expected) where records are numbered out of order.
   */
  next(): Promise<Result<Uint8Array | null>>;
  /** How much of it was read, 0 to 1. */
  share(): number;
}

const END = ok(null);

/**
 * Whether the numbers of records that stand one after the other say that each is of the row at its place. They count up
 * from the first, or are 0 everywhere: some programs begin at 0 or never write them.
 *
 * Where a number comes again, an editor has put a shape that grew at the end of the file; where one is skipped, what
 * follows is a gap that a shape left which shrank. The last record of a number would be the right one of the first kind.
 * But only the index tells the two kinds from a damaged file, and the old shape was handed on long before the new one
 * comes: to know before would mean to read every file without an index twice. So such a file is refused.
 */
function numbering(): (number: number) => number | null {
  let first: number | null = null;
  let last = 0;
  return (number) => {
    const expected = first === null || (number === 0 && last === 0 && first === 0) ? number : last + 1;
    first ??= number;
    last = number;
    return number === expected ? null : expected;
  };
}

/**
 * Records one after the other up to `end`.
 *
 * @param byNumber whether nothing but the numbers of the records says that none is out of place
 */
export function recordsInOrder(shp: ByteFile, end: number, byNumber: boolean): ShpRecords {
  const wrong = byNumber ? numbering() : (): null => null;
  return {
    share: () => shp.position() / shp.size,
    next: async () => {
      if (shp.position() >= end) return END;
      const head = await shp.take(RECORD_HEADER_BYTES);
      const { number, length } = head === null ? { number: 0, length: -1 } : readRecordHeader(head);
      const expected = head === null ? null : wrong(number);
      if (expected !== null) return fail('shp-numbers', { given: number, expected });
      const content = length < 0 || length > MAX_RECORD ? null : await shp.take(length);
      return content === null ? fail('shp-truncated', { offset: shp.position() }) : ok(content);
    },
  };
}

/** Moves from record to record of an index. Nothing is read ahead that does not belong to the records that follow. */
function places(shp: ByteFile, index: ShapeIndex): (i: number) => void {
  let end = -1;
  return (i) => {
    const at = index.offset(i);
    if (at !== shp.position() || at >= end) {
      end = at;
      for (let k = i; k < index.count && index.offset(k) === end; k++)
        end += RECORD_HEADER_BYTES + index.length(k);
    }
    shp.seek(at, end);
  };
}

/** Records where an index says that they stand. */
export function recordsByIndex(shp: ByteFile, index: ShapeIndex): ShpRecords {
  const go = places(shp, index);
  let i = 0;
  return {
    share: () => i / index.count,
    next: async () => {
      if (i >= index.count) return END;
      go(i);
      const length = index.length(i);
      const record = length > MAX_RECORD ? null : await shp.take(RECORD_HEADER_BYTES + length);
      if (record === null) return fail('shp-truncated', { offset: index.offset(i) });
      i++;
      return ok(record.subarray(RECORD_HEADER_BYTES));
    },
  };
}

/**
 * Whether at every place of an index a record of that length stands in the main file: an index of an earlier state of
 * the file says otherwise. What lies behind the end of a file that was cut short is not compared. True when aborted.
 */
export async function agrees(shp: ByteFile, index: ShapeIndex, signal: AbortSignal): Promise<boolean> {
  // In the order of the file, however they are strewn over it: one reading front to back.
  const order = Uint32Array.from({ length: index.count }, (_, i) => i).sort(
    (a, b) => index.offset(a) - index.offset(b),
  );
  for (const i of order) {
    if (signal.aborted) return true;
    shp.seek(index.offset(i));
    const head = await shp.take(RECORD_HEADER_BYTES);
    if (head !== null && readRecordHeader(head).length !== index.length(i)) return false;
  }
  return true;
}
