import { create } from 'zustand';
import type { SheetAnswer } from '../../shared/bridge/print-contract.ts';
import type { KeptSheet } from '../../shared/print/kept-sheet.ts';
import type { Failure } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { today } from '../i18n/today.ts';
import { loadSheetFonts, loadSheetPictures } from '../print/sheet-assets.ts';
import { useLayers } from './layers.ts';
import { useSession } from './session.ts';
import { currentSheet, useSheets, type SheetsState } from './sheets.ts';

/** What the editor shows of a page, and of the atlas it belongs to. */
export interface SheetPreview {
  readonly answer: SheetAnswer | null;
  readonly images: readonly (ImageBitmap | undefined)[];
  /** Names of the pages of the atlas. */
  readonly pages: readonly string[];
  readonly busy: boolean;
  readonly failure: Failure | null;
}

const NOTHING: SheetPreview = { answer: null, images: [], pages: [], busy: false, failure: null };

export const useSheetPreview = create<SheetPreview>()(() => NOTHING);

let running: AbortController | null = null;

/** The page that is asked for becomes the page shown; one asked for before is no longer wanted. */
async function previewSheet(sheet: KeptSheet | null, page: number): Promise<void> {
  running?.abort();
  const now = services();
  if (sheet === null || now === null) {
    useSheetPreview.setState(NOTHING);
    return;
  }
  const turn = new AbortController();
  running = turn;
  useSheetPreview.setState({ busy: true });
  const asked = { name: sheet.name, layout: sheet.layout, date: today() };
  const [pages, made] = await Promise.all([
    now.query.atlasPages(asked, { signal: turn.signal }),
    now.query.sheetPage({ ...asked, page, draft: true }, { signal: turn.signal }),
  ]);
  if (turn.signal.aborted) return;
  const failed = [made, pages].find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) {
    useSheetPreview.setState({
      busy: false,
      failure: failed.error,
      pages: pages.ok ? pages.value.pages : [],
    });
    return;
  }
  if (!made.ok || !pages.ok) return;
  const { list } = made.value;
  const [images] = await Promise.all([loadSheetPictures(list), loadSheetFonts(list)]);
  if (turn.signal.aborted) return;
  useSheetPreview.setState({
    answer: made.value,
    images,
    pages: pages.value.pages,
    busy: false,
    failure: null,
  });
}

/** A moment without a change, so that a row of them is one preview. */
const PREVIEW_MS = 150;

/**
 * The page follows the sheet as it is kept, the blueprint, and the look of its layers; not every step of a drag. Returns how
 * to end it.
 */
export function followPreview(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: KeptSheet | null | undefined;
  let page = -1;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void previewSheet(shown ?? null, page), PREVIEW_MS);
  };
  const look = (state: SheetsState): void => {
    const sheet = currentSheet(state);
    if (sheet === shown && state.page === page) return;
    [shown, page] = [sheet, state.page];
    soon();
  };
  look(useSheets.getState());
  const ends = [
    useSheets.subscribe(look),
    useSession.subscribe((now, before) => now.readRev !== before.readRev && soon()),
    useLayers.subscribe((now, before) => now.layers !== before.layers && soon()),
  ];
  return () => {
    for (const end of ends) end();
    clearTimeout(timer);
    running?.abort();
    useSheetPreview.setState(NOTHING);
  };
}
