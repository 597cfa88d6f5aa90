import { coordinateOf, GEOMETRY_TEXT } from './cell-number.ts';
import { roleOfName, type ColumnRole } from './column-roles.ts';
import { findHeader } from './find-header.ts';
import { closesOrRestarts } from './point-sequence.ts';
import type { SheetRow } from './sheet-row.ts';

/** Two columns that hold positions; `first` is what comes first in a shape: longitude, easting, or X as headed. */
export interface PositionColumns {
  readonly first: number;
  readonly second: number;
}

/** Columns of a table of boundary points; null where it has none. */
export interface PlotColumns {
  readonly plot: number | null;
  readonly point: number | null;
  readonly ring: number | null;
}

/** How a sheet tells shapes. */
export type SheetShape =
  | { readonly kind: 'none' }
  /** One point a row. */
  | { readonly kind: 'points'; readonly at: PositionColumns }
  /** One boundary point a row, several rows a polygon. */
  | { readonly kind: 'plots'; readonly at: PositionColumns; readonly columns: PlotColumns }
  /** One WKT or GeoJSON geometry a row. */
  | { readonly kind: 'text'; readonly column: number };

/** A sheet as a layer. */
export interface SheetLayout {
  readonly shape: SheetShape;
  /** Columns that become values, with their names. */
  readonly fields: readonly { readonly name: string; readonly column: number }[];
  /** Numbers of the first and last row of the head; both 0 without one. */
  readonly headStart: number;
  readonly headEnd: number;
  /** Names of the columns, those of no field too. */
  readonly names: readonly string[];
  readonly header: boolean;
}

/** Rows that show what a sheet is. */
export const LAYOUT_SAMPLE = 300;
/** Share of the rows that must have what a column is taken for. */
const MOST = 0.5;

const cellAt = (row: SheetRow, column: number) => row.cells[column] ?? null;

const columnsOf = (roles: readonly (ColumnRole | null)[], role: ColumnRole): number[] =>
  roles.flatMap((one, c) => (one === role ? [c] : []));

/** Whether enough of the rows have a position in the two columns. */
function holdsPositions(body: readonly SheetRow[], { first, second }: PositionColumns): boolean {
  const given = body.filter((row) => cellAt(row, first) !== null && cellAt(row, second) !== null);
  const good = given.filter(
    (row) => coordinateOf(cellAt(row, first)) !== null && coordinateOf(cellAt(row, second)) !== null,
  );
  return good.length > 0 && good.length >= given.length * MOST;
}

/** Pairs of columns by their names: each with the nearest of the other kind, to its right before to its left. */
function namedPair(
  roles: readonly (ColumnRole | null)[],
  a: ColumnRole,
  b: ColumnRole,
  body: readonly SheetRow[],
): PositionColumns | null {
  for (const first of columnsOf(roles, a)) {
    const nearest = columnsOf(roles, b).sort((m, n) => Math.abs(m - first) - Math.abs(n - first) || n - m)[0];
    if (nearest !== undefined && holdsPositions(body, { first, second: nearest }))
      return { first, second: nearest };
  }
  return null;
}

/** Ranges that a position in China lies in, whichever stands first: degrees, or metres with and without the zone. */
const LONGITUDE = (v: number): boolean => v >= 73 && v <= 136 && v % 1 !== 0;
const LATITUDE = (v: number): boolean => v >= 3 && v <= 54 && v % 1 !== 0;
const NORTHING = (v: number): boolean => v >= 1_900_000 && v <= 6_000_000;
const EASTING = (v: number): boolean =>
  (v >= 13_000_000 && v < 46_000_000) || (v >= 100_000 && v <= 900_000 && v % 1 !== 0);

/** Without a head: the two columns all of whose rows hold what only positions are. */
function pairByContent(body: readonly SheetRow[]): PositionColumns | null {
  const width = Math.max(0, ...body.map(({ cells }) => cells.length));
  const all = (column: number, test: (v: number) => boolean): boolean =>
    body.length > 0 &&
    body.every((row) => {
      const value = coordinateOf(cellAt(row, column));
      return value !== null && test(value);
    });
  const find = (test: (v: number) => boolean): number =>
    Array.from({ length: width }, (_, c) => c).findIndex((c) => all(c, test));
  for (const [a, b] of [
    [LONGITUDE, LATITUDE],
    [EASTING, NORTHING],
  ] as const) {
    const [first, second] = [find(a), find(b)];
    if (first >= 0 && second >= 0 && first !== second) return { first, second };
  }
  return null;
}

/** The column of geometries as text: by name where its content agrees, else by content. */
function textColumn(roles: readonly (ColumnRole | null)[], body: readonly SheetRow[]): number | null {
  const width = Math.max(0, ...body.map(({ cells }) => cells.length));
  const holds = (column: number): boolean => {
    const texts = body.map((row) => cellAt(row, column)).filter((cell) => cell !== null);
    const good = texts.filter((cell) => typeof cell === 'string' && GEOMETRY_TEXT.test(cell));
    return good.length > 0 && good.length > texts.length * MOST;
  };
  const named = columnsOf(roles, 'geometry').find(holds);
  return named ?? Array.from({ length: width }, (_, c) => c).find(holds) ?? null;
}

const POINT_NAME = /^[A-Za-z]?-?\d{1,7}(?:-\d+)?$/;

function plotColumns(
  roles: readonly (ColumnRole | null)[],
  body: readonly SheetRow[],
  at: PositionColumns,
  header: boolean,
): PlotColumns | null {
  const only = (role: ColumnRole): number | null => columnsOf(roles, role)[0] ?? null;
  const names = (column: number): boolean =>
    body.filter((row) => POINT_NAME.test(String(cellAt(row, column) ?? ''))).length > body.length * MOST;
  const headless = !header && Math.min(at.first, at.second) > 0 && names(0) ? 0 : null;
  const columns: PlotColumns = {
    plot: only('plot') ?? only('plot-name'),
    point: only('point') ?? headless,
    ring: only('ring'),
  };
  if (columns.point === null && columns.ring === null) return null;
  // With neither plots nor rings named, only a sequence that comes back to its first point bounds something.
  return columns.plot !== null || columns.ring !== null || closesOrRestarts(body, at, columns.point)
    ? rowsAPlot(body, columns, at)
      ? columns
      : null
    : null;
}

/** Whether a plot has three points or more, as it must where each row is one of its points. */
function rowsAPlot(body: readonly SheetRow[], { plot }: PlotColumns, at: PositionColumns): boolean {
  const points = body.filter((row) => coordinateOf(cellAt(row, at.first)) !== null);
  if (plot === null) return points.length >= 3;
  const plots = new Set(points.map((row) => cellAt(row, plot)).filter((value) => value !== null));
  return points.length >= 3 * Math.max(1, plots.size);
}

/**
 * What the first rows of a sheet say of it: where its head is, what its columns are, how it tells shapes. Written
 * geometries go before positions, longitude and latitude before X and Y.
 */
export function layoutOf(sample: readonly SheetRow[]): SheetLayout {
  const header = findHeader(sample);
  const body = sample.filter(({ number }) => number > header.last);
  const hasHeader = header.last > 0;
  const roles = header.names.map((name) => (hasHeader ? roleOfName(name) : null));
  const named = (except: (column: number) => boolean) =>
    header.names.flatMap((name, column) => (except(column) ? [] : [{ name, column }]));
  const layout = (shape: SheetShape, except: (column: number) => boolean): SheetLayout => ({
    shape,
    fields: named(except),
    headStart: hasHeader ? header.first : 0,
    headEnd: header.last,
    names: header.names,
    header: hasHeader,
  });

  const text = textColumn(roles, body);
  if (text !== null) return layout({ kind: 'text', column: text }, (c) => c === text);
  const at =
    namedPair(roles, 'longitude', 'latitude', body) ??
    namedPair(roles, 'x', 'y', body) ??
    (hasHeader ? null : pairByContent(body));
  if (at === null) return layout({ kind: 'none' }, () => false);
  const columns = plotColumns(roles, body, at, hasHeader);
  if (columns === null) return layout({ kind: 'points', at }, () => false);
  const ofPoint = (c: number): boolean =>
    c === at.first || c === at.second || c === columns.point || c === columns.ring || roles[c] === 'of-point';
  return layout({ kind: 'plots', at, columns }, ofPoint);
}
