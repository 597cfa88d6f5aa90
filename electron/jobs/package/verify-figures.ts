import { figuresMeter } from '../../../shared/package/figures.ts';
import type { LayerFigures } from '../../../shared/package/figures.ts';
import type { Manifest, ManifestLayer } from '../../../shared/package/manifest.ts';
import type { CheckBook } from '../../../shared/package/verification.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { createBreather } from '../io/scratch.ts';
import { placeVector, rawFeatures, type PlacedVector } from './package-features.ts';
import type { PackageSource } from './package-source.ts';

interface Work {
  readonly source: PackageSource;
  readonly manifest: Manifest;
  /** A folder of this job. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Told with each feature that has been counted. */
  readonly onFeature: () => void;
}

const boxText = (extent: LayerFigures['extent']): string => (extent === null ? '–' : extent.join(' '));

/** Counts one layer of the main vector data and compares every figure. */
async function compareLayer(
  placed: PlacedVector,
  layer: ManifestLayer,
  book: CheckBook,
  { signal, onFeature }: Work,
): Promise<void> {
  const meter = figuresMeter(Object.keys(layer.sums));
  const breathe = createBreather();
  let unreadable = 0;
  let first = '';
  const table = placed.vector.layers.find((one) => one.layer === layer.id)?.table ?? '';
  const columns = new Map(layer.fields.map(({ field, column }) => [field, column]));
  for await (const raw of rawFeatures(placed, table, signal)) {
    await breathe();
    if (signal.aborted) return;
    onFeature();
    if (raw.ok) {
      const { values, geometry } = raw.value;
      meter.add((field) => values[columns.get(field) ?? ''], geometry);
    } else {
      unreadable += 1;
      if (first === '') first = raw.error.code;
    }
  }
  const found = meter.done();
  const { id } = layer;
  if (unreadable > 0)
    book.wrong('features', id, 'features-unreadable', { found: String(unreadable), detail: first });
  book.compare('count', id, String(layer.count), String(found.count));
  book.compare('vertices', id, String(layer.vertices), String(found.vertices));
  book.compare('extent', id, boxText(layer.extent), boxText(found.extent));
  book.compare('area', id, layer.areaM2, found.areaM2);
  for (const [field, sum] of Object.entries(layer.sums))
    book.compare('sum', id, sum, found.sums[field] ?? null, field);
}

/** The tables that a data set has, by its own word; null where it cannot be read at all. */
async function tablesOf(placed: PlacedVector, signal: AbortSignal) {
  const probe = await placed.format.probe(placed.file, { encoding: 'utf-8', signal });
  return probe.ok ? probe.value.layers : null;
}

/** Data in further formats: they are counted, since not every format holds all digits. */
async function compareCounts(placed: PlacedVector, book: CheckBook, work: Work): Promise<void> {
  const breathe = createBreather();
  for (const { layer, table, count } of placed.vector.layers) {
    let found = 0;
    for await (const raw of rawFeatures(placed, table, work.signal)) {
      await breathe();
      if (work.signal.aborted) return;
      if (raw.ok) found += 1;
    }
    book.compare('table-count', placed.vector.path, String(count), String(found), layer);
  }
}

async function compareMain(placed: PlacedVector, book: CheckBook, work: Work): Promise<void> {
  const { vector } = placed;
  const tables = await tablesOf(placed, work.signal);
  if (tables === null) return book.wrong('features', vector.path, 'unreadable');
  for (const { layer: id, table } of vector.layers) {
    const layer = work.manifest.layers.find((one) => one.id === id);
    const there = tables.find((one) => one.name === table);
    if (layer === undefined || there === undefined) {
      book.compare('layer', id, table, null);
      continue;
    }
    const epsg = there.crs.kind === 'known' ? `EPSG:${there.crs.epsg}` : null;
    if (layer.geometry !== null) book.compare('layer', id, `EPSG:${vector.epsg}`, epsg);
    await compareLayer(placed, layer, book, work);
  }
  const named = new Set(vector.layers.map(({ table }) => table));
  for (const { name } of tables)
    if (!named.has(name)) book.wrong('layer', name, 'layer-extra', { found: name });
}

/**
 * Opens the vector data and counts features, vertices, extents and areas again, figure by figure. Data of which bytes
 * are missing are not opened: that has been said.
 *
 * @returns failures `cancelled` and those of unpacking
 */
export async function verifyFigures(book: CheckBook, work: Work): Promise<Result<null>> {
  const { source, manifest, scratch, signal } = work;
  const counted = new Set<string>();
  for (const vector of manifest.vector) {
    // A shapefile is many files with one stem; a file geodatabase is a folder.
    const stem = vector.path.replace(/\.[^./]*$/, '');
    const parts = [...source.entries.keys()].filter(
      (name) => name === vector.path || name.startsWith(`${stem}.`) || name.startsWith(`${vector.path}/`),
    );
    if (parts.length === 0) {
      book.compare('layer', vector.path, vector.format, null);
      continue;
    }
    const folder = await source.place(parts, signal);
    if (!folder.ok) return folder;
    const placed = placeVector(vector, folder.value, scratch);
    if (placed === undefined) book.note('features', vector.path, 'format-unknown');
    else if (vector.main) await compareMain(placed, book, work);
    else await compareCounts(placed, book, work);
    if (signal.aborted) return fail('cancelled');
    if (vector.main) for (const { layer } of vector.layers) counted.add(layer);
  }
  for (const { id } of manifest.layers) if (!counted.has(id)) book.compare('layer', id, id, null);
  return ok(null);
}
