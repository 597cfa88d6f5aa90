import { text } from '../../i18n/text.ts';
import { BLACK, ink, PAPER, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { box, line, middleBase, written } from '../draw.ts';
import { filled } from '../facts.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { fittedText, textWidth } from '../text-metrics.ts';
import type { ItemContext } from './context.ts';
import { tableModel } from './table-model.ts';

/* Shares of the type size. */
const ROW = 1.7;
const CELL_PAD = 0.5;
/** Type is made smaller down to this share before columns are cut and rows left out. */
const LEAST_SIZE = 0.6;
const SHRINK = 0.95;

/** Columns as wide as their widest cell, drawn out or pressed to the whole width. */
function columnWidths(
  rows: readonly (readonly string[])[],
  size: number,
  width: number,
): { widths: number[]; natural: number } {
  const count = Math.max(...rows.map((row) => row.length));
  const natural = Array.from(
    { length: count },
    (_, column) =>
      Math.max(...rows.map((row) => textWidth(row[column] ?? '', { size, bold: true }))) +
      2 * CELL_PAD * size,
  );
  const sum = natural.reduce((all, one) => all + one, 0);
  return { widths: natural.map((one) => (one * width) / sum), natural: sum };
}

/** A table with its title. Whether all rows had room is said by `complete`. */
export function tableItems(
  item: ItemOf<'table'>,
  context: ItemContext,
): { readonly items: readonly DisplayItem[]; readonly complete: boolean } {
  const { facts, page, language, weight } = context;
  const { rows, figures, sum } = tableModel(item, context);
  if (rows.length === 0) return { items: [], complete: true };
  const items: DisplayItem[] = [];
  const title = filled(item.title, facts, page, language);
  let { size } = item;
  const titleHeight = (): number => (title === '' ? 0 : size * 2);
  const fits = (): boolean =>
    titleHeight() + rows.length * size * ROW <= item.height &&
    columnWidths(rows, size, item.width).natural <= item.width;
  while (!fits() && size * SHRINK >= item.size * LEAST_SIZE) size *= SHRINK;
  const room = Math.max(2, Math.floor((item.height - titleHeight()) / (size * ROW)));
  const complete = rows.length <= room;
  // Where rows are left out a line says so, and the sum stays.
  const last = sum ? [rows.at(-1)!] : [];
  const body = rows.slice(0, room - 1 - last.length);
  const more = ['', text(language, 'print.table.more', { count: rows.length - body.length - last.length })];
  const shown = complete ? rows : [...body, rows[0]!.length === 2 ? more.toReversed() : more, ...last];
  const { widths } = columnWidths(shown, size, item.width);
  const height = size * ROW;
  const top = item.y + titleHeight();
  if (title !== '')
    items.push(
      written(title, item.x + item.width / 2, middleBase(item.y, titleHeight() * 0.9, size * 1.1), {
        size: size * 1.1,
        bold: true,
        align: 'center',
      }),
    );
  const thin = pen(BLACK, 0.12 * weight);
  const whole = { x: item.x, y: top, width: item.width, height: shown.length * height };
  items.push(box(whole, ink(PAPER), pen(BLACK, 0.25 * weight)));
  shown.forEach((row, i) => {
    const y = top + i * height;
    if (i > 0) items.push(line([whole.x, y, whole.x + whole.width, y], thin));
    const bold = i === 0 || (sum && i === shown.length - 1);
    let x = item.x;
    widths.forEach((width, column) => {
      const pad = CELL_PAD * size;
      const cell = fittedText(row[column] ?? '', width - pad, { size, bold });
      const right = figures.includes(column) && i > 0;
      const align = i === 0 ? 'center' : right ? 'right' : 'left';
      const at = align === 'center' ? x + width / 2 : right ? x + width - pad : x + pad;
      if (cell !== '') items.push(written(cell, at, middleBase(y, height, size), { size, bold, align }));
      x += width;
    });
  });
  widths.slice(0, -1).reduce((x, width) => {
    items.push(line([x + width, top, x + width, top + whole.height], thin));
    return x + width;
  }, item.x);
  return { items, complete };
}
