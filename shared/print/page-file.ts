import type { SheetPage } from './sheet-window.ts';

/** What no file name may hold on any of the systems, and spaces. */
const UNFIT = /[\\/:*?"<>|\s\p{Cc}]+/gu;

/** Name of the file of one page of an atlas: `stem-03-桐渡镇.pdf`; of a single sheet `stem.pdf`. */
export function pageFileName(
  stem: string,
  page: Pick<SheetPage, 'name' | 'number' | 'pages'>,
  extension: string,
): string {
  if (page.pages === 1 && page.name === '') return stem + extension;
  const number = String(page.number).padStart(String(page.pages).length, '0');
  const name = page.name.replaceAll(UNFIT, '_').slice(0, 60);
  return `${stem}-${number}${name === '' ? '' : `-${name}`}${extension}`;
}
