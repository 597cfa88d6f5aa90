import { ringCount, ringXY } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { MapColors } from '../../../shared/map/theme.ts';
import type { Screen } from './screen.ts';

/** A line drawn along all rings or lines of a figure. */
export interface Stroke {
  readonly color: string;
  readonly width: number;
  /** Lengths of dash and gap, pixels. */
  readonly dash?: readonly number[];
}

/** Lines, or an area with holes, in flat longitudes and latitudes. */
export interface Figure {
  readonly lines: readonly ArrayLike<number>[];
  /** The lines are rings of one area, filled by the even-odd rule. */
  readonly fill?: { readonly color: string; readonly opacity: number };
  /** From below upwards. */
  readonly strokes: readonly Stroke[];
}

/** A handle: a small sign of fixed size at places. */
export interface Marks {
  readonly at: ArrayLike<number>;
  readonly kind: 'vertex' | 'chosen' | 'middle' | 'pivot';
}

export interface MarkColors {
  readonly plate: string;
  readonly accent: string;
}

/** The rings or lines of a geometry, as views on it. */
export const ringsOf = (packed: Packed): Float64Array[] =>
  Array.from({ length: ringCount(packed) }, (_, ring) => ringXY(packed, ring));

/** An accent line on its casing, so that it stands out from any ground. */
export const casedStrokes = ({ casing, accent }: Pick<MapColors, 'casing' | 'accent'>): Stroke[] => [
  { color: casing, width: 5 },
  { color: accent, width: 2 },
];

/** Farther outside than this, in pixels, a line is not followed point by point. */
const MARGIN = 64;
/** Points nearer to each other than this, in pixels, are one on the screen. */
const NEAR = 0.4;

/** Traces one line; parts far outside are left out, and points that fall on one pixel become one. */
function trace(c: CanvasRenderingContext2D, xy: Float64Array, area: boolean): void {
  let [x, y] = [Number.NaN, Number.NaN];
  for (let i = 0; i + 1 < xy.length; i += 2) {
    const [nextX, nextY] = [xy[i]!, xy[i + 1]!];
    if (i === 0) c.moveTo(nextX, nextY);
    else if (Math.abs(nextX - x) + Math.abs(nextY - y) < NEAR && i + 2 < xy.length) continue;
    else c.lineTo(nextX, nextY);
    [x, y] = [nextX, nextY];
  }
  if (area) c.closePath();
}

const outside = (xy: Float64Array, { width, height }: Screen): boolean => {
  let [left, right, above, below] = [true, true, true, true];
  for (let i = 0; i + 1 < xy.length && (left || right || above || below); i += 2) {
    if (xy[i]! >= -MARGIN) left = false;
    if (xy[i]! <= width + MARGIN) right = false;
    if (xy[i + 1]! >= -MARGIN) above = false;
    if (xy[i + 1]! <= height + MARGIN) below = false;
  }
  return left || right || above || below;
};

export function drawFigure(c: CanvasRenderingContext2D, screen: Screen, figure: Figure): void {
  const path = figure.lines.map((line) => screen.project(line)).filter((xy) => !outside(xy, screen));
  if (path.length === 0) return;
  c.beginPath();
  for (const xy of path) trace(c, xy, figure.fill !== undefined);
  if (figure.fill) {
    c.globalAlpha = figure.fill.opacity;
    c.fillStyle = figure.fill.color;
    c.fill('evenodd');
    c.globalAlpha = 1;
  }
  for (const { color, width, dash } of figure.strokes) {
    c.strokeStyle = color;
    c.lineWidth = width;
    c.setLineDash([...(dash ?? [])]);
    c.stroke();
  }
}

export function drawMarks(
  c: CanvasRenderingContext2D,
  screen: Screen,
  { at, kind }: Marks,
  { plate, accent }: MarkColors,
): void {
  const xy = screen.project(at);
  c.setLineDash([]);
  c.fillStyle = kind === 'chosen' ? accent : plate;
  c.strokeStyle = accent;
  c.lineWidth = kind === 'middle' ? 1.25 : 1.5;
  for (let i = 0; i + 1 < xy.length; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    if (x < -8 || y < -8 || x > screen.width + 8 || y > screen.height + 8) continue;
    c.beginPath();
    if (kind === 'middle') c.arc(x, y, 2.75, 0, 2 * Math.PI);
    else if (kind === 'pivot') {
      c.arc(x, y, 6, 0, 2 * Math.PI);
      c.moveTo(x - 10, y);
      c.lineTo(x + 10, y);
      c.moveTo(x, y - 10);
      c.lineTo(x, y + 10);
    } else {
      // On whole pixels, so that the square is sharp.
      const half = kind === 'chosen' ? 4.5 : 3.5;
      c.rect(Math.round(x) - half, Math.round(y) - half, 2 * half, 2 * half);
    }
    if (kind !== 'pivot') c.fill();
    c.stroke();
  }
}
