import iconv from 'iconv-lite';
import { unguardText } from '../../../shared/export/formula-guard.ts';
import { fatal, type Problem, type RawValue } from '../../../shared/import/raw.ts';
import type { SheetRow } from '../../../shared/import/sheet/sheet-row.ts';
import { encodingName, guessEncoding } from '../encoding.ts';
import { readChunks } from '../read-chunks.ts';
import { encodingSample } from '../text-encoding.ts';
import { guessDelimiter, separatorHint, type Delimiter } from './dialect.ts';
import { createRecordParser } from './parse-records.ts';

/** Characters looked at to tell the delimiter. */
const DELIMITER_SAMPLE = 1 << 16;

/** How a file of separated values is to be read. */
export interface CsvDialect {
  /** A name of iconv-lite. */
  readonly encoding: string;
  readonly delimiter: Delimiter;
  /** Whether its first line only names the delimiter. */
  readonly hinted: boolean;
}

/** The encoding that the first bytes name. */
function markedEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

/** Tells encoding and delimiter by the beginning of a file; a chosen encoding gives way only to a mark of UTF-16. */
export async function readDialect(
  path: string,
  chosen: string | null,
  signal: AbortSignal,
): Promise<CsvDialect> {
  const bytes = Buffer.from(await encodingSample(path, signal));
  const marked = markedEncoding(bytes);
  const wanted = chosen === null ? null : encodingName(chosen);
  const encoding = marked?.startsWith('utf-16')
    ? marked
    : (wanted ?? marked ?? guessEncoding([bytes]) ?? 'utf-8');
  const text = iconv.decode(bytes.subarray(0, 4 * DELIMITER_SAMPLE), encoding).slice(0, DELIMITER_SAMPLE);
  const hint = separatorHint(text);
  return { encoding, delimiter: hint ?? guessDelimiter(text), hinted: hint !== null };
}

const valueOf = (field: string): RawValue => (field.trim() === '' ? null : unguardText(field));

/** The records of a file as rows of texts; the failure of a fatal problem is the last thing. */
export async function* readCsvRows(
  path: string,
  { encoding, delimiter, hinted }: CsvDialect,
  options: { readonly signal: AbortSignal; readonly onShare?: (share: number) => void },
): AsyncGenerator<SheetRow | Problem> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  const parser = createRecordParser(delimiter);
  const rowsOf = function* (records: ReturnType<typeof parser.push>): Generator<SheetRow> {
    for (const { number, fields } of records) {
      if (hinted && number === 1) continue;
      const cells = fields.map(valueOf);
      if (cells.some((cell) => cell !== null)) yield { number, cells };
    }
  };
  for await (const chunk of readChunks(path, options)) {
    yield* rowsOf(parser.push(decoder.write(Buffer.from(chunk))));
    if (parser.fault() !== null) break;
  }
  if (options.signal.aborted) return;
  if (parser.fault() === null) {
    yield* rowsOf(parser.push(decoder.end() ?? ''));
    yield* rowsOf(parser.end());
  }
  const fault = parser.fault();
  if (fault !== null) yield fatal(fault.code, { row: fault.row });
}
