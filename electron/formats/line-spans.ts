/** Bytes with the lines that end in them. Valid until the next batch is asked for. */
export interface SpanBatch {
  readonly bytes: Uint8Array;
  /** Where `bytes` begins in the stream. */
  readonly offset: number;
  /** Begin and end of each line in `bytes`, without its end; -1, -1 for a line longer than allowed, which is not held. */
  readonly spans: readonly number[];
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a stream of bytes into lines that end in CRLF, LF or CR, also mixed. Memory is one piece of the stream and one
 * line. In encodings of `isAsciiBased` and UTF-8 these two bytes are never part of another character.
 *
 * @param maxLine longest line, bytes
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLine: number,
): AsyncGenerator<SpanBatch> {
  let held: Uint8Array = new Uint8Array(0);
  let isTooLong = false;
  let afterCr = false;
  let offset = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const spans: number[] = [];
    const before = held.length;
    const bytes = before === 0 ? chunk : Buffer.concat([held, chunk]);
    let from = 0;
    for (let i = before; i < bytes.length; i++) {
      const c = bytes[i]!;
      if (c !== LF && c !== CR) continue;
      // The second byte of CRLF, perhaps in the next piece, ends nothing.
      const isSecond = c === LF && (i > before ? bytes[i - 1] === CR : afterCr);
      if (!isSecond) {
        if (isTooLong || i - from > maxLine) spans.push(-1, -1);
        else spans.push(from, i);
        isTooLong = false;
      }
      from = i + 1;
    }
    afterCr = bytes[bytes.length - 1] === CR;
    const isOver: boolean = isTooLong || bytes.length - from > maxLine;
    held = isOver ? new Uint8Array(0) : bytes.slice(from);
    isTooLong = isOver;
    if (spans.length > 0) yield { bytes, offset, spans };
    offset += bytes.length - held.length;
  }
  if (isTooLong) yield { bytes: held, offset, spans: [-1, -1] };
  else if (held.length > 0) yield { bytes: held, offset, spans: [0, held.length] };
}
