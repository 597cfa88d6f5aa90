import { boxContains, boxesIntersect } from '../geometry/box.ts';
import type { Packed } from '../geometry/packed.ts';
import { clipLine, clipRing } from './clip.ts';
import type { TileFrame } from './frame.ts';

/** Geometry types of a vector tile (MVT 2.1, 4.3.4). */
export const MVT_POINT = 1;
export const MVT_LINE = 2;
export const MVT_POLYGON = 3;
export type MvtType = 1 | 2 | 3;

const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;
const command = (id: number, count: number): number => id | (count << 3);
const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n);

/** The command stream of one feature in one tile. Reused between features: read it before the next `drawShape`. */
export interface ShapeStream {
  type: MvtType;
  readonly commands: number[];
  /** Position of the pen, tile units. */
  penX: number;
  penY: number;
}

export const shapeStream = (): ShapeStream => ({ type: 1, commands: [], penX: 0, penY: 0 });

function moveTo(s: ShapeStream, x: number, y: number): void {
  s.commands.push(command(MOVE_TO, 1), zigzag(x - s.penX), zigzag(y - s.penY));
  s.penX = x;
  s.penY = y;
}

/**
 * Rounds the points to tile units and leaves out those that repeat the one before. Each point is rounded
 * for itself alone, so neighbours that share a vertex share its rounded place.
 */
function quantise(frame: TileFrame, xy: ArrayLike<number>, from: number, to: number): number[] {
  const out: number[] = [];
  let px = NaN;
  let py = NaN;
  for (let i = from; i < to; i++) {
    const x = Math.round(frame.x(xy[2 * i]!));
    const y = Math.round(frame.y(xy[2 * i + 1]!));
    if (x === px && y === py) continue;
    out.push(x, y);
    px = x;
    py = y;
  }
  return out;
}

/** Twice the signed area by the surveyor's formula with y downwards: positive is what MVT calls exterior. */
function turn(ring: readonly number[]): number {
  let sum = 0;
  let ax = ring[ring.length - 2]!;
  let ay = ring[ring.length - 1]!;
  for (let i = 0; i < ring.length; i += 2) {
    const bx = ring[i]!;
    const by = ring[i + 1]!;
    sum += ax * by - bx * ay;
    ax = bx;
    ay = by;
  }
  return sum;
}

/** Writes a ring of tile coordinates; false when nothing of it is left. */
function drawRing(s: ShapeStream, ring: number[], shell: boolean): boolean {
  const n = ring.length;
  if (n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1]) ring.length = n - 2;
  if (ring.length < 6) return false;
  const area = turn(ring);
  if (area === 0) return false;
  const forward = area > 0 === shell;
  const count = ring.length / 2;
  const last = 2 * (count - 1);
  moveTo(s, ring[forward ? 0 : last]!, ring[forward ? 1 : last + 1]!);
  s.commands.push(command(LINE_TO, count - 1));
  for (let i = 1; i < count; i++) {
    const at = forward ? 2 * i : last - 2 * i;
    lineTo(s, ring[at]!, ring[at + 1]!);
  }
  s.commands.push(command(CLOSE_PATH, 1));
  return true;
}

function lineTo(s: ShapeStream, x: number, y: number): void {
  s.commands.push(zigzag(x - s.penX), zigzag(y - s.penY));
  s.penX = x;
  s.penY = y;
}

function drawPolygon(s: ShapeStream, frame: TileFrame, packed: Packed, inside: boolean): void {
  for (let part = 0; part + 1 < packed.parts.length; part++) {
    const first = packed.parts[part]!;
    for (let ring = first; ring < packed.parts[part + 1]!; ring++) {
      const from = packed.rings[ring]!;
      const to = packed.rings[ring + 1]!;
      let points: number[];
      if (inside) {
        points = quantise(frame, packed.xy, from, to);
      } else {
        const clipped = clipRing(packed.xy, from, to, frame.window);
        points = quantise(frame, clipped, 0, clipped.length / 2);
      }
      const drawn = drawRing(s, points, ring === first);
      // Holes of a shell that vanished would stand alone and count as shells.
      if (!drawn && ring === first) break;
    }
  }
}

function drawLines(s: ShapeStream, frame: TileFrame, packed: Packed): void {
  for (let line = 0; line + 1 < packed.rings.length; line++) {
    for (const piece of clipLine(packed.xy, packed.rings[line]!, packed.rings[line + 1]!, frame.window)) {
      const points = quantise(frame, piece, 0, piece.length / 2);
      if (points.length < 4) continue;
      moveTo(s, points[0]!, points[1]!);
      s.commands.push(command(LINE_TO, points.length / 2 - 1));
      for (let i = 2; i < points.length; i += 2) lineTo(s, points[i]!, points[i + 1]!);
    }
  }
}

function drawPoints(s: ShapeStream, frame: TileFrame, packed: Packed): void {
  const w = frame.window;
  const { xy } = packed;
  const places: number[] = [];
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i]!;
    const y = xy[i + 1]!;
    if (x >= w[0] && x <= w[2] && y >= w[1] && y <= w[3]) {
      places.push(Math.round(frame.x(x)), Math.round(frame.y(y)));
    }
  }
  if (places.length === 0) return;
  s.commands.push(command(MOVE_TO, places.length / 2));
  for (let i = 0; i < places.length; i += 2) lineTo(s, places[i]!, places[i + 1]!);
}

/** Puts the part of a geometry that a tile shows into the stream; false when it shows none of it. */
export function drawShape(s: ShapeStream, frame: TileFrame, packed: Packed): boolean {
  s.commands.length = 0;
  s.penX = 0;
  s.penY = 0;
  if (!boxesIntersect(packed.box, frame.window)) return false;
  if (packed.kind === 'polygon') {
    s.type = MVT_POLYGON;
    drawPolygon(s, frame, packed, boxContains(frame.window, packed.box));
  } else if (packed.kind === 'line') {
    s.type = MVT_LINE;
    drawLines(s, frame, packed);
  } else {
    s.type = MVT_POINT;
    drawPoints(s, frame, packed);
  }
  return s.commands.length > 0;
}

/** Puts one point, in tile units, into the stream. */
export function drawPoint(s: ShapeStream, x: number, y: number): void {
  s.commands.length = 0;
  s.type = MVT_POINT;
  s.commands.push(command(MOVE_TO, 1), zigzag(x), zigzag(y));
}

/** Puts a square from `(x, y)` with sides of `size` units into the stream. */
export function drawSquare(s: ShapeStream, x: number, y: number, size: number): void {
  s.commands.length = 0;
  s.type = MVT_POLYGON;
  s.penX = 0;
  s.penY = 0;
  drawRing(s, [x, y, x + size, y, x + size, y + size, x, y + size], true);
}
