import { RADIANS } from '../../../shared/geometry/ellipsoid.ts';
import type { MapColors } from '../../../shared/map/theme.ts';
import type { Screen } from './screen.ts';

/** One's own position, or the last one there was. */
export interface OwnMark {
  readonly at: readonly [number, number];
  /** Measured, confirmed and not too old; else it is grey. */
  readonly fresh: boolean;
  /** Degrees from true north that one faces or goes; null where that is not known. */
  readonly towardDeg: number | null;
  /** Said below it, e.g. its age. */
  readonly label: string | null;
}

const DOT = 6;
const RING = 3;
const [ARROW_FROM, ARROW_TO, ARROW_HALF] = [13, 21, 6];
const FONT = '700 12px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", sans-serif';

const place = (screen: Screen, at: readonly [number, number]): readonly [number, number] => {
  const [x = 0, y = 0] = screen.project(at);
  return [x, y];
};

/** A dot in a white ring with an arrow outside of it; grey where it is old. */
export function drawOwn(
  c: CanvasRenderingContext2D,
  screen: Screen,
  { at, fresh, towardDeg, label }: OwnMark,
  mapBearing: number,
  {
    accent,
    stale,
    ring,
    ink,
    halo,
  }: Pick<MapColors, 'accent' | 'ink' | 'halo'> & {
    readonly stale: string;
    readonly ring: string;
  },
): void {
  const [x, y] = place(screen, at);
  const color = fresh ? accent : stale;
  c.save();
  c.setLineDash([]);
  c.translate(x, y);
  if (towardDeg !== null) {
    c.save();
    c.rotate((towardDeg - mapBearing) * RADIANS);
    c.beginPath();
    c.moveTo(0, -ARROW_TO);
    c.lineTo(ARROW_HALF, -ARROW_FROM);
    c.lineTo(-ARROW_HALF, -ARROW_FROM);
    c.closePath();
    c.lineJoin = 'round';
    c.strokeStyle = ring;
    c.lineWidth = 4;
    c.stroke();
    c.fillStyle = color;
    c.fill();
    c.restore();
  }
  c.beginPath();
  c.arc(0, 0, DOT + RING + 1, 0, 2 * Math.PI);
  c.fillStyle = color;
  c.fill();
  c.beginPath();
  c.arc(0, 0, DOT + RING, 0, 2 * Math.PI);
  c.fillStyle = ring;
  c.fill();
  c.beginPath();
  c.arc(0, 0, DOT, 0, 2 * Math.PI);
  c.fillStyle = color;
  c.fill();
  if (label !== null) {
    c.font = FONT;
    c.textAlign = 'center';
    c.textBaseline = 'top';
    c.strokeStyle = halo;
    c.lineWidth = 4;
    c.lineJoin = 'round';
    c.strokeText(label, 0, DOT + RING + 6);
    c.fillStyle = ink;
    c.fillText(label, 0, DOT + RING + 6);
  }
  c.restore();
}

/** A position that is not taken for one: not measured, or not confirmed yet. Dashed, as all that is not established. */
export function drawDoubtful(
  c: CanvasRenderingContext2D,
  screen: Screen,
  at: readonly [number, number],
  { color, ring }: { readonly color: string; readonly ring: string },
): void {
  const [x, y] = place(screen, at);
  c.beginPath();
  c.arc(x, y, DOT + 2, 0, 2 * Math.PI);
  c.setLineDash([]);
  c.strokeStyle = ring;
  c.lineWidth = 5;
  c.stroke();
  c.setLineDash([3, 3]);
  c.strokeStyle = color;
  c.lineWidth = 2;
  c.stroke();
  c.setLineDash([]);
}

/** Where one wants to get to: a ring with a cross hair. */
export function drawTarget(
  c: CanvasRenderingContext2D,
  screen: Screen,
  at: readonly [number, number],
  { color, ring }: { readonly color: string; readonly ring: string },
): void {
  const [x, y] = place(screen, at);
  c.setLineDash([]);
  for (const [width, style] of [
    [5, ring],
    [2, color],
  ] as const) {
    c.beginPath();
    c.arc(x, y, 9, 0, 2 * Math.PI);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      c.moveTo(x + 5 * dx, y + 5 * dy);
      c.lineTo(x + 14 * dx, y + 14 * dy);
    }
    c.strokeStyle = style;
    c.lineWidth = width;
    c.stroke();
  }
}
