import type { DisplayItem } from '../display-list.ts';
import { BLACK, ink, PAPER, pen } from '../colors.ts';
import { box, line, middleBase, written, type Area } from '../draw.ts';
import { filled } from '../facts.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { ASCENT, brokenLines, LINE_HEIGHT, textWidth } from '../text-metrics.ts';
import type { ItemContext } from './context.ts';

const alignedX = ({ x, width }: Area, align: 'left' | 'center' | 'right'): number =>
  align === 'left' ? x : align === 'center' ? x + width / 2 : x + width;

/** Type is made smaller down to this share so that a title fits its line. */
const LEAST_TITLE = 0.5;
/** Titles are set with air between characters. */
const TITLE_SPACING = 0.12;
const SECOND_SIZE = 0.48;

/** The name of the sheet, and below it a smaller line. */
export function* titleItems(
  item: ItemOf<'title'>,
  { facts, page, language }: ItemContext,
): Generator<DisplayItem> {
  const title = filled(item.text, facts, page, language);
  const second = filled(item.second, facts, page, language).trim();
  const fit = (text: string, size: number): { size: number; bold: true; spacing: number } => {
    const style = { size, bold: true, spacing: size * TITLE_SPACING } as const;
    const share = Math.min(1, item.width / Math.max(textWidth(text, style), 1e-6));
    const fitted = size * Math.max(LEAST_TITLE, share);
    return { size: fitted, bold: true, spacing: fitted * TITLE_SPACING };
  };
  const style = fit(title, item.size);
  const x = alignedX(item, item.align);
  const room = second === '' ? item.height : item.height - item.size * SECOND_SIZE * LINE_HEIGHT * 1.2;
  yield written(title, x, middleBase(item.y, room, style.size), { ...style, align: item.align });
  if (second === '') return;
  const small = fit(second, item.size * SECOND_SIZE);
  yield written(second, x, item.y + item.height - small.size * 0.3, {
    ...small,
    bold: false,
    align: item.align,
  });
}

/** Type is made smaller down to this share before lines are left out: a mark must not lose its end. */
const LEAST_TEXT = 0.6;
const SHRINK = 0.95;

/** Free text, broken into lines; what has no room even in smaller type is left out. */
export function* textItems(item: ItemOf<'text'>, context: ItemContext): Generator<DisplayItem> {
  const { facts, page, language, weight } = context;
  const pad = item.frame ? item.size * 0.6 : 0;
  if (item.frame) yield box(item, ink(PAPER), pen(BLACK, 0.15 * weight));
  const inner = {
    x: item.x + pad,
    y: item.y + pad,
    width: item.width - 2 * pad,
    height: item.height - 2 * pad,
  };
  const words = filled(item.text, facts, page, language);
  let { size } = item;
  const linesAt = (type: number): string[] =>
    brokenLines(words, inner.width, { size: type, bold: item.bold });
  const roomAt = (type: number): number =>
    Math.max(1, Math.floor((inner.height + type * 0.35) / (type * LINE_HEIGHT)));
  while (linesAt(size).length > roomAt(size) && size * SHRINK >= item.size * LEAST_TEXT) size *= SHRINK;
  const style = { size, bold: item.bold };
  const height = size * LINE_HEIGHT;
  const shown = linesAt(size).slice(0, roomAt(size));
  const rest = inner.height - shown.length * height;
  const top = inner.y + (item.vertical === 'top' ? 0 : item.vertical === 'middle' ? rest / 2 : rest);
  for (const [i, text] of shown.entries()) {
    const base = top + i * height + size * (ASCENT + (LINE_HEIGHT - 1) / 2);
    yield written(text, alignedX(inner, item.align), base, {
      ...style,
      align: item.align,
      color: item.color,
    });
  }
}

/** The block at the foot of a sheet: who made it, who looked it over, when. */
export function* stampItems(item: ItemOf<'stamp'>, context: ItemContext): Generator<DisplayItem> {
  const { facts, page, language, weight } = context;
  const { rows, size } = item;
  if (rows.length === 0) return;
  const stroke = pen(BLACK, 0.15 * weight);
  yield box(item, ink(PAPER), pen(BLACK, 0.3 * weight));
  const labels = rows.map(({ label }) => filled(label, facts, page, language));
  const rowHeight = item.height / rows.length;
  const type = Math.min(size, rowHeight * 0.62);
  const widest = Math.max(...labels.map((label) => textWidth(label, { size: type, bold: false })));
  const split = Math.min(item.width * 0.6, widest + type * 1.6);
  for (const [i, { value }] of rows.entries()) {
    const y = item.y + i * rowHeight;
    const base = middleBase(y, rowHeight, type);
    if (i > 0) yield line([item.x, y, item.x + item.width, y], stroke);
    yield written(labels[i]!, item.x + split / 2, base, { size: type, align: 'center' });
    const text = filled(value, facts, page, language);
    const room = item.width - split - type * 1.2;
    const width = textWidth(text, { size: type, bold: false });
    yield written(text, item.x + split + type * 0.6, base, {
      size: type * Math.min(1, room / Math.max(width, 1e-6)),
    });
  }
  yield line([item.x + split, item.y, item.x + split, item.y + item.height], stroke);
}
