import type { CallOptions, Progress } from '../../shared/bridge/contract.ts';
import type { PrintRequest } from '../../shared/bridge/print-contract.ts';
import type { DisplayList } from '../../shared/print/display-list.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { services, type Services } from '../bridge/client.ts';
import { paintList } from './paint-list.ts';
import { loadSheetFonts, loadSheetPictures } from './sheet-assets.ts';

const MM_PER_INCH = 25.4;
/** Pixels of one strip: about 24 MB in the canvas and as much on the way, whatever the size of the sheet. */
const STRIP_PIXELS = 6_000_000;

/** Size in pixels of a sheet at so many dots an inch. */
export const pngSize = (sheet: { readonly width: number; readonly height: number }, dpi: number) => ({
  width: Math.round((sheet.width * dpi) / MM_PER_INCH),
  height: Math.round((sheet.height * dpi) / MM_PER_INCH),
});

/** Paints one page strip by strip and sends the rows; null where all went well. */
async function sendPage(
  { query }: Services,
  session: string,
  list: DisplayList,
  dpi: number,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Result<null>> {
  const { width, height } = pngSize(list, dpi);
  const rows = Math.max(1, Math.min(height, Math.floor(STRIP_PIXELS / width)));
  const [images] = await Promise.all([loadSheetPictures(list), loadSheetFonts(list)]);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  // In memory and not on the graphics card: what is painted is read back at once.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) return fail('print.canvas');
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    canvas.height = count;
    const view = { scale: dpi / MM_PER_INCH, left: 0, top };
    if (!(await paintList(context, list, images, view, signal))) return fail('cancelled');
    const pixels = new Uint8Array(context.getImageData(0, 0, width, count).data.buffer);
    const sent = await query.pngRows({ session, pixels });
    if (!sent.ok) return sent;
    onShare(Math.min(1, (top + count) / height));
  }
  return ok(null);
}

/** Painted pages of an atlas, one after the other. Failures: those of composing and writing, `print.canvas`, `cancelled`. */
async function sendPages(
  now: Services,
  session: string,
  { name: sheet, layout, date }: PrintRequest,
  pages: readonly string[],
  dpi: number,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<Result<readonly string[]>> {
  for (const [index, name] of pages.entries()) {
    const tell = (share: number): void =>
      progress({
        share: (index + share) / pages.length,
        stage: 'print.stage.page',
        params: { page: index + 1, pages: pages.length },
      });
    tell(0);
    const made = await now.query.sheetPage(
      { name: sheet, layout, date, page: index, draft: false },
      { signal },
    );
    if (!made.ok) return made;
    const { list } = made.value;
    const about = { session, name, number: index + 1, pages: pages.length, dpi, ...pngSize(list, dpi) };
    const begun = await now.query.pngPage(about);
    if (!begun.ok) return begun;
    const sent = await sendPage(now, session, list, dpi, signal, tell);
    if (!sent.ok) return sent;
  }
  return signal.aborted ? fail('cancelled') : now.query.pngEnd({ session });
}

/**
 * Prints a sheet or an atlas as PNG at so many dots an inch, painted here and written by the services. Gives the names of the
 * files; nothing is left where it fails or is cancelled.
 *
 * @param file token of the place
 */
export async function printPng(
  request: PrintRequest,
  file: string,
  dpi: number,
  { signal = new AbortController().signal, onProgress = () => {} }: CallOptions,
): Promise<Result<readonly string[]>> {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const { name, layout, date } = request;
  const named = await now.query.atlasPages({ name, layout, date });
  if (!named.ok) return named;
  const { pages } = named.value;
  const opened = await now.query.pngOpen({ file, pages: [...pages] });
  if (!opened.ok) return opened;
  const session = opened.value;
  const sent = await sendPages(now, session, request, pages, dpi, signal, onProgress);
  if (!sent.ok) await now.query.pngDiscard({ session });
  return sent;
}
