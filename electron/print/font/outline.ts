import type { RawGlyph } from './true-type.ts';

/* Outlines of TrueType glyphs (OpenType 1.9, glyf) as PDF paths, in thousandths of the type size. */

const ON_CURVE = 0x01;
const X_SHORT = 0x02;
const Y_SHORT = 0x04;
const REPEAT = 0x08;
/** Positive for a short coordinate; for a long one: the same as before. */
const X_SAME = 0x10;
const Y_SAME = 0x20;
/* Flags of a part of a composite glyph. */
const WORDS = 0x0001;
const OFFSETS = 0x0002;
const SCALE = 0x0008;
const MORE = 0x0020;
const XY_SCALE = 0x0040;
const MATRIX = 0x0080;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

/** Rounded to tenths of a thousandth, without needless zeros. */
const number = (value: number): string => String(Math.round(value * 10) / 10);

function contours(data: Buffer): Point[][] {
  const count = data.readInt16BE(0);
  const ends = Array.from({ length: count }, (_, i) => data.readUInt16BE(10 + 2 * i));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = 10 + 2 * count;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = data[at++]!;
    const times = flag & REPEAT ? data[at++]! + 1 : 1;
    for (let k = 0; k < times; k++) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? data[at++]! : -data[at++]!;
      else if (!(flag & same)) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(X_SHORT, X_SAME);
  const ys = coordinates(Y_SHORT, Y_SAME);
  return ends.map((end, i) => {
    const from = i === 0 ? 0 : ends[i - 1]! + 1;
    return Array.from({ length: end + 1 - from }, (_, k) => ({
      x: xs[from + k]!,
      y: ys[from + k]!,
      on: (flags[from + k]! & ON_CURVE) !== 0,
    }));
  });
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });

/** A contour of lines and parabolas as PDF draws it: parabolas as the same curve of the third degree. */
function contourPath(contour: readonly Point[]): string {
  const n = contour.length;
  if (n < 2) return '';
  const first = contour.findIndex(({ on }) => on);
  // A contour without a point on the curve begins between two of its points.
  const start = first >= 0 ? contour[first]! : middle(contour[n - 1]!, contour[0]!);
  const rest = Array.from(
    { length: n },
    (_, k) => contour[(Math.max(first, 0) + k + (first >= 0 ? 1 : 0)) % n]!,
  );
  let path = `${number(start.x)} ${number(start.y)} m\n`;
  let from = start;
  let control: Point | null = null;
  const curve = (by: Point, to: Point): void => {
    const third = (a: number, b: number): string => number(a + (2 / 3) * (b - a));
    path += `${third(from.x, by.x)} ${third(from.y, by.y)} ${third(to.x, by.x)} ${third(to.y, by.y)} ${number(to.x)} ${number(to.y)} c\n`;
    from = to;
  };
  for (const point of rest) {
    if (control !== null) {
      curve(control, point.on ? point : middle(control, point));
      control = point.on ? null : point;
    } else if (point.on) {
      path += `${number(point.x)} ${number(point.y)} l\n`;
      from = point;
    } else control = point;
  }
  if (control !== null) curve(control, start);
  return `${path}h\n`;
}

/** The path of a glyph of these; '' for a blank. Parts of a composite glyph may only be moved, as in the bundled font. */
export function outlinePath(glyphs: readonly RawGlyph[], id: number): string {
  const data = glyphs[id]?.data;
  if (data === undefined || data.length < 10) return '';
  if (data.readInt16BE(0) >= 0) return contours(data).map(contourPath).join('');
  let path = '';
  for (let at = 10; ;) {
    const flags = data.readUInt16BE(at);
    const words = (flags & WORDS) !== 0;
    const moved = (flags & OFFSETS) !== 0;
    const [dx, dy] = !moved
      ? [0, 0]
      : words
        ? [data.readInt16BE(at + 4), data.readInt16BE(at + 6)]
        : [data.readInt8(at + 4), data.readInt8(at + 5)];
    const part = outlinePath(glyphs, data.readUInt16BE(at + 2));
    if (part !== '') path += `q 1 0 0 1 ${dx} ${dy} cm\n${part}S Q\n`;
    at += 4 + (words ? 4 : 2) + (flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & MATRIX ? 8 : 0);
    if (!(flags & MORE)) return path;
  }
}
