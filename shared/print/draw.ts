import { BLACK, ink } from './colors.ts';
import { linesOf, type DisplayItem, type Ink, type Pen, type TextItem } from './display-list.ts';
import { CAP_HEIGHT, textWidth } from './text-metrics.ts';

/*
 * The few things that all parts of a sheet are drawn with. Millimetres.
 */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const shape = (
  lines: readonly ArrayLike<number>[],
  closed: boolean,
  fill: Ink | null,
  stroke: Pen | null,
): DisplayItem => ({ kind: 'shape', lines: linesOf(lines), closed, fill, pen: stroke, rule: 'nonzero' });

export const box = ({ x, y, width, height }: Area, fill: Ink | null, stroke: Pen | null): DisplayItem =>
  shape([[x, y, x + width, y, x + width, y + height, x, y + height]], true, fill, stroke);

export const line = (points: readonly number[], stroke: Pen): DisplayItem =>
  shape([points], false, null, stroke);

export interface WrittenStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly spacing?: number;
  /** Degrees anticlockwise. */
  readonly angle?: number;
}

/** One line of text whose left end, middle or right end stands at `x` on the base line `y`. */
export function written(text: string, x: number, y: number, style: WrittenStyle): TextItem {
  const { size, bold = false, color = BLACK, align = 'left', spacing = 0, angle = 0 } = style;
  const width = textWidth(text, { size, bold, spacing });
  const back = align === 'center' ? width / 2 : align === 'right' ? width : 0;
  const turn = (angle * Math.PI) / 180;
  return {
    kind: 'text',
    x: x - back * Math.cos(turn),
    y: y + back * Math.sin(turn),
    text,
    size,
    bold,
    ink: ink(color),
    halo: null,
    angle,
    spacing,
  };
}

/** The base line of text whose capitals and figures are in the middle of a height. */
export const middleBase = (y: number, height: number, size: number): number =>
  y + (height + size * CAP_HEIGHT) / 2;

/** What is drawn inside an area only. */
export function* clipped(
  { x, y, width, height }: Area,
  items: Iterable<DisplayItem>,
): Generator<DisplayItem> {
  yield { kind: 'clip', lines: linesOf([[x, y, x + width, y, x + width, y + height, x, y + height]]) };
  yield* items;
  yield { kind: 'end' };
}
