import { NO_CRS, readEpsg, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { fatal, noticed, type LayerInfo, type Problem, type RawFeature } from '../../shared/import/raw.ts';
import { createMergeFill, type RowMerge } from '../../shared/import/sheet/fill-merges.ts';
import { LAYOUT_SAMPLE, layoutOf, type SheetLayout } from '../../shared/import/sheet/layout.ts';
import { createSheetReader, type SheetReader } from '../../shared/import/sheet/sheet-features.ts';
import type { SheetRow } from '../../shared/import/sheet/sheet-row.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';

/** Rows of cells that can be read again and again. */
export interface RowSource {
  readonly name: string;
  /** Null where the format leaves no choice. */
  readonly encoding: string | null;
  /** A fatal problem is the last thing. Ends early when aborted. */
  rows(options: {
    readonly signal: AbortSignal;
    readonly onShare?: (share: number) => void;
  }): AsyncIterable<SheetRow | Problem>;
}

/** What reading a table of cells once has told of it. */
export interface SheetSurvey {
  readonly layout: SheetLayout;
  readonly info: LayerInfo;
  readonly notes: readonly Problem[];
}

/** Whole numbers of more digits have lost some already: spreadsheets keep fifteen. */
const WHOLE_DIGITS = 1e15;

interface Tally {
  count: number;
  readonly kinds: Set<string>;
  readonly types: Map<string, string>;
  longNumbers: number;
}

function countFeature(tally: Tally, item: RawFeature | Problem): void {
  tally.count++;
  if (item.kind === 'problem') return;
  if (item.geometry !== null) tally.kinds.add(item.geometry.kind);
  for (const [name, value] of Object.entries(item.values)) {
    if (value === null) continue;
    const type = typeof value === 'string' ? 'text' : typeof value;
    if (tally.types.get(name) === undefined) tally.types.set(name, type);
    else if (tally.types.get(name) !== type) tally.types.set(name, 'text');
    if (type === 'number' && Number.isInteger(value) && Math.abs(Number(value)) >= WHOLE_DIGITS)
      tally.longNumbers++;
  }
}

/** The system that all geometries of a sample name (`SRID=4490;`). */
function sridOf({ shape }: SheetLayout, sample: readonly SheetRow[]): CrsReading {
  if (shape.kind !== 'text') return NO_CRS;
  const found = new Set<string>();
  for (const { cells } of sample) {
    const cell = cells[shape.column];
    if (typeof cell === 'string' && !cell.startsWith('{'))
      found.add(/^\s*SRID\s*=\s*(\d{1,6})/i.exec(cell.slice(0, 40))?.[1] ?? '');
  }
  found.delete('');
  const [only] = found;
  return found.size === 1 ? readEpsg(Number(only)) : NO_CRS;
}

const wordsOf = ({ shape, header }: SheetLayout, { count, longNumbers }: Tally, layer: string): Problem[] => {
  const notes: Problem[] = [];
  if (shape.kind === 'none') notes.push(noticed(null, 'sheet-no-geometry', { layer }));
  if (shape.kind === 'plots') notes.push(noticed(null, 'sheet-plots', { layer, count }, 'info'));
  if (!header) notes.push(noticed(null, 'sheet-headless', { layer }, 'info'));
  if (longNumbers > 0) notes.push(noticed(null, 'sheet-long-numbers', { layer, count: longNumbers }));
  return notes;
};

/**
 * Reads a table of cells to its end: what its head, columns and shapes are, how many features it has. The table is
 * not held.
 *
 * @returns the failure of a fatal problem, without its prefix; `cancelled`
 */
export async function surveySheet(source: RowSource, signal: AbortSignal): Promise<Result<SheetSurvey>> {
  const tally: Tally = { count: 0, kinds: new Set(), types: new Map(), longNumbers: 0 };
  let sample: SheetRow[] = [];
  let crs: CrsReading = NO_CRS;
  let layout: SheetLayout | null = null;
  let reader: SheetReader | null = null;
  const begin = (): void => {
    layout = layoutOf(sample);
    crs = sridOf(layout, sample);
    reader = createSheetReader(layout);
    for (const row of sample) for (const item of reader.add(row)) countFeature(tally, item);
    sample = [];
  };
  let failure: Failure | null = null;
  for await (const row of source.rows({ signal })) {
    if ('kind' in row) {
      if (row.fatal) failure = { code: row.code, params: row.params };
      continue;
    }
    if (reader === null) {
      sample.push(row);
      if (sample.length >= LAYOUT_SAMPLE) begin();
      continue;
    }
    for (const item of (reader as SheetReader).add(row)) countFeature(tally, item);
  }
  if (signal.aborted) return fail('cancelled');
  if (failure !== null) return { ok: false, error: failure };
  if (reader === null) begin();
  for (const item of reader!.end()) countFeature(tally, item);
  const known = layout!;
  const names = new Set([...known.fields.map(({ name }) => name), ...tally.types.keys()]);
  return ok({
    layout: known,
    info: {
      name: source.name,
      count: tally.count,
      geometry: [...tally.kinds].join(', '),
      crs,
      encoding: source.encoding,
      fields: [...names].map((name) => ({ name, type: tally.types.get(name) ?? 'text' })),
    },
    notes: wordsOf(known, tally, source.name),
  });
}

/** The features of a table of cells by its layout. */
export async function* readSheet(
  source: RowSource,
  layout: SheetLayout,
  merges: readonly RowMerge[],
  options: { readonly signal: AbortSignal; readonly onShare: (share: number) => void },
): AsyncGenerator<RawFeature | Problem> {
  const reader = createSheetReader(layout);
  const filled = createMergeFill(merges.filter(({ top }) => top > layout.headEnd));
  for await (const row of source.rows(options)) {
    if ('kind' in row) {
      yield row.fatal ? fatal(row.code, row.params) : row;
      if (row.fatal) return;
    } else yield* reader.add(filled(row));
  }
  if (!options.signal.aborted) yield* reader.end();
}
