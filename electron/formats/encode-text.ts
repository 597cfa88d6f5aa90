import iconv from 'iconv-lite';
import type { OutEncoding } from '../../shared/export/out-layer.ts';

/** Stands for a character that an encoding does not have: the printers' mark for a missing type, which GBK holds. */
const MISSING = '〓';

/** A text as bytes, and the characters that had to be replaced. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly lost: readonly string[];
}

const inGbk = (char: string): boolean => iconv.decode(iconv.encode(char, 'gbk'), 'gbk') === char;

/** A text in an encoding. What GBK lacks (rare characters of names) becomes `〓` and is named. */
export function encodeText(text: string, encoding: OutEncoding): Encoded {
  if (encoding === 'utf-8') return { bytes: Buffer.from(text, 'utf8'), lost: [] };
  const bytes = iconv.encode(text, 'gbk');
  if (iconv.decode(bytes, 'gbk') === text) return { bytes, lost: [] };
  const lost: string[] = [];
  const kept = Array.from(text, (char) => {
    if (inGbk(char)) return char;
    lost.push(char);
    return MISSING;
  });
  return { bytes: iconv.encode(kept.join(''), 'gbk'), lost };
}

/** The longest beginning of a text, whole characters only, that fits into a number of bytes. */
export function cutToBytes(text: string, encoding: OutEncoding, limit: number): string {
  let length = 0;
  let cut = '';
  for (const char of text) {
    length += encodeText(char, encoding).bytes.length;
    if (length > limit) break;
    cut += char;
  }
  return cut;
}
