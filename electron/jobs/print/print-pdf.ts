import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Replace } from '../../../shared/bridge/export-contract.ts';
import type { PrintReport, PrintRequest } from '../../../shared/bridge/print-contract.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { ComposedSheet } from '../../../shared/print/compose-sheet.ts';
import type { DisplayList } from '../../../shared/print/display-list.ts';
import { filled } from '../../../shared/print/facts.ts';
import { pageFileName } from '../../../shared/print/page-file.ts';
import type { SheetPage } from '../../../shared/print/sheet-window.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { writePdf, type PdfInfo } from '../../print/pdf/write-pdf.ts';
import type { Reader } from '../../store/read/reader.ts';
import { refuseTaken } from '../export/free-place.ts';
import { putInPlace, workFolder } from '../export/put-in-place.ts';
import { atlasPages } from './atlas-pages.ts';
import { composePage, type SheetSource } from './compose-page.ts';
import { sheetSource } from './sheet-source.ts';

/** Thrown out of the writing of a document whose signal was aborted; caught below. */
class Cancelled extends Error {}

/** What is noticed while pages are made. */
interface Seen {
  readonly notes: Set<string>;
  readonly missing: Set<string>;
  scales: Set<number>;
  done: number;
}

function infoOf({ layout, facts }: SheetSource, page: SheetPage): PdfInfo {
  const title = layout.items.find((item) => item.kind === 'title');
  const about = { page: page.name, number: page.number, pages: page.pages, scale: null };
  const named = title?.kind === 'title' ? filled(title.text, facts, about, layout.language) : facts.name;
  return {
    title: page.name === '' ? named : `${named} ${page.name}`,
    author: facts.countyName,
    date: facts.date,
  };
}

/**
 * Prints a sheet, or an atlas, as one PDF or one for each page. All is written in a hidden folder beside its place and
 * moved when it is complete. Nothing is begun where a file stands that nobody allowed to be replaced.
 *
 * @param date `2026-11-22`, for the placeholder and the document
 * @returns failures `print.*`, `export.exists`, `export.not-written`, `cancelled`
 */
export async function printPdf(
  reader: Reader,
  request: PrintRequest & { readonly path: string; readonly replace?: Replace | undefined },
  overlay: Overlay,
  call: CallContext,
): Promise<Result<PrintReport>> {
  const made = sheetSource(reader, request.layout, request, overlay);
  if (!made.ok) return made;
  const pages = await atlasPages(reader, made.value, overlay);
  if (!pages.ok) return pages;
  const all = pages.value;
  const source: SheetSource = {
    ...made.value,
    outlines: all.flatMap(({ outline }) => (outline === null ? [] : [outline])),
  };
  const seen: Seen = { notes: new Set(), missing: new Set(), scales: new Set(), done: 0 };

  async function* lists(some: readonly SheetPage[]): AsyncGenerator<DisplayList> {
    for (const page of some) {
      call.progress({
        share: seen.done / all.length,
        stage: 'print.stage.page',
        params: { page: seen.done + 1, pages: all.length },
      });
      const composed: ComposedSheet | null = await composePage(reader, source, page, { signal: call.signal });
      if (composed === null) throw new Cancelled();
      for (const { code } of composed.notes) seen.notes.add(code);
      if (composed.window !== null) seen.scales.add(composed.window.scale);
      yield composed.list;
      seen.done++;
    }
  }

  const target = request.path.toLowerCase().endsWith('.pdf') ? request.path : `${request.path}.pdf`;
  const stem = path.basename(target, path.extname(target));
  const parts = request.split
    ? all.map((page) => ({ name: pageFileName(stem, page, '.pdf'), pages: [page] }))
    : [{ name: path.basename(target), pages: all }];
  const free = await refuseTaken(
    parts.map(({ name }) => name),
    request.path,
    request.replace,
  );
  if (!free.ok) return free;
  let work: string | null = null;
  const held = await reader.at();
  try {
    work = await workFolder(target);
    for (const part of parts) {
      const handle = await open(path.join(work, part.name), 'w');
      try {
        const report = await writePdf(
          handle,
          infoOf(source, part.pages.length === 1 ? part.pages[0]! : all[0]!),
          lists(part.pages),
        );
        for (const character of report.missing) seen.missing.add(character);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    if (call.signal.aborted) return fail('cancelled');
    await putInPlace(work, target);
    return ok({
      files: parts.map(({ name }) => name),
      pages: all.length,
      scales: [...seen.scales].sort((a, b) => a - b),
      notes: [...seen.notes].sort(),
      missing: [...seen.missing].sort(),
    });
  } catch (error) {
    if (error instanceof Cancelled) return fail('cancelled');
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(target), cause: code });
  } finally {
    held.release();
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}
