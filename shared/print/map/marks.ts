import type { Language } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import type { DotSymbol, MarkSymbol } from '../../map/symbol.ts';
import { FACILITY_COLOR, OBSERVATION_COLOR, TOWN_COLOR, TOWN_RINGS } from '../../map/symbols.ts';
import { BLACK, ink, PAPER, pen } from '../colors.ts';
import { linesOf, type DisplayItem, type Ink, type Pen } from '../display-list.ts';
import { CAP_HEIGHT, textWidth } from '../text-metrics.ts';

/** Corners of a circle: at the size of a mark finer than a printer draws. */
const CORNERS = 40;

/** A circle as a ring, millimetres. */
export function circle(
  x: number,
  y: number,
  radius: number,
  fill: Ink | null,
  stroke: Pen | null,
): DisplayItem {
  const ring: number[] = [];
  for (let i = 0; i < CORNERS; i++) {
    const turn = (2 * Math.PI * i) / CORNERS;
    ring.push(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
  }
  return { kind: 'shape', lines: linesOf([ring]), closed: true, fill, pen: stroke, rule: 'nonzero' };
}

/** Rank of a town: ring, ring with dot, double ring with dot. `px` is the length of a map pixel on the paper. */
function* town(level: string, x: number, y: number, px: number): Generator<DisplayItem> {
  const [rings, dot] = TOWN_RINGS[level] ?? [1, false];
  const stroke = pen(TOWN_COLOR.light, 1.5 * px);
  yield circle(x, y, (rings === 2 ? 8 : 6) * px, ink(PAPER), null);
  if (rings === 2) yield circle(x, y, 7 * px, null, stroke);
  yield circle(x, y, 4.6 * px, null, stroke);
  if (dot) yield circle(x, y, 2 * px, ink(TOWN_COLOR.light), null);
}

/** A round plate with one character. */
function* facility(
  kind: string,
  x: number,
  y: number,
  px: number,
  language: Language,
): Generator<DisplayItem> {
  yield circle(x, y, 7 * px, ink(FACILITY_COLOR.light), pen(PAPER, 1.25 * px));
  const glyph = text(language, `map.facility.${kind}`);
  const style = { size: (glyph.length > 1 ? 7 : 9) * px, bold: true };
  yield {
    kind: 'text',
    x: x - textWidth(glyph, style) / 2,
    // Chinese characters stand a little below the line that capitals stand on.
    y: y + (style.size * (CAP_HEIGHT + 0.03)) / 2,
    text: glyph,
    ...style,
    ink: ink(PAPER),
    halo: null,
    angle: 0,
    spacing: 0,
  };
}

function* observation(x: number, y: number, px: number): Generator<DisplayItem> {
  yield circle(x, y, 5 * px, ink(PAPER), pen(OBSERVATION_COLOR.light, 2 * px));
  yield circle(x, y, 1.75 * px, ink(OBSERVATION_COLOR.light), null);
}

/** Half the side of the square that a mark takes, in map pixels. */
export const MARK_REACH: Readonly<Record<MarkSymbol, number>> = {
  'town-rank': 8,
  facility: 7,
  observation: 6,
};

/** A mark at a place of the paper. `code` is the value of the field it goes by. */
export function markItems(
  mark: MarkSymbol,
  code: string,
  x: number,
  y: number,
  px: number,
  language: Language,
): DisplayItem[] {
  if (mark === 'town-rank') return [...town(code, x, y, px)];
  return mark === 'facility' ? [...facility(code, x, y, px, language)] : [...observation(x, y, px)];
}

/** Field that a mark goes by. */
export const MARK_FIELD: Readonly<Record<MarkSymbol, string | null>> = {
  'town-rank': 'town_level',
  facility: 'facility_kind',
  observation: null,
};

/** A dot in the colours of a user's style. */
export const dotItem = (
  { radius, stroke, strokeWidth }: DotSymbol,
  color: string,
  x: number,
  y: number,
  px: number,
): DisplayItem =>
  circle(
    x,
    y,
    radius * px,
    ink(color),
    strokeWidth > 0 ? pen(stroke.light, strokeWidth * px) : pen(BLACK, 0.1),
  );
