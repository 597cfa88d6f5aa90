import type { SheetLayout } from '../../shared/print/layout/layout-schema.ts';
import type { CallOptions } from '../../shared/bridge/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { services, type Services } from '../bridge/client.ts';
import { today } from '../i18n/today.ts';
import { printPng } from '../print/print-png.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';

/** Label of the jobs that print. */
export const PRINT_JOB = 'print.job';

/** How a sheet is printed. */
export interface PrintChoice {
  readonly format: 'pdf' | 'png';
  /** Dots an inch, for a PNG. */
  readonly dpi: number;
  /** A PDF for each page of an atlas. PNG has no other way. */
  readonly split: boolean;
}

interface Printed {
  readonly files: readonly string[];
  readonly pages: number;
  readonly notes: readonly string[];
  readonly missing: readonly string[];
}

async function print(
  now: Services,
  name: string,
  layout: SheetLayout,
  { format, dpi, split }: PrintChoice,
  file: string,
  options: CallOptions,
): Promise<Result<Printed>> {
  const request = { name, layout, split, date: today() };
  if (format === 'pdf') return now.query.printPdf({ ...request, file }, options);
  const files = await printPng(request, file, dpi, options);
  return files.ok ? ok({ files: files.value, pages: files.value.length, notes: [], missing: [] }) : files;
}

/** Asks where to, then prints as a job of the dock. False when the user chose no place. */
export async function printSheet(name: string, layout: SheetLayout, choice: PrintChoice): Promise<boolean> {
  const now = services();
  if (now === null) return false;
  const chosen = await now.shell.chooseExport({ suggested: `${name}.${choice.format}` });
  if (!chosen.ok) {
    notifyFailure(chosen.error);
    return false;
  }
  if (chosen.value === null) return false;
  const { token, name: file } = chosen.value;
  void runJob({ key: PRINT_JOB, params: { file } }, async (options) => {
    const printed = await print(now, name, layout, choice, token, options);
    if (!printed.ok) {
      notifyFailure(printed.error);
      return printed;
    }
    const { files, pages, notes, missing } = printed.value;
    notify('ok', 'print.done', { pages, file: files[0] ?? file });
    for (const code of notes) notify('info', `print.note.${code}`);
    if (missing.length > 0) notify('info', 'print.note.missing', { characters: missing.join(' ') });
    return printed;
  });
  return true;
}
