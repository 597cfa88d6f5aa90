/** A place on the screen, pixels. */
export type Pixel = readonly [number, number];

/** A rectangle on the screen: left, top, right, bottom. */
export type Room = readonly [number, number, number, number];

/** Free ground about the pointer: its cross, the snap mark and its arms. */
const POINTER = 20;
/** Between a segment and its figures. */
const BESIDE = 8;
/** The name of what was caught stands above and right of the pointer; the area stands below it. */
const BELOW = 26;
const EDGE = 4;

export const meet = (a: Room, b: Room): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export const pointerRoom = ([x, y]: Pixel): Room => [x - POINTER, y - POINTER, x + POINTER, y + POINTER];

const roomAt = (left: number, top: number, width: number, height: number): Room => [
  left,
  top,
  left + width,
  top + height,
];

const isOn = ([left, top, right, bottom]: Room, width: number, height: number): boolean =>
  left >= EDGE && top >= EDGE && right <= width - EDGE && bottom <= height - EDGE;

/** The part of a segment that is on the screen; null where none is. */
function visible([ax, ay]: Pixel, [bx, by]: Pixel, width: number, height: number): [Pixel, Pixel] | null {
  let [from, to] = [0, 1];
  for (const [p, d, low, high] of [
    [ax, bx - ax, 0, width],
    [ay, by - ay, 0, height],
  ] as const) {
    if (d === 0) {
      if (p < low || p > high) return null;
      continue;
    }
    const [s, t] = [(low - p) / d, (high - p) / d];
    from = Math.max(from, Math.min(s, t));
    to = Math.min(to, Math.max(s, t));
  }
  if (from > to) return null;
  const at = (share: number): Pixel => [ax + share * (bx - ax), ay + share * (by - ay)];
  return [at(from), at(to)];
}

/**
 * Where the figures of a segment stand: upright, beside the middle of what is seen of it, on the side where they lie
 * above it, else on the other. Undefined where they would lie on the pointer, off the screen or across the segment: a
 * segment too short for its figures is better left without.
 *
 * @param to the end that the pointer has
 * @param size width and height of the text
 */
export function besideSegment(
  from: Pixel,
  to: Pixel,
  [textWidth, textHeight]: Pixel,
  width: number,
  height: number,
): Room | undefined {
  const seen = visible(from, to, width, height);
  if (seen === null) return undefined;
  const [[ax, ay], [bx, by]] = seen;
  const length = Math.hypot(bx - ax, by - ay);
  if (length < 2 * POINTER) return undefined;
  const [nx, ny] = [-(by - ay) / length, (bx - ax) / length];
  // So far that the nearest corner of the text keeps clear of the line, whatever way it runs.
  const off = BESIDE + (Math.abs(nx) * textWidth + Math.abs(ny) * textHeight) / 2;
  const up = ny > 0 || (ny === 0 && nx < 0) ? -1 : 1;
  const taken = pointerRoom(to);
  for (const share of [0.5, 0.35, 0.2]) {
    for (const side of [up, -up]) {
      const x = ax + share * (bx - ax) + side * off * nx;
      const y = ay + share * (by - ay) + side * off * ny;
      const room = roomAt(x - textWidth / 2, y - textHeight / 2, textWidth, textHeight);
      if (isOn(room, width, height) && !meet(room, taken)) return room;
    }
  }
  return undefined;
}

/** Where a figure stands near the pointer: below and right of it, else on another side; clear of what is `taken`. */
export function nearPointer(
  at: Pixel,
  [textWidth, textHeight]: Pixel,
  width: number,
  height: number,
  taken: readonly Room[],
): Room | undefined {
  const [x, y] = at;
  const all = [...taken, pointerRoom(at)];
  return [
    roomAt(x + POINTER, y + BELOW, textWidth, textHeight),
    roomAt(x - POINTER - textWidth, y + BELOW, textWidth, textHeight),
    roomAt(x - POINTER - textWidth, y - BELOW - textHeight, textWidth, textHeight),
  ].find((room) => isOn(room, width, height) && !all.some((one) => meet(one, room)));
}
