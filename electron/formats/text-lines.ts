import iconv from 'iconv-lite';
import { decoderOf, isAsciiBased } from './encoding.ts';
import { readChunks } from './read-chunks.ts';

/** Lines that follow one another. */
export interface LineBatch {
  /** 1-based number of the first of them. */
  readonly first: number;
  /** Without their ends; null for a line longer than was allowed, which is skipped and not held. */
  readonly lines: readonly (string | null)[];
}

export interface LineOptions {
  /** Name of `encodingName`. */
  readonly encoding: string;
  readonly signal: AbortSignal;
  /** Longest line, bytes. */
  readonly maxLine: number;
  readonly onShare?: (share: number) => void;
}

const LF = 0x0a;
const CR = 0x0d;

/** The bytes in an encoding in which a line end is the byte of ASCII and of no other character. */
async function* narrow(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of chunks)
    yield Buffer.from(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield Buffer.from(rest);
}

/**
 * The lines of a text file, one batch for each piece that is read: ends are CRLF, LF or CR, also mixed; a mark of byte
 * order is not part of the first line. Memory is one piece and one line. Abortion ends it silently.
 */
export async function* readLines(path: string, options: LineOptions): AsyncGenerator<LineBatch> {
  const plain = options.encoding === 'utf-8' || isAsciiBased(options.encoding);
  const bytes = readChunks(path, options);
  const decode = decoderOf(plain ? options.encoding : 'utf-8');
  const textOf = (line: Uint8Array, high: boolean): string =>
    high ? decode(line) : Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('latin1');
  let held: Uint8Array[] = [];
  let heldLength = 0;
  let high = false;
  let tooLong = false;
  let afterCr = false;
  let number = 1;
  const finish = (tail: Uint8Array): string | null => {
    const whole = heldLength === 0 ? tail : Buffer.concat([...held, tail]);
    const line = tooLong || whole.length > options.maxLine ? null : textOf(whole, high);
    held = [];
    heldLength = 0;
    high = false;
    tooLong = false;
    return line;
  };
  for await (const chunk of plain ? bytes : narrow(bytes, options.encoding)) {
    const lines: (string | null)[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk[i]!;
      if (c >= 0x80) high = true;
      if (c !== LF && c !== CR) continue;
      // The second byte of CRLF, perhaps in the next piece, ends nothing.
      const second = c === LF && (i > 0 ? chunk[i - 1] === CR : afterCr);
      if (!second) lines.push(finish(chunk.subarray(from, i)));
      from = i + 1;
    }
    if (chunk.length > 0) afterCr = chunk[chunk.length - 1] === CR;
    if (from < chunk.length) {
      if (heldLength + chunk.length - from > options.maxLine) {
        held = [];
        heldLength = 0;
        tooLong = true;
      } else if (!tooLong) {
        held.push(chunk.slice(from));
        heldLength += chunk.length - from;
      }
    }
    if (number === 1 && lines.length > 0) lines[0] = lines[0]?.replace(/^\uFEFF/, '') ?? null;
    if (lines.length > 0) yield { first: number, lines };
    number += lines.length;
    if (options.signal.aborted) return;
  }
  if (heldLength === 0 && !tooLong) return;
  const last = finish(new Uint8Array(0));
  yield { first: number, lines: [number === 1 ? (last?.replace(/^\uFEFF/, '') ?? null) : last] };
}
