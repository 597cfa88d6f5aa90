import { mkdir, mkdtemp, rename } from 'node:fs/promises';
import path from 'node:path';
import { crsByEpsg, STORED_EPSG } from '../../../shared/crs/catalogue.ts';
import type { FieldNaming } from '../../../shared/export/out-fields.ts';
import type { OutFeature, OutLayer, OutNote, RenamedField } from '../../../shared/export/out-layer.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { classMeter, type ClassSum } from '../../../shared/package/class-sums.ts';
import { figuresMeter, summedFields, type LayerFigures } from '../../../shared/package/figures.ts';
import type { ManifestLayer, ManifestVector } from '../../../shared/package/manifest.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Format, Writer } from '../../formats/define-format.ts';
import type { Reader } from '../../store/read/reader.ts';
import { outLayer } from '../export/out-layers.ts';
import { readerOf } from './package-features.ts';
import { filesBelow, type PartFolder } from './part-folder.ts';

/** Carries the exact copy: every digit, every field, tables without shapes. */
const MAIN_FORMAT = 'geopackage';

export interface VectorRequest {
  readonly state: Reader;
  readonly schemas: readonly LayerSchema[];
  /** Ids of further formats. */
  readonly formats: readonly string[];
  readonly naming: FieldNaming;
  readonly language: Language;
  readonly mark: string;
  /** Name of the data, without ending. */
  readonly stem: string;
  /** An empty folder on the same disk as the package: what is written there is moved into it. */
  readonly work: string;
  /** A folder of this job. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly onFeature: () => void;
}

export interface WrittenVector {
  readonly vector: readonly ManifestVector[];
  readonly layers: readonly ManifestLayer[];
  readonly classes: readonly ClassSum[];
  readonly notes: readonly OutNote[];
}

interface Counted {
  readonly figures: LayerFigures;
  readonly classes: readonly ClassSum[];
}

/** A layer that counts itself while it is written; the last complete reading stands. */
function counting(
  out: OutLayer,
  schema: LayerSchema,
  language: Language,
  counted: Map<string, Counted>,
): OutLayer {
  const at = new Map(out.fields.map(({ key }, i) => [key, i]));
  return {
    ...out,
    async *features(): AsyncGenerator<OutFeature> {
      const meter = figuresMeter(summedFields(schema.fields));
      const classes = classMeter(schema);
      for await (const feature of out.features()) {
        const value = (field: string): unknown => feature.values[at.get(field) ?? -1];
        meter.add(value, feature.geometry);
        classes?.add(value);
        yield feature;
      }
      counted.set(schema.id, { figures: meter.done(), classes: classes?.done(language) ?? [] });
    },
  };
}

/** Writes layers in one format, as one data set or one each, and finds out what the tables in it are called. */
async function writeFormat(
  format: Format & { readonly writer: Writer },
  layers: readonly OutLayer[],
  main: boolean,
  parts: PartFolder,
  request: VectorRequest,
): Promise<Result<{ vector: ManifestVector[]; renamed: RenamedField[]; notes: OutNote[] }>> {
  const { writer } = format;
  const sets =
    writer.layers === 'many'
      ? [{ stem: request.stem, layers }]
      : layers.map((layer) => ({ stem: `${request.stem}_${layer.name}`, layers: [layer] }));
  const vector: ManifestVector[] = [];
  const renamed: RenamedField[] = [];
  const notes: OutNote[] = [];
  for (const set of sets) {
    const work = await mkdtemp(path.join(request.work, 'vector-'));
    const scratch = await mkdtemp(path.join(request.scratch, 'format-'));
    const written = await writer.write(
      set.layers,
      { folder: work, stem: set.stem },
      {
        encoding: writer.encodings[0] ?? 'utf-8',
        language: request.language,
        mark: request.mark,
        own: {},
        scratch,
        signal: request.signal,
      },
    );
    if (!written.ok) return written;
    renamed.push(...written.value.renamed);
    notes.push(...written.value.notes);
    const inside = parts.pathFor('vector', set.stem + writer.extension);
    const folder = path.posix.dirname(inside);
    for (const name of await filesBelow(work)) {
      const to = `${folder}/${name}`;
      await mkdir(path.dirname(parts.placeOf(to)), { recursive: true });
      await rename(path.join(work, ...name.split('/')), parts.placeOf(to));
      parts.note({ path: to, folder: 'vector', kind: 'vector' });
    }
    const file = parts.placeOf(inside);
    const probe = await format.probe(
      { path: file, name: path.basename(file), scratch },
      { encoding: 'utf-8', signal: request.signal },
    );
    if (!probe.ok) return probe;
    const names = probe.value.layers.map(({ name }) => name);
    vector.push({
      path: inside,
      format: format.id,
      main,
      epsg: STORED_EPSG,
      layers: set.layers.map((layer, i) => ({
        layer: layer.name,
        table: names.includes(layer.name) ? layer.name : (names[i] ?? layer.name),
        count: layer.count,
      })),
    });
  }
  return ok({ vector, renamed, notes });
}

/** A format that can be written; undefined for others. */
const writable = (id: string): (Format & { readonly writer: Writer }) | undefined => {
  const format = readerOf(id);
  return format?.writer === undefined ? undefined : { ...format, writer: format.writer };
};

/**
 * Writes the vector data of a package and counts them while they are read: the main data set, from which a package is
 * counted again and taken, and further formats.
 *
 * @returns failures `export.*`, `cancelled`; a system error of the disk is thrown
 */
export async function writeVector(parts: PartFolder, request: VectorRequest): Promise<Result<WrittenVector>> {
  const { state, schemas, naming, language, formats } = request;
  const crs = crsByEpsg(STORED_EPSG);
  const main = writable(MAIN_FORMAT);
  if (crs === undefined || main === undefined) return fail('export.format', { format: MAIN_FORMAT });
  const counted = new Map<string, Counted>();
  const outs = schemas.flatMap((schema) => {
    const out = outLayer(
      state,
      { layer: schema.id, fids: null, fields: null, crs, naming, language, figures: 'stored' },
      request.onFeature,
    );
    return out === undefined ? [] : [{ schema, out }];
  });
  const vector: ManifestVector[] = [];
  const notes: OutNote[] = [];
  const renames = new Map<string, string>();
  const first = outs.map(({ schema, out }) => counting(out, schema, language, counted));
  const mainData = await writeFormat(main, first, true, parts, request);
  if (!mainData.ok) return mainData;
  vector.push(...mainData.value.vector);
  notes.push(...mainData.value.notes);
  // A writer need not read a layer that is empty.
  for (const layer of first) if (!counted.has(layer.name)) for await (const _ of layer.features());
  for (const { layer, from, to } of mainData.value.renamed) renames.set(`${layer}.${from}`, to);
  for (const id of formats) {
    const format = writable(id);
    if (format === undefined) return fail('export.format', { format: id });
    if (format.id === main.id) continue;
    const layers = outs
      .filter(({ out }) => out.geometry !== null || format.writer.tables)
      .map(({ out }) => out);
    const more = await writeFormat(format, layers, false, parts, request);
    if (!more.ok) return more;
    vector.push(...more.value.vector);
    notes.push(...more.value.notes);
  }
  const layers = outs.map(({ schema, out }): ManifestLayer => {
    const { id, plan, role, name, geometry, builtIn } = schema;
    const { figures } = counted.get(id)!;
    return {
      id,
      plan,
      role,
      name,
      geometry,
      builtIn,
      ...figures,
      extent: figures.extent === null ? null : [...figures.extent],
      sums: { ...figures.sums },
      fields: out.fields.map((field) => ({
        field: field.key,
        column: renames.get(`${out.title}.${field.name}`) ?? field.name,
        type: field.type,
      })),
    };
  });
  return ok({ vector, layers, classes: schemas.flatMap(({ id }) => counted.get(id)?.classes ?? []), notes });
}
