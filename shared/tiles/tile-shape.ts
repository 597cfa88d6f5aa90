import { boxContains, boxesIntersect } from '../geometry/box.ts';
import type { Packed } from '../geometry/packed.ts';
import { clipLine, clipRing } from './clip.ts';
import type { TileFrame } from './frame.ts';
import {
  begin,
  CLOSE_PATH,
  command,
  LINE_TO,
  MOVE_TO,
  MVT_LINE,
  MVT_POINT,
  MVT_POLYGON,
  pointRoom,
  reserve,
  step,
  type ShapeStream,
} from './shape-stream.ts';

/** Twice the signed area by the surveyor's formula with y downwards: positive is what MVT calls exterior. */
function turn(ring: Int32Array, numbers: number): number {
  let sum = 0;
  let ax = ring[numbers - 2]!;
  let ay = ring[numbers - 1]!;
  for (let i = 0; i < numbers; i += 2) {
    const bx = ring[i]!;
    const by = ring[i + 1]!;
    sum += ax * by - bx * ay;
    ax = bx;
    ay = by;
  }
  return sum;
}

/** Writes the ring of tile coordinates in `s.points`; false when nothing of it is left. */
function drawRing(s: ShapeStream, numbers: number, shell: boolean): boolean {
  const ring = s.points;
  let n = numbers;
  if (n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1]) n -= 2;
  if (n < 6) return false;
  const area = turn(ring, n);
  if (area === 0) return false;
  const count = n / 2;
  reserve(s, count);
  // Shells turn one way and holes the other, whatever way they were stored.
  const forward = area > 0 === shell;
  const first = forward ? 0 : n - 2;
  command(s, MOVE_TO, 1);
  step(s, ring[first]!, ring[first + 1]!);
  command(s, LINE_TO, count - 1);
  if (forward) for (let i = 2; i < n; i += 2) step(s, ring[i]!, ring[i + 1]!);
  else for (let i = n - 4; i >= 0; i -= 2) step(s, ring[i]!, ring[i + 1]!);
  command(s, CLOSE_PATH, 1);
  return true;
}

function drawPolygon(s: ShapeStream, frame: TileFrame, packed: Packed): void {
  const inside = boxContains(frame.window, packed.box);
  for (let part = 0; part + 1 < packed.parts.length; part++) {
    const first = packed.parts[part]!;
    for (let ring = first; ring < packed.parts[part + 1]!; ring++) {
      const from = packed.rings[ring]!;
      const to = packed.rings[ring + 1]!;
      let numbers: number;
      if (inside) {
        numbers = frame.quantise(packed.xy, from, to, pointRoom(s, to - from));
      } else {
        const clipped = clipRing(packed.xy, from, to, frame.window);
        const points = clipped.length / 2;
        numbers = frame.quantise(clipped, 0, points, pointRoom(s, points));
      }
      const drawn = drawRing(s, numbers, ring === first);
      // Holes of a shell that vanished would stand alone and count as shells.
      if (!drawn && ring === first) break;
    }
  }
}

function drawLines(s: ShapeStream, frame: TileFrame, packed: Packed): void {
  for (let line = 0; line + 1 < packed.rings.length; line++) {
    for (const piece of clipLine(packed.xy, packed.rings[line]!, packed.rings[line + 1]!, frame.window)) {
      const points = pointRoom(s, piece.length / 2);
      const numbers = frame.quantise(piece, 0, piece.length / 2, points);
      if (numbers < 4) continue;
      reserve(s, numbers / 2);
      command(s, MOVE_TO, 1);
      step(s, points[0]!, points[1]!);
      command(s, LINE_TO, numbers / 2 - 1);
      for (let i = 2; i < numbers; i += 2) step(s, points[i]!, points[i + 1]!);
    }
  }
}

function drawPoints(s: ShapeStream, frame: TileFrame, packed: Packed): void {
  const [west, south, east, north] = frame.window;
  const inside: number[] = [];
  for (let i = 0; i < packed.xy.length; i += 2) {
    const x = packed.xy[i]!;
    const y = packed.xy[i + 1]!;
    if (x >= west && x <= east && y >= south && y <= north) inside.push(x, y);
  }
  if (inside.length === 0) return;
  const points = pointRoom(s, inside.length / 2);
  const numbers = frame.quantise(inside, 0, inside.length / 2, points);
  reserve(s, numbers / 2);
  command(s, MOVE_TO, numbers / 2);
  for (let i = 0; i < numbers; i += 2) step(s, points[i]!, points[i + 1]!);
}

/** Puts the part of a geometry that a tile shows into the stream; false when it shows none of it. */
export function drawShape(s: ShapeStream, frame: TileFrame, packed: Packed): boolean {
  begin(s, packed.kind === 'polygon' ? MVT_POLYGON : packed.kind === 'line' ? MVT_LINE : MVT_POINT);
  if (!boxesIntersect(packed.box, frame.window)) return false;
  if (packed.kind === 'polygon') drawPolygon(s, frame, packed);
  else if (packed.kind === 'line') drawLines(s, frame, packed);
  else drawPoints(s, frame, packed);
  return s.length > 0;
}

/** Puts one point, in tile units, into the stream. */
export function drawPoint(s: ShapeStream, x: number, y: number): void {
  begin(s, MVT_POINT);
  reserve(s, 1);
  command(s, MOVE_TO, 1);
  step(s, x, y);
}

/** Puts a square from `(x, y)` with sides of `size` units into the stream. */
export function drawSquare(s: ShapeStream, x: number, y: number, size: number): void {
  begin(s, MVT_POLYGON);
  s.points.set([x, y, x + size, y, x + size, y + size, x, y + size]);
  drawRing(s, 8, true);
}
