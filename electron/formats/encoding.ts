import iconv from 'iconv-lite';

/** Bytes to text. */
export type Decode = (bytes: Uint8Array) => string;

const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  '65001': 'utf-8',
  cp65001: 'utf-8',
  '936': 'gb18030',
  cp936: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  ansi936: 'gb18030',
  euccn: 'gb18030',
  gb18030: 'gb18030',
  '950': 'big5',
};

/**
 * The name of an encoding as this product uses it, null for one it cannot read. GBK and GB 2312 are read as GB 18030,
 * which holds them and the rare characters of names besides.
 */
export function encodingName(name: string): string | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
  const known = ALIASES[plain];
  if (known) return known;
  return plain !== '' && iconv.encodingExists(plain) ? plain : null;
}

const utf8 = new TextDecoder('utf-8');
const ASCII_BASED = /^(gb18030|big5|iso8859|windows|latin|cp125)/;

/** Whether every byte below 64 stands for itself, in an encoding of `encodingName` other than UTF-8. */
export const isAsciiBased = (encoding: string): boolean => ASCII_BASED.test(encoding);

/** The decoder of an encoding of `encodingName`. Bytes that fit no character become U+FFFD. */
export function decoderOf(encoding: string): Decode {
  if (encoding === 'utf-8') return (bytes) => utf8.decode(bytes);
  return (bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Most values of a table are figures and codes, and ASCII is the same in every encoding read here.
    return hasHigh(bytes) || !isAsciiBased(encoding)
      ? iconv.decode(buffer, encoding)
      : buffer.toString('latin1');
  };
}

/** Whether bytes are UTF-8. A character cut off at the very end, as in a field of fixed width, is let pass. */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    if (length === 0) return false;
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k];
      if (next === undefined) return true;
      if ((next & 0xc0) !== 0x80) return false;
    }
    i += length;
  }
  return true;
}

/** Whether a byte is there that is no plain ASCII. */
export function hasHigh(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) return true;
  return false;
}

/** What texts of unknown encoding are in: UTF-8 when all of them are, else GB 18030; null when all are plain ASCII. */
export function guessEncoding(samples: Iterable<Uint8Array>): 'utf-8' | 'gb18030' | null {
  let high = false;
  for (const bytes of samples) {
    if (!hasHigh(bytes)) continue;
    high = true;
    if (!isUtf8(bytes)) return 'gb18030';
  }
  return high ? 'utf-8' : null;
}
