import {
  fatal,
  refused,
  type LayerInfo,
  type Problem,
  type RawFeature,
  type RawValue,
} from '../../shared/import/raw.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { withGdal } from '../gis/gdal-client.ts';
import { openForeignGeoPackage } from '../store/read/foreign-geopackage.ts';
import type { FileRef, Format, Probe, ReadOptions } from './define-format.ts';
import { gdalMoment } from './gdal-moment.ts';
import {
  crsOfLayer,
  passThrough,
  saidNotes,
  tablesOf,
  type GdalReading,
  type GdalTable,
} from './gdal-source.ts';

/** Features that are converted before all the others: who only looks at a file needs no more. */
const HEAD = 256;
const SLICE = 500;
/** Share of the progress that the conversion takes. */
const CONVERSION = 0.5;

const named = (file: FileRef, { code, params }: Failure): { ok: false; error: Failure } =>
  fail(code === 'cancelled' ? code : `import.${code}`, { file: file.name, ...params });

interface Opened {
  readonly tables: readonly GdalTable[];
  readonly notes: readonly Problem[];
}

/** What is known of the files of jobs that are at work; each is opened many times over. */
const known = new WeakMap<FileRef, Map<string, Opened>>();

/** Opens a file once for a job and an encoding. Failures come without the `import.` before them. */
async function opened(
  reading: GdalReading,
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Opened>> {
  const of = known.get(file) ?? new Map<string, Opened>();
  known.set(file, of);
  const kept = of.get(options.encoding ?? '');
  if (kept !== undefined) return ok(kept);
  const parts = await reading.open(file, options);
  if (!parts.ok) return parts;
  const found = await withGdal(options.signal, async (gdal): Promise<Result<Opened>> => {
    const tables = await tablesOf(gdal, parts.value, reading.hidden);
    if (!tables.ok) return tables;
    const notes: Problem[] = [...tables.value.notes];
    for (const part of parts.value) notes.push(...((await reading.remarks?.(gdal, part)) ?? []));
    return ok({ tables: tables.value.tables, notes });
  });
  if (found.ok) of.set(options.encoding ?? '', found.value);
  return found;
}

async function probe(
  reading: GdalReading,
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Probe>> {
  const found = await opened(reading, file, options);
  if (!found.ok) return named(file, found.error);
  const { tables, notes } = found.value;
  const layers = tables.map(({ name, part, layer }): LayerInfo => ({
    name,
    count: layer.featureCount ?? null,
    geometry: layer.geometryFields[0]?.type ?? '',
    crs: (reading.crs ?? crsOfLayer)(layer),
    encoding: part.encoding ?? null,
    fields: layer.fields.map((field) => ({
      name: field.name,
      type: field.type,
      ...(field.alias !== undefined && field.alias !== '' && { alias: field.alias }),
    })),
  }));
  return ok({ layers, notes });
}

/**
 * The rows of a passing file after the first `skip`.
 *
 * @returns how many rows it has
 */
function* rowsOf(
  reading: GdalReading,
  file: FileRef,
  passing: string,
  table: GdalTable,
  skip: number,
  options: ReadOptions,
  onRow: (number: number) => void,
): Generator<RawFeature | Problem, number> {
  const opened = openForeignGeoPackage(passing, file.scratch);
  if (!opened.ok) {
    yield fatal('gdal-failed', { cause: opened.error.code });
    return 0;
  }
  let number = 0;
  try {
    const [source] = opened.value.tables;
    if (source === undefined) return 0;
    // Names may have been changed on the way, their order never.
    const columns = source.fields.map(({ name }, i) => ({
      from: name,
      to: table.layer.fields[i]?.name ?? name,
      isMoment: table.layer.fields[i]?.type === 'DateTime',
    }));
    const moment = (text: string): string => reading.moment?.(gdalMoment(text)) ?? gdalMoment(text);
    for (const slice of opened.value.rows(source.name, SLICE)) {
      if (options.signal.aborted) return number;
      if (!slice.ok) {
        yield fatal('gdal-failed', { cause: slice.error.code }, number + 1);
        return number;
      }
      for (const row of slice.value) {
        number++;
        if (number <= skip) continue;
        onRow(number);
        if (row.problem !== null) {
          yield refused(number, row.problem);
          continue;
        }
        const values = columns.map(({ from, to, isMoment }): [string, RawValue] => {
          const value = row.values[from] ?? null;
          return [to, isMoment && typeof value === 'string' ? moment(value) : value];
        });
        yield { kind: 'feature', number, values: Object.fromEntries(values), geometry: row.geometry };
      }
    }
    return number;
  } finally {
    opened.value.close();
  }
}

async function* readTable(
  reading: GdalReading,
  file: FileRef,
  { tables, notes }: Opened,
  options: ReadOptions,
): AsyncGenerator<RawFeature | Problem> {
  const table = tables.find(({ name }) => name === options.layer);
  if (table === undefined) return;
  const { signal, onShare } = options;
  const head = await withGdal(signal, (gdal) => passThrough(gdal, file, table, HEAD));
  if (!head.ok) {
    if (!signal.aborted) yield fatal(head.error.code, head.error.params);
    return;
  }
  const first = yield* rowsOf(reading, file, head.value.path, table, 0, options, () => {});
  let { errors } = head.value;
  let count = first;
  if (first >= HEAD) {
    const tell = (share: number): void => onShare(share * CONVERSION);
    const whole = await withGdal(signal, (gdal) => passThrough(gdal, file, table, null, tell));
    if (!whole.ok) {
      if (!signal.aborted) yield fatal(whole.error.code, whole.error.params);
      return;
    }
    errors = whole.value.errors;
    const total = Math.max(1, table.layer.featureCount ?? 0);
    count = yield* rowsOf(reading, file, whole.value.path, table, first, options, (number) => {
      if (number % SLICE === 0) onShare(CONVERSION + (1 - CONVERSION) * Math.min(1, number / total));
    });
  }
  if (signal.aborted) return;
  const stated = table.layer.featureCount ?? count;
  if (count < stated) {
    yield fatal('gdal-incomplete', { read: count, count: stated, layer: table.name });
    return;
  }
  // A table that cannot be opened looks empty.
  if (count === 0 && errors.length > 0) {
    yield fatal('gdal-failed', { cause: errors[0] ?? '' });
    return;
  }
  onShare(1);
  // What was complained of when the file was opened stands with the file.
  const told = new Set(
    notes.filter(({ code }) => code === 'gdal-said').map(({ params }) => params['message']),
  );
  yield* saidNotes(
    errors.filter((message) => !told.has(message)),
    table.name,
  );
}

/**
 * A format that GDAL reads. A layer is converted to a GeoPackage in the job's folder, its first features at once and
 * the rest when they are asked for, and read from there: nothing of its features goes through GDAL's memory or ours at
 * once.
 */
export function gdalFormat(
  own: Pick<Format, 'id' | 'extensions' | 'recognises' | 'inArchive' | 'inFolder' | 'writer'>,
  reading: GdalReading,
): Format {
  return {
    ...own,
    probe: (file, options) => probe(reading, file, options),
    read: async function* (file, options) {
      const found = await opened(reading, file, options);
      if (!found.ok) {
        if (!options.signal.aborted) yield fatal(found.error.code, found.error.params);
        return;
      }
      yield* readTable(reading, file, found.value, options);
    },
  };
}
