import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ImportPlan, ImportReport } from '../../../shared/bridge/query-contract.ts';
import { STEP_DEGREES } from '../../../shared/geometry/grid.ts';
import { createValueMapper } from '../../../shared/import/map-values.ts';
import { createEdgeNoder, type EdgeNoder } from '../../../shared/import/node-on-edges.ts';
import { createNoteBook } from '../../../shared/import/notes.ts';
import type { LayerInfo } from '../../../shared/import/raw.ts';
import { withAxes } from '../../../shared/import/to-stored.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import { detectFormat } from '../../formats/catalogue.ts';
import type { FileRef, Format } from '../../formats/define-format.ts';
import type { Reader } from '../../store/read/reader.ts';
import { readCounty } from './county.ts';
import { derive } from './derive.ts';
import type { StagedFeature } from '../../store/staging/create-staging.ts';
import type { IoHost } from './io-host.ts';
import { placeFeature } from './place-feature.ts';
import { firstVertices, sampleOf } from './probe.ts';
import { createBreather } from './scratch.ts';
import { resolveCrs, type SourceCrs } from './source-crs.ts';
import { asUuid, createUidGiver } from './uids.ts';

const BATCH = 500;
/** Features of the report that show the user what the mapping made. */
const SHOWN = 20;
/** Share of the progress that the first pass (collecting vertices) takes. */
const FIRST_PASS = 0.35;
/**
 * How far off an edge a vertex may lie and still be on it: the XY tolerance that ArcGIS uses unless told otherwise
 * (1 mm). Edges in degrees stay straight, so there only the rounding to the grid has to be met: one step.
 */
const ON_EDGE_M = 0.001;
const ON_EDGE_DEGREES = STEP_DEGREES;

interface Source {
  readonly format: Format;
  readonly file: FileRef;
  readonly info: LayerInfo;
  readonly plan: ImportPlan;
}

/** Reads a file into a staging file beside no lock at all; the blueprint is only read. */
export async function stageFile(
  file: FileRef,
  plan: ImportPlan,
  reader: Reader,
  host: IoHost,
  stagingDir: string,
  call: CallContext,
): Promise<Result<ImportReport>> {
  const schema = reader.layers().find((layer) => layer.schema.id === plan.layer)?.schema;
  if (schema === undefined) return fail('import.layer-unknown', { layer: plan.layer });
  if (schema.geometry === null) return fail('import.layer-no-geometry', { layer: plan.layer });
  const format = await detectFormat(file.path);
  if (!format.ok) return format;
  const probe = await format.value.probe(file, { encoding: plan.encoding, signal: call.signal });
  if (!probe.ok) return probe;
  const info = probe.value.layers.find((layer) => layer.name === plan.sourceLayer);
  if (info === undefined)
    return fail('import.source-layer-unknown', { file: file.name, layer: plan.sourceLayer });
  const source: Source = { format: format.value, file, info, plan };
  const notes = createNoteBook();
  for (const problem of probe.value.notes) notes.addProblem(problem);
  const options = { layer: info.name, encoding: plan.encoding, signal: call.signal };
  const sample = await sampleOf(format.value, file, options);
  const crs = resolveCrs(info, plan.epsg, plan.shift ?? null, firstVertices(sample), file.name, notes);
  if (!crs.ok) return crs;

  const noder = schema.geometry === 'POINT' ? null : await collectVertices(source, crs.value, call);
  if (noder === 'too-many')
    notes.add({ feature: null, code: 'too-many-to-node', params: {}, level: 'warning' });
  if (call.signal.aborted) return fail('cancelled');

  const staging = path.join(stagingDir, `staged-${randomUUID()}.sqlite`);
  const target = host.createStaging(staging, schema);
  let finished = false;
  try {
    const read = await readInto(target, source, schema, reader, call, notes, {
      ...crs.value,
      noder: noder === 'too-many' ? null : noder,
    });
    if (!read.ok) return read;
    target.finish();
    finished = true;
    return ok({ ...read.value, staging });
  } finally {
    if (!finished) target.discard();
  }
}

/** First pass: all vertices, so that those lying on edges are found whatever the order of the features. */
async function collectVertices(
  source: Source,
  crs: SourceCrs,
  call: CallContext,
): Promise<EdgeNoder | 'too-many'> {
  const noder = createEdgeNoder(crs.crs.kind === 'geographic' ? ON_EDGE_DEGREES : ON_EDGE_M);
  const breathe = createBreather();
  const options = {
    layer: source.info.name,
    encoding: source.plan.encoding,
    signal: call.signal,
    shapesOnly: true,
    onShare: (share: number) => call.progress({ share: share * FIRST_PASS, stage: 'import.stage.collect' }),
  };
  for await (const item of source.format.read(source.file, options)) {
    if (call.signal.aborted) break;
    await breathe();
    if (item.kind === 'feature' && item.geometry && !noder.add(withAxes(item.geometry, crs.swapped)))
      return 'too-many';
  }
  return noder;
}

type Notes = ReturnType<typeof createNoteBook>;
type Target = ReturnType<IoHost['createStaging']>;

async function readInto(
  target: Target,
  source: Source,
  schema: LayerSchema,
  reader: Reader,
  call: CallContext,
  notes: Notes,
  place: SourceCrs & { readonly noder: EdgeNoder | null },
): Promise<Result<Omit<ImportReport, 'staging'>>> {
  const { info, file, plan } = source;
  const county = schema.role === 'county' ? null : await readCounty(reader);
  const mapper = createValueMapper(schema, plan, notes.add);
  const uids = createUidGiver(await takenUids(reader, plan));
  const breathe = createBreather();
  const tally = { read: 0, staged: 0, repaired: 0, refused: 0, outsideCounty: 0, areaM2: 0 };
  const shown: { fields: Record<string, FieldValue>; geometry: StagedFeature['geometry'] & object }[] = [];
  let batch: StagedFeature[] = [];
  const options = {
    layer: info.name,
    encoding: plan.encoding,
    signal: call.signal,
    onShare: (share: number) =>
      call.progress({
        share: place.noder === null ? share : FIRST_PASS + share * (1 - FIRST_PASS),
        stage: 'import.stage.read',
        params: { count: tally.read },
      }),
  };
  for await (const item of source.format.read(file, options)) {
    if (call.signal.aborted) return fail('cancelled');
    await breathe();
    if (item.kind === 'problem') {
      if (item.fatal) return { ok: false, error: failureOf(item.code, item.feature, item.params, file.name) };
      notes.addProblem(item);
      if (item.refused) {
        tally.read++;
        tally.refused++;
      }
      continue;
    }
    tally.read++;
    const placed = placeFeature(item, schema.geometry ?? 'POINT', place, notes);
    if (placed === null) {
      tally.refused++;
      continue;
    }
    if (placed.repaired) tally.repaired++;
    const { uid: wanted, ...values } = mapper.map(item.number, item.values);
    let first: string | null = null;
    for (const geometry of placed.shapes) {
      const given: Record<string, FieldValue> = { ...values };
      // The area of the whole is not the area of a part.
      if (placed.shapes.length > 1 && Object.hasOwn(given, 'area_m2')) given['area_m2'] = null;
      const { uid, kept } = uids.give(first === null ? wanted : null);
      if (first === null && asUuid(wanted) !== null && !kept) {
        notes.add({
          feature: item.number,
          code: 'uid-taken',
          params: { uid: String(wanted) },
          level: 'info',
        });
      }
      if (first !== null) given['derived_from'] ??= first;
      first ??= uid;
      const { fields, areaM2, differs } = derive(schema, given, geometry);
      mapper.count(fields);
      tally.areaM2 += areaM2;
      if (differs !== null) {
        const params = { given: differs, computed: Math.round(areaM2 * 100) / 100 };
        notes.add({ feature: item.number, code: 'area-differs', params, level: 'warning' });
      }
      if (county?.outside(geometry)) {
        tally.outsideCounty++;
        notes.add({ feature: item.number, code: 'outside-county', params: {}, level: 'warning' });
      }
      batch.push({ uid, fields, geometry });
      if (shown.length < SHOWN) shown.push({ fields, geometry });
      tally.staged++;
    }
    if (batch.length >= BATCH) {
      target.append(batch);
      batch = [];
    }
  }
  if (call.signal.aborted) return fail('cancelled');
  if (tally.read === 0) return fail('import.no-features', { file: file.name, layer: info.name });
  if (tally.staged === 0) return { ok: false, error: nothingUsable(notes, tally.read, file.name) };
  target.append(batch);
  for (const [field, count] of mapper.missing()) {
    notes.add({ feature: null, code: 'required-missing', params: { field, count }, level: 'warning' });
  }
  for (const { field, from, to, count } of mapper.converted()) {
    notes.add({
      feature: null,
      code: 'code-converted',
      params: { field, from, to, count },
      level: 'info',
    });
  }
  const inserted = place.noder?.inserted() ?? 0;
  if (inserted > 0) notes.add({ feature: null, code: 'noded', params: { count: inserted }, level: 'info' });
  if (place.crs.kind !== 'geographic') {
    notes.add({ feature: null, code: 'reprojected', params: { epsg: place.crs.epsg }, level: 'info' });
  }
  return ok({ ...tally, notes: notes.list(), sample: shown });
}

/** The first refusal stands for all when nothing could be used: `import.all-<its code>`. */
function nothingUsable(notes: Notes, count: number, file: string): Failure {
  const first = notes.list().find((note) => note.level === 'error' && note.feature !== null);
  return first === undefined
    ? { code: 'import.nothing-usable', params: { file, count } }
    : {
        code: `import.all-${first.code}`,
        params: { ...first.params, file, count, feature: first.feature ?? 0 },
      };
}

function failureOf(
  code: string,
  feature: number | null,
  params: Readonly<Record<string, string | number>>,
  file: string,
): Failure {
  return { code: `import.${code}`, params: { file, feature: feature ?? 0, ...params } };
}

/** Uids of the layer, needed only when the source brings its own. */
async function takenUids(reader: Reader, plan: ImportPlan): Promise<Set<string>> {
  const taken = new Set<string>();
  if (!Object.hasOwn(plan.mapping, 'uid')) return taken;
  for await (const batch of reader.scan({ layer: plan.layer, fields: [], order: 'fid' })) {
    for (const uid of batch.uids) taken.add(uid);
  }
  return taken;
}
