import iconv from 'iconv-lite';
import { decoderOf, isAsciiBased, type Decode } from './encoding.ts';
import { splitLines } from './line-spans.ts';
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
 * The lines of a text file, one batch for each piece that is read; a mark of byte order is not part of the first line.
 * Abortion ends it silently.
 */
export async function* readLines(path: string, options: LineOptions): AsyncGenerator<LineBatch> {
  const isNarrow = options.encoding === 'utf-8' || isAsciiBased(options.encoding);
  const chunks = readChunks(path, options);
  const decode = decoderOf(isNarrow ? options.encoding : 'utf-8');
  let first = 1;
  const batches = splitLines(isNarrow ? chunks : narrow(chunks, options.encoding), options.maxLine);
  for await (const { bytes, spans } of batches) {
    const lines: (string | null)[] = [];
    for (let i = 0; i < spans.length; i += 2) {
      const [from, to] = [spans[i]!, spans[i + 1]!];
      lines.push(from < 0 ? null : textOf(bytes, from, to, decode));
    }
    if (first === 1) lines[0] = lines[0]?.replace(/^\uFEFF/, '') ?? null;
    yield { first, lines };
    first += lines.length;
    if (options.signal.aborted) return;
  }
}

/** Most lines are figures, which are the same in every encoding read here. */
function textOf(bytes: Uint8Array, from: number, to: number, decode: Decode): string {
  for (let i = from; i < to; i++) if (bytes[i]! >= 0x80) return decode(bytes.subarray(from, to));
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
