import { fatal, noticed } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readCsvRows, readDialect } from './csv/read-csv.ts';
import { csvWriter } from './csv-writer.ts';
import type { FileRef, Format } from './define-format.ts';
import { perJob } from './per-job.ts';
import { readSheet, surveySheet, type RowSource, type SheetSurvey } from './sheet-layer.ts';

const EXTENSIONS = ['.csv', '.tsv', '.txt'];

interface OpenCsv {
  readonly source: RowSource;
  readonly survey: SheetSurvey;
}

/** A file is looked through once a job, however often it is asked. */
const opened = perJob<OpenCsv>();

const openCsv = (file: FileRef, chosen: string | null, signal: AbortSignal): Promise<Result<OpenCsv>> =>
  opened(file, chosen ?? '', async () => {
    const dialect = await readDialect(file.path, chosen, signal);
    const source: RowSource = {
      name: file.name.replace(/\.[^.]+$/, '') || file.name,
      encoding: dialect.encoding,
      rows: (options) => readCsvRows(file.path, dialect, options),
    };
    const survey = await surveySheet(source, signal);
    return survey.ok ? ok({ source, survey: survey.value }) : survey;
  });

/** UTF-16 has a mark; any other text has no zero bytes, and does not begin like the texts of other formats. */
function isTable(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  if (head.includes(0)) return false;
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const first = head.subarray(start).find((byte) => ![0x20, 0x0a, 0x0d, 0x09].includes(byte));
  return first !== undefined && ![0x7b, 0x5b, 0x3c].includes(first);
}

const SEPARATORS = [',', ';', '\t'];
/** Lines looked at to tell a table from a letter. */
const LINES = 5;

/** A text without a name of its own is a table when its first lines have the same separators, the same number each. */
function hasColumns(head: Uint8Array): boolean {
  const lines = Buffer.from(head)
    .toString('latin1')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES);
  return (
    lines.length > 1 &&
    SEPARATORS.some((separator) => {
      const counts = new Set(lines.map((line) => line.split(separator).length));
      return counts.size === 1 && !counts.has(1);
    })
  );
}

/**
 * Tables of separated values: commas, semicolons, tabs; UTF-8, UTF-16 or GBK. Shapes come from a column of WKT or
 * GeoJSON, from coordinates, or from rows of boundary points.
 */
export const csvFormat: Format = {
  id: 'csv',
  // A `.txt` that is no table is no broken table: it may be anything.
  extensions: EXTENSIONS.filter((one) => one !== '.txt'),
  // Nothing in a text says that it is a table, so its name has a say.
  recognises: (head, extension) =>
    EXTENSIONS.includes(extension) && isTable(head) && (extension !== '.txt' || hasColumns(head)),
  probe: async (file, { encoding, signal }) => {
    const open = await openCsv(file, encoding, signal);
    if (!open.ok) {
      const { code, params } = open.error;
      return fail(code === 'cancelled' ? code : `import.${code}`, { file: file.name, ...params });
    }
    const { info, notes } = open.value.survey;
    const taken = info.encoding === 'gb18030' && encoding === null;
    return ok({
      layers: [info],
      notes: taken ? [noticed(null, 'encoding-taken', { encoding: 'gb18030' }), ...notes] : notes,
    });
  },
  read: async function* (file, { encoding, signal, onShare }) {
    const open = await openCsv(file, encoding, signal);
    if (open.ok) yield* readSheet(open.value.source, open.value.survey.layout, [], { signal, onShare });
    else if (open.error.code !== 'cancelled') yield fatal(open.error.code, open.error.params ?? {});
  },
  writer: csvWriter,
};
