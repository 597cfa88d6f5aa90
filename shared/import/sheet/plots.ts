import { packFlat } from '../../geometry/build-packed.ts';
import type { Packed } from '../../geometry/packed.ts';
import { refused, type Problem, type RawFeature, type RawValue } from '../raw.ts';
import { coordinateOf } from './cell-number.ts';
import { readFrame, type FrameValues } from './frame-row.ts';
import type { PlotColumns, PositionColumns, SheetLayout } from './layout.ts';
import { nestByPlace } from './nest-rings.ts';
import type { SheetRow } from './sheet-row.ts';

/** Points that one plot may have. */
const MAX_POINTS = 2_000_000;

interface OpenPlot {
  readonly frame: FrameValues | null;
  readonly name: RawValue;
  readonly values: Map<string, RawValue>;
  readonly rings: number[][];
  ring: number[];
  /** Number of the ring and of its first point, as written. */
  ringName: RawValue;
  firstPoint: string;
  lastPoint: string;
  /** The ring has come back to its first point. */
  closed: boolean;
  points: number;
  /** Row of a point that cannot be read. */
  bad: number | null;
}

const POINT = /^[A-Za-z]{0,2}-?\d{1,7}(?:-\d+)?$/;

/**
 * Gathers rows of boundary points to polygons. A plot ends where the number of the plot changes, at the head of the
 * next (`地块编号：…` in a row of its own), or, where the table numbers no plots, when the numbering of points or rings
 * begins anew after a ring that has closed.
 */
export function createPlotReader(
  layout: SheetLayout & { readonly shape: { readonly at: PositionColumns; readonly columns: PlotColumns } },
): { add(row: SheetRow): (RawFeature | Problem)[]; end(): (RawFeature | Problem)[] } {
  const { at, columns } = layout.shape;
  let plot: OpenPlot | null = null;
  let frame: FrameValues | null = null;
  let number = 0;

  const cellOf = (row: SheetRow, column: number | null): RawValue =>
    column === null ? null : (row.cells[column] ?? null);

  const begin = (name: RawValue): OpenPlot => ({
    frame,
    name,
    values: new Map(),
    rings: [],
    ring: [],
    ringName: null,
    firstPoint: '',
    lastPoint: '',
    closed: false,
    points: 0,
    bad: null,
  });

  const endRing = (open: OpenPlot): void => {
    if (open.ring.length > 0) open.rings.push(open.ring);
    open.ring = [];
    open.closed = false;
  };

  const end = (): (RawFeature | Problem)[] => {
    if (plot === null) return [];
    const done = plot;
    plot = null;
    endRing(done);
    number++;
    if (done.bad !== null) return [refused(number, 'sheet-point', { row: done.bad })];
    if (done.points > MAX_POINTS) return [refused(number, 'sheet-plot-large', { limit: MAX_POINTS })];
    const values: Record<string, RawValue> = Object.fromEntries([
      ...layout.fields.map(({ name }): [string, RawValue] => [name, done.values.get(name) ?? null]),
      ...(done.frame ?? []),
    ]);
    return [{ kind: 'feature', number, values, geometry: polygonOf(done.rings) }];
  };

  /** Whether a point opens another plot than the one it follows. */
  const beginsPlot = (open: OpenPlot, name: RawValue, ring: RawValue, point: string): boolean => {
    if (open.frame !== frame) return true;
    if (columns.plot !== null) return name !== null && name !== open.name;
    // Plots that the rows' heads name end there.
    if (frame !== null) return false;
    if (columns.ring !== null && ring !== open.ringName) return Number(ring) < Number(open.ringName);
    if (columns.ring !== null) return open.closed;
    return open.closed && point !== '' && point === open.firstPoint;
  };

  const addPoint = (open: OpenPlot, x: number, y: number, ring: RawValue, point: string): void => {
    open.points++;
    if (open.points > MAX_POINTS) return;
    if (open.ring.length > 0 && (open.closed || (ring !== null && ring !== open.ringName))) endRing(open);
    if (open.ring.length === 0) {
      open.ringName = ring ?? open.ringName;
      open.firstPoint = point;
    }
    open.closed = open.ring.length >= 6 && open.ring[0] === x && open.ring[1] === y;
    open.ring.push(x, y);
    open.lastPoint = point;
  };

  const addRow = (
    row: SheetRow,
    x: number | null,
    y: number | null,
    point: string,
  ): (RawFeature | Problem)[] => {
    const name = cellOf(row, columns.plot);
    const ring = cellOf(row, columns.ring);
    // A point that stands in two rows, as where its cells are merged, is one.
    const samePlot = plot !== null && plot.frame === frame && (name === null || name === plot.name);
    if (samePlot && plot?.ring.at(-2) === x && plot.ring.at(-1) === y && plot.lastPoint === point) return [];
    const ended = plot !== null && beginsPlot(plot, name, ring, point) ? end() : [];
    plot ??= begin(name);
    if (x === null || y === null) plot.bad ??= row.number;
    else addPoint(plot, x, y, ring, point);
    for (const { name: field, column } of layout.fields) {
      const value = cellOf(row, column);
      if (value !== null && !plot.values.has(field)) plot.values.set(field, value);
    }
    return ended;
  };

  const add = (row: SheetRow): (RawFeature | Problem)[] => {
    const [first, second] = [cellOf(row, at.first), cellOf(row, at.second)];
    const [x, y] = [coordinateOf(first), coordinateOf(second)];
    const point = String(cellOf(row, columns.point) ?? '').trim();
    if (x !== null && y !== null) return addRow(row, x, y, point);
    const next = readFrame(row);
    if (next !== null) {
      const ended = end();
      frame = next;
      return ended;
    }
    // Repeated heads, sums and signatures are no points; a numbered row without its figures is one that is broken.
    if (!POINT.test(point)) return [];
    if (first !== null || second !== null) return addRow(row, null, null, point);
    if (plot !== null && !plot.closed) plot.bad ??= row.number;
    return [];
  };

  return { add, end };
}

function polygonOf(rings: readonly (readonly number[])[]): Packed {
  // A ring closes by itself; what stands between two rings in some tables, the first point of all again, is none.
  const real = rings.map((ring) => Float64Array.from(closed(ring))).filter((ring) => ring.length >= 8);
  return packFlat('polygon', nestByPlace(real));
}

function closed(ring: readonly number[]): readonly number[] {
  const n = ring.length;
  return ring[0] === ring[n - 2] && ring[1] === ring[n - 1] ? ring : [...ring, ring[0]!, ring[1]!];
}
