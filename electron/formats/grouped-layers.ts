import type { CrsReading } from '../../shared/crs/parse-wkt.ts';
import type { GeometryKind } from '../../shared/geometry/packed.ts';
import type { LayerInfo, Problem, RawFeature } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileRef, Format, ReadOptions } from './define-format.ts';

/*
 * Formats that keep features of all kinds in one stream, sorted by folders or by the layers of a drawing (KML, GPX,
 * DXF). Each folder becomes a layer, one for each kind of geometry where it has several, because a layer here has one.
 */

/** A feature, or what is wrong with it, and where it stands in the file. */
export interface Grouped {
  /** Name of its folder or drawing layer. */
  readonly group: string;
  readonly item: RawFeature | Problem;
}

export interface GroupedReading {
  /** All features of a file in order; a fatal problem is the last. */
  scan(file: FileRef, options: Pick<ReadOptions, 'encoding' | 'signal' | 'onShare'>): AsyncIterable<Grouped>;
  readonly crs: CrsReading;
  /** What is to be said of a file that has such layers. */
  readonly remarks?: (layers: readonly string[]) => readonly Problem[];
  /** The encoding that texts were read with; null where the format leaves no choice. */
  readonly encoding?: (file: FileRef, chosen: string | null) => Promise<string>;
}

/** How a kind is called behind the name of its folder, as other formats name it. */
const KIND_NAMES: Readonly<Record<GeometryKind, string>> = {
  point: 'Point',
  line: 'LineString',
  polygon: 'Polygon',
};

/** First features of a layer that are kept, and the vertices that all of them together may have. */
const HEAD = 256;
const HEAD_VERTICES = 2_000_000;
/** Refused features that are told one by one. */
const MAX_REFUSALS = 10_000;

interface Layer {
  readonly group: string;
  readonly kind: GeometryKind | null;
  name: string;
  count: number;
  readonly fields: Map<string, string>;
  readonly head: RawFeature[];
}

interface Survey {
  readonly layers: readonly Layer[];
  /** What is wrong with the file as a whole. */
  readonly problems: readonly Problem[];
  /** Features that are left out, which belong to a folder and to no layer of it. */
  readonly refusals: readonly Grouped[];
}

const known = new WeakMap<FileRef, Map<string, Survey>>();
const keyOf = (group: string, kind: GeometryKind | null): string => `${kind ?? ''}\n${group}`;

/** Looks at every feature once; a fatal problem is a failure without the `import.` before it. */
async function survey(
  reading: GroupedReading,
  file: FileRef,
  { encoding, signal }: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Survey>> {
  const of = known.get(file) ?? new Map<string, Survey>();
  known.set(file, of);
  const kept = of.get(encoding ?? '');
  if (kept !== undefined) return ok(kept);
  const layers = new Map<string, Layer>();
  const problems: Problem[] = [];
  const refusals: Grouped[] = [];
  let vertices = 0;
  for await (const one of reading.scan(file, { encoding, signal, onShare: () => {} })) {
    const { group, item } = one;
    if (item.kind === 'problem') {
      if (item.fatal) return fail(item.code, { feature: item.feature ?? 0, ...item.params });
      if (item.feature === null || group === '') problems.push(item);
      else if (refusals.length < MAX_REFUSALS) refusals.push(one);
      continue;
    }
    const kind = item.geometry?.kind ?? null;
    const key = keyOf(group, kind);
    const layer: Layer = layers.get(key) ?? {
      group,
      kind,
      name: group,
      count: 0,
      fields: new Map(),
      head: [],
    };
    layers.set(key, layer);
    // A head without a gap: once one feature was left out, none is kept after it.
    if (layer.head.length === layer.count && layer.count < HEAD && vertices < HEAD_VERTICES) {
      layer.head.push(item);
      vertices += (item.geometry?.xy.length ?? 0) / 2;
    }
    layer.count++;
    for (const [name, value] of Object.entries(item.values)) {
      const type = typeof value === 'number' ? 'number' : 'text';
      if (value !== null && layer.fields.get(name) !== 'text') layer.fields.set(name, type);
      else if (!layer.fields.has(name)) layer.fields.set(name, 'text');
    }
  }
  if (signal.aborted) return fail('cancelled');
  const all = [...layers.values()];
  for (const layer of all) {
    if (layer.kind !== null && all.filter(({ group }) => group === layer.group).length > 1)
      layer.name = `${layer.group} · ${KIND_NAMES[layer.kind]}`;
  }
  const found = { layers: all, problems, refusals };
  of.set(encoding ?? '', found);
  return ok(found);
}

/** A format of this sort. */
export function groupedFormat(
  own: Pick<Format, 'id' | 'extensions' | 'recognises' | 'inArchive' | 'writer'>,
  reading: GroupedReading,
): Format {
  return {
    ...own,
    probe: async (file, options) => {
      const found = await survey(reading, file, options);
      if (!found.ok) {
        const { code, params } = found.error;
        return fail(code === 'cancelled' ? code : `import.${code}`, { file: file.name, ...params });
      }
      const encoding = (await reading.encoding?.(file, options.encoding)) ?? null;
      const layers = found.value.layers.map(({ name, count, kind, fields }): LayerInfo => ({
        name,
        count,
        geometry: kind === null ? '' : KIND_NAMES[kind],
        crs: reading.crs,
        encoding,
        fields: [...fields].map(([field, type]) => ({ name: field, type })),
      }));
      const remarks = reading.remarks?.(layers.map(({ name }) => name)) ?? [];
      return ok({ layers, notes: [...found.value.problems, ...remarks] });
    },
    read: async function* (file, options) {
      const found = await survey(reading, file, options);
      if (!found.ok) {
        const { code, params = {} } = found.error;
        if (code !== 'cancelled')
          yield { kind: 'problem', feature: null, code, params, level: 'error', fatal: true, refused: false };
        return;
      }
      const layer = found.value.layers.find(({ name }) => name === options.layer);
      if (layer === undefined) return;
      yield* layer.head;
      for (const { group, item } of found.value.refusals) if (group === layer.group) yield item;
      if (layer.head.length === layer.count) return;
      let seen = 0;
      for await (const { group, item } of reading.scan(file, options)) {
        if (options.signal.aborted) return;
        if (item.kind === 'problem') {
          if (item.fatal) yield item;
        } else if (group === layer.group && (item.geometry?.kind ?? null) === layer.kind) {
          seen++;
          if (seen > layer.head.length) yield item;
        }
      }
    },
  };
}
