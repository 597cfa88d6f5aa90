import type { ImportProbe, SourceLayer } from '../../../shared/bridge/query-contract.ts';
import { crsCandidates, type Candidate } from '../../../shared/crs/candidates.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { readAxes, zonePrefix } from '../../../shared/crs/plausible.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { createNoteBook, type NoteBook } from '../../../shared/import/notes.ts';
import { kindOfName } from '../../../shared/import/geometry-name.ts';
import type { LayerInfo, RawFeature } from '../../../shared/import/raw.ts';
import { toStored } from '../../../shared/import/to-stored.ts';
import { mayBeWebMap } from '../../../shared/import/web-map.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { detectFormat } from '../../formats/catalogue.ts';
import type { FileRef, Format } from '../../formats/define-format.ts';

/** Features looked at for samples, candidates and preview. */
const SAMPLE = 200;
const SAMPLES_A_FIELD = 5;
const SAMPLE_TEXT = 80;
const PREVIEW_VERTICES = 40_000;
const MAX_LAYERS = 200;

/** The first features of a layer that have a shape, with the axes as the source has them. */
export async function sampleOf(
  format: Format,
  file: FileRef,
  options: { readonly layer: string; readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<RawFeature[]> {
  const sample: RawFeature[] = [];
  for await (const item of format.read(file, { ...options, onShare: () => {} })) {
    if (item.kind === 'feature') sample.push(item);
    if (sample.length >= SAMPLE) break;
  }
  return sample;
}

/** One vertex of each feature, flat: enough to tell axes and zone prefix. */
export function firstVertices(sample: readonly RawFeature[]): Float64Array {
  const xy: number[] = [];
  for (const { geometry } of sample) {
    const [x = NaN, y = NaN] = geometry?.xy ?? [];
    if (Number.isFinite(x) && Number.isFinite(y)) xy.push(x, y);
  }
  return Float64Array.from(xy);
}

function samplesOf(sample: readonly RawFeature[], field: string): string[] {
  const seen = new Set<string>();
  for (const { values } of sample) {
    const value = Object.hasOwn(values, field) ? values[field] : null;
    if (value !== null && value !== undefined && value !== '') seen.add(String(value).slice(0, SAMPLE_TEXT));
    if (seen.size >= SAMPLES_A_FIELD) break;
  }
  return [...seen];
}

function previewOf(sample: readonly RawFeature[], epsg: number, swapped: boolean): Packed[] {
  const crs = crsByEpsg(epsg);
  const preview: Packed[] = [];
  let vertices = 0;
  for (const { geometry } of sample) {
    if (!crs || !geometry) continue;
    vertices += geometry.xy.length / 2;
    if (vertices > PREVIEW_VERTICES) break;
    const stored = toStored(geometry, { crs, swapped, noder: null });
    if (stored.ok) preview.push(stored.value.geometry);
  }
  return preview;
}

/** What the coordinates of a layer say beside its declared system. */
function noteCrs(info: LayerInfo, vertices: Float64Array, notes: NoteBook): 'swapped' | 'as-is' {
  const add = (
    code: string,
    level: 'info' | 'warning' | 'error',
    params: Record<string, string | number> = {},
  ): void => notes.add({ feature: null, code, level, params: { layer: info.name, ...params } });
  if (info.crs.kind === 'none') add('crs-none', 'warning');
  if (info.crs.kind === 'old-datum') {
    const readable = info.crs.epsg !== undefined;
    add(readable ? 'crs-needs-shift' : 'crs-old-datum', readable ? 'warning' : 'error', {
      name: info.crs.name,
    });
  }
  if (info.crs.kind === 'unsupported') add('crs-unsupported', 'error', { name: info.crs.name });
  if (info.crs.kind !== 'known') return 'as-is';
  if (info.crs.wgs84) add('wgs84-taken', 'info');
  const crs = crsByEpsg(info.crs.epsg);
  const axes = crs ? readAxes(crs, vertices) : 'as-is';
  if (axes === 'swapped') add('axes-swapped', 'warning');
  if (axes === 'neither') {
    const prefix = zonePrefix(vertices[0] ?? NaN);
    add(prefix === null ? 'crs-does-not-fit' : 'zone-prefix', 'error', {
      epsg: info.crs.epsg,
      zone: prefix ?? 0,
    });
  }
  return axes === 'swapped' ? 'swapped' : 'as-is';
}

/** Candidates as the figures stand; where none puts a feature into the county, with the axes turned round. */
function candidatesOf(
  layer: string,
  boxes: readonly Box[],
  county: Box | null,
  notes: NoteBook,
): readonly Candidate[] {
  const asIs = crsCandidates(boxes, county);
  if (asIs.some(({ inside }) => inside > 0)) return asIs;
  const turned = crsCandidates(
    boxes.map(([west, south, east, north]): Box => [south, west, north, east]),
    county,
  );
  if (!turned.some(({ inside }) => inside > 0)) return asIs;
  notes.add({ feature: null, code: 'axes-swapped', params: { layer }, level: 'warning' });
  return turned;
}

/** Whether features are there and no shape is among them: all of them were looked at, or their format says so. */
const isShapeless = (info: LayerInfo, sample: readonly RawFeature[]): boolean =>
  sample.length > 0 &&
  sample.every(({ geometry }) => geometry === null || geometry.xy.length === 0) &&
  (info.geometry === '' || info.count === sample.length);

/** Looks at a file without staging anything. */
export async function probeFile(
  file: FileRef,
  options: { readonly encoding: string | null; readonly county: Box | null; readonly signal: AbortSignal },
): Promise<Result<ImportProbe>> {
  const format = await detectFormat(file.path);
  if (!format.ok) return format;
  const probe = await format.value.probe(file, options);
  if (!probe.ok) return probe;
  if (probe.value.layers.length === 0) return fail('import.no-layers', { file: file.name });
  const notes = createNoteBook();
  for (const problem of probe.value.notes) notes.addProblem(problem);
  const layers: SourceLayer[] = [];
  const beyond = probe.value.layers.length - MAX_LAYERS;
  if (beyond > 0)
    notes.add({
      feature: null,
      code: 'layers-beyond',
      params: { count: beyond, limit: MAX_LAYERS },
      level: 'warning',
    });
  for (const info of probe.value.layers.slice(0, MAX_LAYERS)) {
    const { encoding, signal } = options;
    const sample = await sampleOf(format.value, file, { layer: info.name, encoding, signal });
    if (signal.aborted) return fail('cancelled');
    const vertices = firstVertices(sample);
    const axes = noteCrs(info, vertices, notes);
    const known = info.crs.kind === 'known' ? info.crs.epsg : null;
    const boxes = sample.flatMap(({ geometry }) =>
      geometry && geometry.xy.length > 0 ? [geometry.box] : [],
    );
    layers.push({
      name: info.name,
      count: info.count,
      geometry: info.geometry,
      kind: kindOfName(info.geometry),
      shapeless: isShapeless(info, sample),
      mayBeWeb: mayBeWebMap(format.value.id, info, vertices),
      epsg: known,
      oldEpsg: info.crs.kind === 'old-datum' ? (info.crs.epsg ?? null) : null,
      candidates: info.crs.kind === 'none' ? candidatesOf(info.name, boxes, options.county, notes) : [],
      encoding: info.encoding,
      fields: info.fields.map((field) => ({ ...field, samples: samplesOf(sample, field.name) })),
      preview: known === null ? [] : previewOf(sample, known, axes === 'swapped'),
    });
  }
  return ok({ format: format.value.id, fileName: file.name, layers, notes: notes.list() });
}
