import { text } from '../../i18n/text.ts';
import { BLACK, GREY, ink, PAPER, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { shape, written } from '../draw.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { convergence } from '../map/grid.ts';
import type { ItemContext } from './context.ts';

/** `1°12′`. */
function angleText(degrees: number): string {
  const minutes = Math.round(Math.abs(degrees) * 60);
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, '0')}′`;
}

/** An arrow to grid north, one half dark, with the letter above it and, if wanted, the angle to true north below. */
export function* northArrowItems(
  item: ItemOf<'north-arrow'>,
  { window, language, weight }: ItemContext,
): Generator<DisplayItem> {
  const { x, width, height } = item;
  const noted = item.convergence && window !== null;
  const note = noted ? height * 0.13 : 0;
  const letter = Math.min(height * 0.24, width * 0.6);
  const middle = x + width / 2;
  yield written(text(language, 'print.north'), middle, item.y + letter * 0.86, {
    size: letter,
    bold: true,
    align: 'center',
  });
  const top = item.y + letter * 1.12;
  const bottom = item.y + height - note * 1.4;
  const half = Math.min(width / 2, (bottom - top) * 0.3);
  const notch = bottom - (bottom - top) * 0.24;
  const stroke = pen(BLACK, 0.18 * weight, { join: 'round' });
  yield shape([[middle, top, middle, notch, middle - half, bottom]], true, ink(BLACK), stroke);
  yield shape([[middle, top, middle + half, bottom, middle, notch]], true, ink(PAPER), stroke);
  if (!noted) return;
  const angle = convergence(window, window.x + window.width / 2, window.y + window.height / 2);
  const side = text(language, angle >= 0 ? 'print.convergence.east' : 'print.convergence.west', {
    angle: angleText(angle),
  });
  yield written(side, middle, item.y + height, { size: note, align: 'center', color: GREY });
}
