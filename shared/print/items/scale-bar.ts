import { text } from '../../i18n/text.ts';
import { scaleText } from '../../map/scale-text.ts';
import { BLACK, ink, PAPER, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { box, written } from '../draw.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { textWidth } from '../text-metrics.ts';
import type { ItemContext } from './context.ts';

/** A bar: so many parts, each so long on the ground (metres). */
export interface Bar {
  readonly part: number;
  readonly parts: number;
}

/** Numbers of parts in the order in which they are liked. */
const PART_COUNTS = [4, 5, 3, 2];

/** The longest bar of round parts (1, 2 or 5 times a power of ten) that fits. */
export function barFor(scale: number, widthMm: number): Bar {
  const room = (widthMm * scale) / 1000;
  let best: Bar = { part: 0, parts: 1 };
  for (let power = 10 ** Math.floor(Math.log10(room) - 1); power <= room; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const part = factor * power;
      for (const parts of PART_COUNTS)
        if (part * parts <= room && part * parts > best.part * best.parts) best = { part, parts };
    }
  }
  return best;
}

/** A length without needless decimals. */
const lengthText = (metres: number): string => String(Number(metres.toPrecision(6)));

/** Scale as a number, and as a bar whose parts are as long on the paper as they say. */
export function* scaleBarItems(
  item: ItemOf<'scale-bar'>,
  { window, language, weight }: ItemContext,
): Generator<DisplayItem> {
  if (window === null) return;
  const { size } = item;
  const middle = item.x + item.width / 2;
  let y = item.y;
  if (item.numeric) {
    y += size * 1.25;
    yield written(scaleText(window.scale), middle, y, { size: size * 1.3, bold: true, align: 'center' });
    y += size * 0.5;
  }
  if (!item.bar) return;
  const unit = text(language, 'print.unit.km');
  const metric = text(language, 'print.unit.m');
  // The unit stands behind the last figure: room for it on both sides keeps the bar in the middle.
  const side = textWidth(` ${unit}`, { size, bold: false }) + size * 1.2;
  const { part, parts } = barFor(window.scale, Math.max(10, item.width - 2 * side));
  const width = (part * 1000) / window.scale;
  const inKm = part * parts >= 1000;
  const left = middle - (parts * width) / 2;
  const height = size * 0.5;
  const stroke = pen(BLACK, 0.15 * weight);
  y += size * 1.15;
  for (let i = 0; i <= parts; i++) {
    const figure = lengthText((part * i) / (inKm ? 1000 : 1));
    yield written(figure, left + i * width, y, { size, align: 'center' });
    if (i < parts) {
      const area = { x: left + i * width, y: y + size * 0.35, width, height };
      yield box(area, ink(i % 2 === 0 ? BLACK : PAPER), stroke);
    }
  }
  const last = textWidth(lengthText((part * parts) / (inKm ? 1000 : 1)), { size, bold: false });
  yield written(inKm ? unit : metric, left + parts * width + last / 2 + size * 0.3, y, { size });
}
