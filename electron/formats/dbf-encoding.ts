import { textBytes, type DbfHeader } from './dbf.ts';
import type { ByteFile } from './byte-file.ts';
import { encodingName, guessEncoding, hasHigh, isUtf8 } from './encoding.ts';

/** Where the encoding of a table was taken from. */
export interface TableEncoding {
  readonly encoding: string;
  readonly from: 'chosen' | 'cpg' | 'language' | 'content' | 'none';
  /** True when the `.cpg` or the header says UTF-8 and the texts are not. */
  readonly contradicted: boolean;
}

/** Language driver ids (byte 29) that name an encoding of Chinese; 0x57 and 0 mean "that of the machine". */
const LANGUAGES: Readonly<Record<number, string>> = {
  0x4d: 'gb18030',
  0x7a: 'gb18030',
  0x4f: 'big5',
  0x78: 'big5',
};

/** Records looked at. */
const SAMPLE = 2000;

/**
 * Bytes of the texts of the first records and of the field names; where all of them are plain ASCII, those of the first
 * records that are not.
 */
export async function sampleTexts(table: ByteFile, header: DbfHeader): Promise<Uint8Array[]> {
  const texts = header.fields.map((field) => field.nameBytes);
  const fields = header.fields.filter((field) => field.type === 'C');
  if (fields.length === 0) return texts;
  let high = texts.some(hasHigh);
  let late = 0;
  for (let i = 0; i < header.records; i++) {
    if (i >= SAMPLE && (late === 0 ? high : late === SAMPLE)) break;
    const record = await table.take(header.recordLength);
    if (record === null) break;
    const read = fields.map((field) => textBytes(record, field));
    const isHigh = read.some(hasHigh);
    high ||= isHigh;
    if (i >= SAMPLE && !isHigh) continue;
    if (i >= SAMPLE) late++;
    for (const bytes of read) texts.push(bytes.slice());
  }
  return texts;
}

/**
 * The user's choice, else the `.cpg`, else the language driver, else what the texts look like. Programs write
 * a Western code page for want of knowing better, and a wrong UTF-8; both give way to what the texts are.
 */
export function tableEncoding(
  chosen: string | null,
  cpg: string | null,
  language: number,
  texts: readonly Uint8Array[],
): TableEncoding {
  const wanted = chosen === null ? null : encodingName(chosen);
  if (wanted !== null) return { encoding: wanted, from: 'chosen', contradicted: false };
  const declared = cpg === null ? null : encodingName(cpg);
  const western =
    declared !== null && /^(iso8859|latin|windows125|cp125|88591|1252|ascii|usascii)/.test(declared);
  const guess = guessEncoding(texts);
  if (declared === 'utf-8' && guess === 'gb18030' && texts.some((text) => !isUtf8(text))) {
    return { encoding: 'gb18030', from: 'content', contradicted: true };
  }
  if (declared !== null && !western) return { encoding: declared, from: 'cpg', contradicted: false };
  const driver = LANGUAGES[language];
  if (driver !== undefined) return { encoding: driver, from: 'language', contradicted: false };
  return { encoding: guess ?? 'utf-8', from: guess === null ? 'none' : 'content', contradicted: false };
}
