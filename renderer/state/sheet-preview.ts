import { create } from 'zustand';
import type { SheetAnswer } from '../../shared/bridge/print-contract.ts';
import type { KeptSheet } from '../../shared/print/kept-sheet.ts';
import type { Failure } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { today } from '../i18n/today.ts';
import { loadSheetFonts, loadSheetPictures } from '../print/sheet-assets.ts';

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
export async function previewSheet(sheet: KeptSheet | null, page: number): Promise<void> {
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

/** Forgets the preview: the editor is closed. */
export function endPreview(): void {
  running?.abort();
  useSheetPreview.setState(NOTHING);
}
