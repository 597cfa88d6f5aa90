import { encodingName, guessEncoding, hasHigh } from './encoding.ts';
import { readChunks } from './read-chunks.ts';

/** Bytes looked at to tell the encoding. */
const SAMPLE = 1 << 22;

/** The encoding that a mark of byte order names; null without one. */
export function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf16le';
  return a === 0xfe && b === 0xff ? 'utf16be' : null;
}

/**
 * Bytes by which the encoding of a text file can be told: its beginning, and where that is plain ASCII (a long border
 * before the first name), what follows the first piece that is not. A piece of ASCII ends between two characters.
 */
export async function encodingSample(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let high = false;
  for await (const chunk of readChunks(path, { signal })) {
    high ||= hasHigh(chunk);
    if (length >= SAMPLE && !high) continue;
    pieces.push(chunk.slice());
    length += chunk.length;
    if (length >= SAMPLE && high) break;
  }
  return Buffer.concat(pieces);
}

/** The encoding of a text file: the user's choice, else its mark, else what its first bytes are; plain ASCII is UTF-8. */
export async function textEncoding(
  path: string,
  chosen: string | null,
  signal: AbortSignal,
): Promise<string> {
  if (chosen !== null) return encodingName(chosen) ?? 'utf-8';
  const sample = await encodingSample(path, signal);
  return markedEncoding(sample) ?? guessEncoding([sample]) ?? 'utf-8';
}
