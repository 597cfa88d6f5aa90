import type { LonLat } from '../geometry/geodesic.ts';
import { fail, type Failure, type Result, ok } from '../result.ts';
import { zoneCrs, type Crs } from './catalogue.ts';
import type { WrittenValue } from './coordinate-tokens.ts';
import {
  headColumns,
  possibleColumns,
  sideColumns,
  splitLine,
  valueOf,
  type Columns,
  type TableLine,
} from './point-columns.ts';
import { readPair, type AxisOrder, type CoordinateContext, type Reading } from './readings.ts';

/** One ring of a pasted table, open: the repeated first point is left out. */
export interface ParsedRing {
  readonly points: readonly LonLat[];
  /** Numbers of the points as written; empty where the table has none. */
  readonly numbers: readonly string[];
  /** The first point stood again at the end. */
  readonly closed: boolean;
}

/** A pasted table of boundary points. */
export interface ParsedTable {
  readonly rings: readonly ParsedRing[];
  /** Points of all rings. */
  readonly count: number;
  readonly crs: Crs;
  readonly order: AxisOrder;
  /** North and east stand the other way round than the heads say, or than surveyors write them. */
  readonly swapped: boolean;
  /** Points outside the county; null while it is not known. */
  readonly outside: number | null;
  /** Lines with a point that could not be read, and why. */
  readonly errors: readonly { readonly line: number; readonly failure: Failure }[];
}

/** Lines looked at to tell what the columns are. */
const SAMPLE = 50;

/** Zone and width that the head of an exchange file names (带号, 几度分带). */
function zoneInHead(text: string, context: CoordinateContext): CoordinateContext {
  const zone = Number(/带号\s*[=:：]\s*(\d+)/.exec(text)?.[1] ?? NaN);
  const width = Number(/几度分带\s*[=:：]\s*(\d)/.exec(text)?.[1] ?? 3);
  const crs = Number.isInteger(zone) ? zoneCrs(width === 6 ? 6 : 3, zone, false) : undefined;
  return crs === undefined ? context : { ...context, zone: crs };
}

/** Lines of an exchange file that are no points: `[...]`, `key=value`, the line of a plot, which ends in `@`. */
const isFrame = (text: string): boolean => /^\s*\[.*\]\s*$|^\s*\p{Script=Han}[^,，\t]*=|@\s*$/u.test(text);

function linesOf(text: string): { readonly lines: TableLine[]; readonly head: Columns | null } {
  const lines: TableLine[] = [];
  let head: Columns | null = null;
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (raw.trim() === '' || isFrame(raw)) continue;
    const cells = splitLine(raw);
    const named: Columns | null = lines.length === 0 ? headColumns(cells) : null;
    if (named !== null) head = named;
    else lines.push({ line: i + 1, cells });
  }
  return { lines, head };
}

const labelled = (value: WrittenValue, head: string | undefined): WrittenValue =>
  value.label === null && (head === 'LAT' || head === 'LON') ? { ...value, label: head } : value;

function readLine(
  { cells }: TableLine,
  columns: Pick<Columns, 'a' | 'b' | 'heads'>,
  context: CoordinateContext,
): Result<readonly Reading[]> {
  const [a, b] = [valueOf(cells[columns.a]), valueOf(cells[columns.b])];
  if (a === null || b === null) return fail('coordinate.cells', { n: cells.length });
  return readPair(labelled(a, columns.heads?.[0]), labelled(b, columns.heads?.[1]), context);
}

const meaning = ({ crs, order }: Reading): string => `${crs.epsg} ${order}`;

interface Choice {
  readonly columns: Columns;
  readonly meaning: string;
  readonly inside: number;
  readonly fits: number;
}

/** The pair of columns and the meaning that put the most lines into the county, else that fit the most lines. */
function choose(
  lines: readonly TableLine[],
  head: Columns | null,
  context: CoordinateContext,
): Choice | null {
  const sample = lines.slice(0, SAMPLE);
  const pairs: readonly Columns[] = head
    ? [head]
    : possibleColumns(sample).map(([a, b]) => ({ ...sideColumns(sample, a), a, b, heads: null }));
  let best: Choice | null = null;
  for (const columns of pairs) {
    const tally = new Map<string, { fits: number; inside: number }>();
    for (const line of sample) {
      const readings = readLine(line, columns, context);
      for (const reading of readings.ok ? readings.value : []) {
        const count = tally.get(meaning(reading)) ?? { fits: 0, inside: 0 };
        count.fits += 1;
        count.inside += reading.inside === true ? 1 : 0;
        tally.set(meaning(reading), count);
      }
    }
    for (const [key, { fits, inside }] of tally) {
      if (best === null || inside > best.inside || (inside === best.inside && fits > best.fits)) {
        best = { columns, meaning: key, fits, inside };
      }
    }
  }
  return best;
}

const same = (a: LonLat | undefined, b: LonLat | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

interface Row {
  readonly at: LonLat;
  readonly number: string;
  readonly ring: string | null;
}

/** Rows as rings: a new one where the ring number changes, or after a point that closes the last. */
function ringsOf(rows: readonly Row[]): ParsedRing[] {
  const rings: ParsedRing[] = [];
  let open: Row[] = [];
  const end = (closed: boolean): void => {
    if (open.length === 0) return;
    const numbers = open.map(({ number }) => number);
    rings.push({ points: open.map(({ at }) => at), numbers: numbers.some(Boolean) ? numbers : [], closed });
    open = [];
  };
  for (const row of rows) {
    if (open.length > 0 && open[0]!.ring !== row.ring) end(false);
    if (open.length >= 3 && same(open[0]?.at, row.at)) end(true);
    else if (!same(open.at(-1)?.at, row.at)) open.push(row);
  }
  end(false);
  return rings;
}

/**
 * Understands a pasted table of boundary points: number, X, Y in any order of columns, by tabs, commas or spaces, with
 * or without a head; the submission form of boundary points (with its ring numbers and zone) too. One meaning is
 * chosen for the whole table. Failures: `coordinate.empty`, `coordinate.table` where no line holds a position, or that
 * of the first line where none can be read. Lines that do not fit are listed in `errors`.
 */
export function parsePoints(text: string, given: CoordinateContext): Result<ParsedTable> {
  const context = zoneInHead(text, given);
  const { lines, head } = linesOf(text);
  if (lines.length === 0) return fail('coordinate.empty');
  const choice = choose(lines, head, context);
  if (choice === null) {
    const first = head === null ? undefined : readLine(lines[0]!, head, context);
    return first && !first.ok ? first : fail('coordinate.table', { n: lines.length });
  }
  const errors: { line: number; failure: Failure }[] = [];
  const rows: Row[] = [];
  let example: Reading | null = null;
  let outside = 0;
  for (const line of lines) {
    const readings = readLine(line, choice.columns, context);
    const reading = readings.ok ? readings.value.find((one) => meaning(one) === choice.meaning) : undefined;
    if (reading === undefined) {
      // A title above the table is no point that was missed.
      const title =
        rows.length === 0 && errors.length === 0 && line.cells.every((cell) => !/\d+\.\d/.test(cell));
      const failure = readings.ok ? { code: 'coordinate.other-system' } : readings.error;
      if (!title) errors.push({ line: line.line, failure });
      continue;
    }
    example ??= reading;
    if (reading.inside === false) outside += 1;
    const { number, ring } = choice.columns;
    rows.push({
      at: reading.at,
      number: number === null ? '' : (line.cells[number] ?? ''),
      ring: ring === null ? null : (line.cells[ring] ?? null),
    });
  }
  if (example === null) return fail('coordinate.table', { n: lines.length });
  const rings = ringsOf(rows);
  const heads = choice.columns.heads;
  const headedX = heads?.[0] === 'X' ? 'x-y' : heads?.[0] === 'Y' ? 'y-x' : null;
  const plane = example.order === 'x-y' || example.order === 'y-x';
  return ok({
    rings,
    count: rings.reduce((sum, { points }) => sum + points.length, 0),
    crs: example.crs,
    order: example.order,
    swapped: plane && (headedX === null ? example.order === 'y-x' : headedX !== example.order),
    outside: context.inside === null ? null : outside,
    errors,
  });
}
