import { LEAST_SIDE } from './paper.ts';
import type { SheetLayout } from './layout-schema.ts';

/*
 * Moving and resizing items of a layout, with what they snap to. Pure: millimetres in, millimetres out.
 */

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which side or corner is dragged: -1 the left or upper side, 1 the right or lower one, 0 neither. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** Lines that items snap to. */
export interface SnapLines {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** A place after a drag, and the lines it has snapped to, to be shown. */
export interface Dragged {
  readonly place: Place;
  readonly guides: SnapLines;
}

/** Items are kept at least so large, mm. */
export const LEAST_ITEM = 2;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Edges, margins and middle of the paper, and edges and middles of the other items. */
export function snapLines({ page, items }: SheetLayout, id: string): SnapLines {
  const others = items.filter((item) => item.id !== id);
  const ends = (size: number): number[] => [0, page.margin, size / 2, size - page.margin, size];
  return {
    xs: [...ends(page.width), ...others.flatMap(({ x, width }) => [x, x + width / 2, x + width])],
    ys: [...ends(page.height), ...others.flatMap(({ y, height }) => [y, y + height / 2, y + height])],
  };
}

/** The nearest of some lines to any of some edges: how far to go, and the line; null where none is near enough. */
function nearest(
  edges: readonly number[],
  lines: readonly number[],
  tolerance: number,
): { readonly by: number; readonly line: number } | null {
  let best: { by: number; line: number } | null = null;
  for (const edge of edges)
    for (const line of lines) {
      const by = line - edge;
      if (Math.abs(by) <= tolerance && (best === null || Math.abs(by) < Math.abs(best.by)))
        best = { by, line };
    }
  return best;
}

/** An item moved by so much. */
export function moved(start: Place, dx: number, dy: number, lines: SnapLines, tolerance: number): Dragged {
  const { width, height } = start;
  const [x, y] = [start.x + dx, start.y + dy];
  const toX = nearest([x, x + width / 2, x + width], lines.xs, tolerance);
  const toY = nearest([y, y + height / 2, y + height], lines.ys, tolerance);
  return {
    place: { x: hundredths(x + (toX?.by ?? 0)), y: hundredths(y + (toY?.by ?? 0)), width, height },
    guides: { xs: toX === null ? [] : [toX.line], ys: toY === null ? [] : [toY.line] },
  };
}

/** One dimension of a resized item: the side that is dragged goes to `at`, the other stays. */
function side(
  from: number,
  length: number,
  which: -1 | 0 | 1,
  by: number,
  lines: readonly number[],
  tolerance: number,
): { readonly from: number; readonly length: number; readonly guide: readonly number[] } {
  if (which === 0) return { from, length, guide: [] };
  const end = from + length;
  const raw = which < 0 ? from + by : end + by;
  const snapped = nearest([raw], lines, tolerance);
  const at = raw + (snapped?.by ?? 0);
  const guide = snapped === null ? [] : [snapped.line];
  if (which < 0) {
    const start = Math.min(at, end - LEAST_ITEM);
    return { from: hundredths(start), length: hundredths(end - start), guide };
  }
  return { from, length: hundredths(Math.max(LEAST_ITEM, at - from)), guide };
}

/** An item whose side or corner has been dragged by so much. */
export function resized(
  start: Place,
  handle: Handle,
  dx: number,
  dy: number,
  lines: SnapLines,
  tolerance: number,
): Dragged {
  const across = side(start.x, start.width, handle.x, dx, lines.xs, tolerance);
  const down = side(start.y, start.height, handle.y, dy, lines.ys, tolerance);
  return {
    place: { x: across.from, width: across.length, y: down.from, height: down.length },
    guides: { xs: across.guide, ys: down.guide },
  };
}

/** Keeps at least a corner of an item on the paper, so that it can be taken hold of again. */
export function onPaper(place: Place, page: { readonly width: number; readonly height: number }): Place {
  const keep = Math.min(LEAST_SIDE / 10, place.width, place.height);
  return {
    ...place,
    x: hundredths(Math.min(page.width - keep, Math.max(keep - place.width, place.x))),
    y: hundredths(Math.min(page.height - keep, Math.max(keep - place.height, place.y))),
  };
}
