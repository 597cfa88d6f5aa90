import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import type { InspectionWords } from '../../../shared/inspection/words.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { writeWorkbook } from '../../formats/xlsx/write-workbook.ts';
import { putInPlace, workFolder } from '../export/put-in-place.ts';
import { inspectionWorkbook } from './inspection-workbook.ts';

/**
 * Writes a report as a workbook, whole or not at all.
 * Failures `export.not-written` (file, cause), `export.sheet-rows`, `cancelled`.
 */
export async function writeInspectionWorkbook(
  file: string,
  report: InspectionReport,
  words: InspectionWords,
  signal: AbortSignal,
): Promise<Result<null>> {
  let work: string | null = null;
  try {
    work = await workFolder(file);
    const written = await writeWorkbook(
      path.join(work, path.basename(file)),
      inspectionWorkbook(report, words),
      signal,
    );
    if (!written.ok) return written;
    await putInPlace(work, file);
    return ok(null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(file), cause: code });
  } finally {
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}
