import { open } from 'node:fs/promises';
import { fatal, noticed, type Problem } from '../../shared/import/raw.ts';
import type { RowMerge } from '../../shared/import/sheet/fill-merges.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import type { FileRef, Format } from './define-format.ts';
import { perJob } from './per-job.ts';
import { readSheet, surveySheet, type RowSource, type SheetSurvey } from './sheet-layer.ts';
import { isCompoundFile, isEncryptedWorkbook } from './xlsx/compound-file.ts';
import { xlsxWriter } from './xlsx-writer.ts';
import { openWorkbook, type SheetInfo, type Workbook } from './xlsx/open-workbook.ts';
import { createSheetFacts, type SheetFacts } from './xlsx/sheet-rows.ts';
import { isZip } from './zip.ts';

const EXTENSIONS = ['.xlsx', '.xlsm', '.xltx', '.xls'];

interface OpenSheet {
  readonly source: RowSource;
  readonly survey: SheetSurvey;
  readonly merges: readonly RowMerge[];
  readonly facts: SheetFacts;
}

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const head = new Uint8Array(8);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function openFile(file: FileRef, signal: AbortSignal): Promise<Result<Workbook>> {
  if (!isCompoundFile(await headOf(file.path))) return openWorkbook(file, signal);
  return fail((await isEncryptedWorkbook(file.path)) ? 'xlsx-encrypted' : 'xls-old');
}

const surveyed = perJob<OpenSheet>();

/** A sheet is looked through once a job: its layout, how many features it has, which of its cells are merged. */
const openSheet = (
  file: FileRef,
  workbook: Workbook,
  sheet: SheetInfo,
  signal: AbortSignal,
): Promise<Result<OpenSheet>> =>
  surveyed(file, sheet.part, async () => {
    const facts = createSheetFacts();
    const sourceOf = (told: SheetFacts): RowSource => ({
      name: sheet.name,
      encoding: null,
      rows: (options) => workbook.rows(sheet, told, options),
    });
    const survey = await surveySheet(sourceOf(facts), signal);
    if (!survey.ok) return survey;
    const merges = facts.merges.map(({ top, bottom, left }) => ({ top, bottom, column: left }));
    return ok({ source: sourceOf(createSheetFacts()), survey: survey.value, merges, facts });
  });

function wordsOf({ name, hidden }: SheetInfo, { survey, facts }: OpenSheet): Problem[] {
  const told = (code: string, count: number): Problem[] =>
    count === 0 ? [] : [noticed(null, code, { layer: name, count })];
  return [
    ...(hidden ? [noticed(null, 'sheet-hidden', { layer: name }, 'info')] : []),
    ...survey.notes,
    ...told('sheet-errors', facts.errors),
    ...told('sheet-uncalculated', facts.uncalculated),
    ...told('sheet-beyond', facts.beyond),
  ];
}

const named = (file: FileRef, { code, params }: Failure) =>
  fail(code === 'cancelled' ? code : `import.${code}`, { file: file.name, ...params });

/**
 * Excel workbooks, a layer a sheet. Shapes come from a column of WKT or GeoJSON, from coordinates, or from rows of
 * boundary points; a sheet without any is listed and said to have none. Old .xls files are refused with advice.
 */
export const xlsxFormat: Format = {
  id: 'xlsx',
  extensions: EXTENSIONS,
  // An archive, or what held workbooks before, could be anything: its name has a say.
  recognises: (head, extension) => EXTENSIONS.includes(extension) && (isZip(head) || isCompoundFile(head)),
  probe: async (file, { signal }) => {
    const workbook = await openFile(file, signal);
    if (!workbook.ok) return named(file, workbook.error);
    const layers: SheetSurvey['info'][] = [];
    const notes: Problem[] = [];
    for (const sheet of workbook.value.sheets) {
      const opened = await openSheet(file, workbook.value, sheet, signal);
      if (!opened.ok) return named(file, opened.error);
      const { info } = opened.value.survey;
      // A sheet with nothing on it is none.
      if (info.count === 0 && info.fields.length === 0) continue;
      layers.push(info);
      notes.push(...wordsOf(sheet, opened.value));
    }
    return layers.length === 0 ? named(file, { code: 'xlsx-empty' }) : ok({ layers, notes });
  },
  read: async function* (file, { layer, signal, onShare }) {
    const workbook = await openFile(file, signal);
    const sheet = workbook.ok ? workbook.value.sheets.find(({ name }) => name === layer) : undefined;
    const opened =
      workbook.ok && sheet !== undefined ? await openSheet(file, workbook.value, sheet, signal) : workbook;
    if (!opened.ok) {
      if (opened.error.code !== 'cancelled') yield fatal(opened.error.code, opened.error.params ?? {});
    } else if ('survey' in opened.value) {
      const { source, survey, merges } = opened.value;
      yield* readSheet(source, survey.layout, merges, { signal, onShare });
    }
  },
  writer: xlsxWriter,
};
