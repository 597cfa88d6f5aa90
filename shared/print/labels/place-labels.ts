import { ink } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { ASCENT, DESCENT, LINE_HEIGHT, textWidth } from '../text-metrics.ts';
import { liesInside } from './inside-shape.ts';
import type { Rect, TakenSpace } from './taken-space.ts';

/** One line of a label. */
export interface LabelLine {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly color: string;
}

/** A label that would like to be placed, millimetres. */
export interface LabelRequest {
  readonly lines: readonly LabelLine[];
  readonly x: number;
  readonly y: number;
  /** Where it may stand: on its place alone, beside a mark that reaches so far, or on a face and beside its box. */
  readonly where:
    | { readonly kind: 'on' }
    | { readonly kind: 'mark'; readonly reach: number }
    | { readonly kind: 'face'; readonly box: Rect };
  /** The polygon that it must lie in wholly; null where it may hang over. */
  readonly inside: readonly ArrayLike<number>[] | null;
  readonly halo: number;
  /** Larger goes first. */
  readonly rank: number;
  /** Of equal rank, the larger thing goes first. */
  readonly weight: number;
  /** Of equal weight, the smaller goes first: the order is total. */
  readonly order: number;
}

const HALO_COLOR = '#ffffff';
/** Space kept free around a label, as a share of its type size. */
const CLEAR = 0.15;

interface Block {
  readonly width: number;
  readonly height: number;
}

function blockOf(lines: readonly LabelLine[]): Block {
  let [width, height] = [0, 0];
  lines.forEach((line, i) => {
    width = Math.max(width, textWidth(line.text, line));
    height += line.size * (i === lines.length - 1 ? ASCENT + DESCENT : LINE_HEIGHT);
  });
  return { width, height };
}

/** The eight places beside a rectangle, the best first: to the right, left, above, below, then the corners. */
function* beside(
  [left, top, right, bottom]: Rect,
  { width, height }: Block,
): Generator<readonly [number, number]> {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [west, east] = [left - width / 2, right + width / 2];
  const [north, south] = [top - height / 2, bottom + height / 2];
  yield [east, y];
  yield [west, y];
  yield [x, north];
  yield [x, south];
  for (const column of [east, west]) for (const row of [north, south]) yield [column, row];
}

/** Steps by which a label leaves the innermost place of a face, as shares of its height. */
const SHIFTS = [0, -0.75, 0.75, -1.5, 1.5];

/** Middles that a label may have, the best first. */
function* places(
  { x, y, where }: LabelRequest,
  block: Block,
  clear: number,
): Generator<readonly [number, number]> {
  if (where.kind === 'mark') {
    const reach = where.reach + clear;
    yield* beside([x - reach, y - reach, x + reach, y + reach], block);
    return;
  }
  yield [x, y];
  if (where.kind === 'on') return;
  const [left, top, right, bottom] = where.box;
  for (const shift of SHIFTS.slice(1)) {
    const at = y + shift * block.height;
    if (at > top && at < bottom) yield [x, at];
  }
  const near = Math.max(block.width, block.height);
  // Beside a large face nobody would know whose name it is.
  if (right - left > 2 * near && bottom - top > 2 * near) return;
  yield* beside([left - clear, top - clear, right + clear, bottom + clear], block);
}

function* textItems({ lines, halo }: LabelRequest, x: number, top: number): Generator<DisplayItem> {
  let y = top;
  for (const line of lines) {
    yield {
      kind: 'text',
      x: x - textWidth(line.text, line) / 2,
      y: y + line.size * ASCENT,
      text: line.text,
      size: line.size,
      bold: line.bold,
      ink: ink(line.color),
      halo: halo > 0 ? { color: HALO_COLOR, width: halo } : null,
      angle: 0,
      spacing: 0,
    };
    y += line.size * LINE_HEIGHT;
  }
}

/**
 * Places labels so that none meets another or what is taken, and all lie within the frame. A label that has no room loses
 * its second line; one that has none even then is left out.
 * Depends on the requests alone, not on their order.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  frame: Rect,
  taken: TakenSpace,
): DisplayItem[] {
  const items: DisplayItem[] = [];
  const sorted = requests.toSorted((a, b) => b.rank - a.rank || b.weight - a.weight || a.order - b.order);
  for (const request of sorted) {
    const placed =
      place(request, frame, taken) ?? place({ ...request, lines: request.lines.slice(0, 1) }, frame, taken);
    if (placed !== null) items.push(...placed);
  }
  return items;
}

/** Takes the first place that is free; null where none is. */
function place(request: LabelRequest, frame: Rect, taken: TakenSpace): DisplayItem[] | null {
  const block = blockOf(request.lines);
  const clear = (request.lines[0]?.size ?? 0) * CLEAR;
  for (const [x, y] of places(request, block, clear)) {
    const [left, top] = [x - block.width / 2, y - block.height / 2];
    const rect: Rect = [left - clear, top - clear, left + block.width + clear, top + block.height + clear];
    if (rect[0] < frame[0] || rect[1] < frame[1] || rect[2] > frame[2] || rect[3] > frame[3]) continue;
    if (!taken.isFree(rect) || (request.inside !== null && !liesInside(request.inside, rect))) continue;
    taken.take(rect);
    return [...textItems(request, x, top)];
  }
  return null;
}
