import { areaNumber, type AreaUnit } from '../../i18n/format.ts';
import { text } from '../../i18n/text.ts';
import type { LayerStyle } from '../../model/layer-style.ts';
import { BLACK, GREY, ink, PAPER, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { box, middleBase, written } from '../draw.ts';
import { filled } from '../facts.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { fittedText, textWidth } from '../text-metrics.ts';
import type { ItemContext } from './context.ts';
import { legendGroups, type LegendEntry, type LegendGroup } from './legend-model.ts';
import { swatchItems } from './swatch.ts';

/** A line of the legend as it is set. */
type Row =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'entry'; readonly entry: LegendEntry };

/* Shares of the type size. */
const ROW = 1.72;
const SWATCH_WIDTH = 2.5;
const SWATCH_HEIGHT = 1.2;
const GAP = 0.6;
const COLUMN_GAP = 1.1;
const TITLE = 1.45;
const PADDING = 0.7;
/** Type is made smaller down to this share before lines are left out. */
const LEAST_SIZE = 0.55;
const SHRINK = 0.94;

interface Setting {
  readonly size: number;
  readonly columns: number;
  readonly perColumn: number;
  /** Whether every line has room for all of its words. */
  readonly fits: boolean;
}

const rowsOf = (groups: readonly LegendGroup[]): Row[] =>
  groups.flatMap(({ heading, entries }): Row[] => [
    ...(heading === '' ? [] : [{ kind: 'heading', label: heading } as const]),
    ...entries.map((entry): Row => ({ kind: 'entry', entry })),
  ]);

const areaOf = ({ areaM2 }: LegendEntry, unit: AreaUnit | null): string =>
  unit === null || areaM2 === null ? '' : areaNumber(areaM2, unit);

/** Width that the widest line asks for. */
function neededWidth(rows: readonly Row[], size: number, unit: AreaUnit | null): number {
  const widths = rows.map((row) => {
    if (row.kind === 'heading') return textWidth(row.label, { size, bold: true });
    const area = areaOf(row.entry, unit);
    const figures = area === '' ? 0 : size * GAP * 1.5 + textWidth(area, { size, bold: false });
    return size * (SWATCH_WIDTH + GAP) + textWidth(row.entry.label, { size, bold: false }) + figures;
  });
  return Math.max(0, ...widths);
}

/** Columns are not made shorter than this many lines, even where there is room for more of them. */
const LEAST_LINES = 7;

/** The largest type at which all lines fit; in a wide place in several columns, for a long one is hard to read. */
function settingFor(
  item: ItemOf<'legend'>,
  rows: readonly Row[],
  width: number,
  heightOf: (size: number) => number,
): Setting {
  let size = item.size;
  for (;;) {
    const perColumn = Math.max(1, Math.floor(heightOf(size) / (size * ROW)));
    const gap = size * COLUMN_GAP;
    const needed = Math.max(1, Math.ceil(rows.length / perColumn));
    const widest = neededWidth(rows, size, item.areas);
    const room = Math.floor((width + gap) / (widest + gap));
    const wanted = Math.min(room, Math.floor(rows.length / LEAST_LINES));
    const columns = item.columns ?? Math.max(needed, wanted);
    const columnWidth = (width - gap * (columns - 1)) / columns;
    const fits = columns >= needed && columnWidth >= widest;
    if (fits || size * SHRINK < item.size * LEAST_SIZE) {
      // Columns of about the same height read better than a full and a short one.
      const even = columns >= needed ? Math.ceil(rows.length / columns) : perColumn;
      return { size, columns, perColumn: Math.min(perColumn, Math.max(even, 1)), fits };
    }
    size *= SHRINK;
  }
}

/** A legend in its rectangle. Whether all lines had room is said by `complete`. */
export function legendItems(
  item: ItemOf<'legend'>,
  context: ItemContext,
  styles: ReadonlyMap<string, LayerStyle | null>,
): { readonly items: readonly DisplayItem[]; readonly complete: boolean } {
  const { language, view, facts, page, weight } = context;
  const items: DisplayItem[] = [];
  const pad = item.frame ? item.size * PADDING : 0;
  const inner = {
    x: item.x + pad,
    y: item.y + pad,
    width: item.width - 2 * pad,
    height: item.height - 2 * pad,
  };
  if (item.frame) items.push(box(item, ink(PAPER), pen(BLACK, 0.15 * weight)));
  const title = filled(item.title, facts, page, language);
  const rows = view === null ? [] : rowsOf(legendGroups(context.tallies, styles, item.without, language));
  const titleHeight = title === '' ? 0 : item.size * TITLE * 1.75;
  if (title !== '') {
    const size = item.size * TITLE;
    items.push(
      written(title, inner.x + inner.width / 2, middleBase(inner.y, titleHeight * 0.8, size), {
        size,
        bold: true,
        align: 'center',
        // Chinese titles are set wide.
        spacing: /\p{Script=Han}/u.test(title) ? size * 0.5 : 0,
      }),
    );
  }
  const setting = settingFor(item, rows, inner.width, () => inner.height - titleHeight);
  const { size, columns, perColumn } = setting;
  const gap = size * COLUMN_GAP;
  const columnWidth = (inner.width - gap * (columns - 1)) / columns;
  const shown = rows.slice(0, columns * perColumn);
  shown.forEach((row, i) => {
    const x = inner.x + Math.floor(i / perColumn) * (columnWidth + gap);
    const y = inner.y + titleHeight + (i % perColumn) * size * ROW;
    const base = middleBase(y, size * ROW, size);
    if (row.kind === 'heading') {
      items.push(
        written(fittedText(row.label, columnWidth, { size, bold: true }), x, base, { size, bold: true }),
      );
      return;
    }
    const swatch = {
      x,
      y: y + (size * (ROW - SWATCH_HEIGHT)) / 2,
      width: size * SWATCH_WIDTH,
      height: size * SWATCH_HEIGHT,
    };
    if (view !== null) items.push(...swatchItems(row.entry, swatch, view, language));
    const area = areaOf(row.entry, item.areas);
    const areaWidth = area === '' ? 0 : textWidth(area, { size, bold: false }) + size * GAP;
    const room = columnWidth - size * (SWATCH_WIDTH + GAP) - areaWidth;
    const label = fittedText(row.entry.label, room, { size, bold: false });
    items.push(written(label, x + size * (SWATCH_WIDTH + GAP), base, { size }));
    if (area !== '') items.push(written(area, x + columnWidth, base, { size, align: 'right' }));
  });
  if (item.areas !== null && title !== '') {
    const unit = text(language, 'print.legend.area', { unit: text(language, `unit.${item.areas}`) });
    items.push(
      written(unit, inner.x + inner.width, inner.y + titleHeight * 0.92, {
        size: size * 0.85,
        color: GREY,
        align: 'right',
      }),
    );
  }
  return { items, complete: setting.fits && shown.length === rows.length };
}
