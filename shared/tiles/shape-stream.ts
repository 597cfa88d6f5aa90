/** Geometry types of a vector tile (MVT 2.1, 4.3.4). */
export const MVT_POINT = 1;
export const MVT_LINE = 2;
export const MVT_POLYGON = 3;
export type MvtType = 1 | 2 | 3;

/**
 * The geometry of one feature in one tile, as the bytes of its command stream (MVT 2.1, 4.3): each number a
 * varint. Reused from feature to feature: what is in it is to be read before the next begins.
 */
export interface ShapeStream {
  type: MvtType;
  bytes: Uint8Array;
  length: number;
  /** Where the pen stands, tile units. */
  penX: number;
  penY: number;
  /** Room for the rounded points of one ring. */
  points: Int32Array;
}

export const shapeStream = (): ShapeStream => ({
  type: MVT_POINT,
  bytes: new Uint8Array(4096),
  length: 0,
  penX: 0,
  penY: 0,
  points: new Int32Array(4096),
});

/** Begins a feature. */
export function begin(s: ShapeStream, type: MvtType): void {
  s.type = type;
  s.length = 0;
  s.penX = 0;
  s.penY = 0;
}

/** Makes room for so many more points: at most ten bytes each, and ten for the commands. */
export function reserve(s: ShapeStream, points: number): void {
  const needed = s.length + 10 * points + 20;
  if (s.bytes.length >= needed) return;
  const bigger = new Uint8Array(2 * needed);
  bigger.set(s.bytes.subarray(0, s.length));
  s.bytes = bigger;
}

/** Room for the rounded points of a ring with so many. */
export function pointRoom(s: ShapeStream, points: number): Int32Array {
  if (s.points.length < 2 * points) s.points = new Int32Array(4 * points);
  return s.points;
}

function varint(s: ShapeStream, value: number): void {
  const { bytes } = s;
  let rest = value;
  let at = s.length;
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  s.length = at;
}

/** A command with its count. */
export const MOVE_TO = 1;
export const LINE_TO = 2;
export const CLOSE_PATH = 7;
export const command = (s: ShapeStream, id: number, count: number): void => varint(s, id | (count << 3));

/** Moves the pen: the way there, zigzag. Room must have been reserved. */
export function step(s: ShapeStream, x: number, y: number): void {
  const dx = x - s.penX;
  const dy = y - s.penY;
  varint(s, (dx << 1) ^ (dx >> 31));
  varint(s, (dy << 1) ^ (dy >> 31));
  s.penX = x;
  s.penY = y;
}
