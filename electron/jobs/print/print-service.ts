import { randomUUID } from 'node:crypto';
import type { ApiOf, CallContext } from '../../../shared/bridge/contract.ts';
import type { SheetAnswer } from '../../../shared/bridge/print-contract.ts';
import type { printContract } from '../../../shared/bridge/worker-contracts.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { degreesAt } from '../../../shared/print/map/map-window.ts';
import type { SheetPage } from '../../../shared/print/sheet-window.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { tryOpenReader, type ReadHost } from '../../store/read/read-host.ts';
import type { Reader } from '../../store/read/reader.ts';
import { atlasPages } from './atlas-pages.ts';
import { composePage, type KeptMap, type SheetSource } from './compose-page.ts';
import { openPngSession, type PngSession } from './png-session.ts';
import { printPdf } from './print-pdf.ts';
import { sheetSource } from './sheet-source.ts';

export interface PrintHost extends ReadHost {
  loadOverlay(): Promise<Overlay>;
}

/** Vertices of a preview are a tenth of a millimetre apart, which no screen shows. */
const DRAFT_GRAIN = 5;

interface Asked {
  readonly name: string;
  readonly layout: SheetLayout;
  readonly date: string;
}

interface Prepared {
  readonly source: SheetSource;
  readonly pages: readonly SheetPage[];
}

/** Sheets of the open blueprint: pages to be painted, and the files of what is printed. */
export function createPrintService(host: PrintHost): ApiOf<typeof printContract> {
  let reader: Reader | null = null;
  const sessions = new Map<string, PngSession>();
  const kept: KeptMap = { key: '', rev: -1, made: null };

  const close = async (): Promise<void> => {
    for (const session of sessions.values()) await session.discard();
    sessions.clear();
    reader?.close();
    reader = null;
    Object.assign(kept, { key: '', rev: -1, made: null });
  };

  const prepared = async (open: Reader, asked: Asked): Promise<Result<Prepared>> => {
    const overlay = await host.loadOverlay();
    const source = sheetSource(open, asked.layout, asked, overlay);
    if (!source.ok) return source;
    const pages = await atlasPages(open, source.value, overlay);
    if (!pages.ok) return pages;
    const outlines = pages.value.flatMap(({ outline }) => (outline === null ? [] : [outline]));
    return ok({ source: { ...source.value, outlines }, pages: pages.value });
  };

  const page = async (
    open: Reader,
    asked: Asked & { page: number; draft: boolean },
    call: CallContext,
  ): Promise<Result<SheetAnswer>> => {
    const held = await open.at();
    try {
      const made = await prepared(open, asked);
      if (!made.ok) return made;
      const wanted = made.value.pages[asked.page];
      if (wanted === undefined) return fail('print.no-page', { page: asked.page + 1 });
      const options = asked.draft ? { grain: DRAFT_GRAIN, kept } : {};
      const composed = await composePage(open, made.value.source, wanted, {
        signal: call.signal,
        ...options,
      });
      if (composed === null) return fail('cancelled');
      const { list, notes, window } = composed;
      const middle =
        window === null ? null : degreesAt(window, window.x + window.width / 2, window.y + window.height / 2);
      return ok({ list, notes, scale: window?.scale ?? null, centre: middle });
    } finally {
      held.release();
    }
  };

  /** The session of a token. */
  const session = (token: string): Result<PngSession> => {
    const found = sessions.get(token);
    return found === undefined ? fail('print.png-order') : ok(found);
  };

  return {
    open: async ({ path }) => {
      await close();
      const opened = tryOpenReader(host, path);
      if (!opened.ok) return opened;
      reader = opened.value;
      return ok(null);
    },
    close: async () => {
      await close();
      return ok(null);
    },
    atlasPages: async (asked) => {
      if (reader === null) return fail('read.not-open');
      const made = await prepared(reader, asked);
      return made.ok ? ok({ pages: made.value.pages.map(({ name }) => name) }) : made;
    },
    sheetPage: async (asked, call) => {
      // Lets a cancel that has arrived meanwhile be heard first: of a row of edits only the last page is wanted.
      await new Promise((resolve) => setImmediate(resolve));
      if (reader === null) return fail('read.not-open');
      return call.signal.aborted ? fail('cancelled') : page(reader, asked, call);
    },
    printPdf: async (request, call) =>
      reader === null ? fail('read.not-open') : printPdf(reader, request, await host.loadOverlay(), call),
    pngOpen: async ({ path, pages }) => {
      const opened = await openPngSession(path, pages);
      if (!opened.ok) return opened;
      const token = randomUUID();
      sessions.set(token, opened.value);
      return ok(token);
    },
    pngPage: async ({ session: token, ...about }) => {
      const found = session(token);
      return found.ok ? found.value.page(about) : found;
    },
    pngRows: async ({ session: token, pixels }) => {
      const found = session(token);
      return found.ok ? found.value.rows(pixels) : found;
    },
    pngEnd: async ({ session: token }) => {
      const found = session(token);
      if (!found.ok) return found;
      sessions.delete(token);
      return found.value.end();
    },
    pngDiscard: async ({ session: token }) => {
      await sessions.get(token)?.discard();
      sessions.delete(token);
      return ok(null);
    },
  };
}
