import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ImportPlan, LayerReport } from '../../../shared/bridge/query-contract.ts';
import { createValueMapper } from '../../../shared/import/map-values.ts';
import { createNoteBook, type NoteBook } from '../../../shared/import/notes.ts';
import type { LayerInfo, Problem } from '../../../shared/import/raw.ts';
import { mayBeWebMap } from '../../../shared/import/web-map.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { FileRef, Format } from '../../formats/define-format.ts';
import type { LayerStaging, StagedFeature } from '../../store/staging/staging-file.ts';
import type { CountyTest } from '../../../shared/import/county-test.ts';
import { derive, fieldsOfParts } from './derive.ts';
import { failureOf } from './failure-of.ts';
import type { GridReading } from './grid-reading.ts';
import { openReading, type ReaderThread } from './open-reading.ts';
import { placeFeature } from './place-feature.ts';
import { firstVertices, sampleOf } from './probe.ts';
import { createBreather } from './scratch.ts';
import { resolveCrs, type SourceCrs } from './source-crs.ts';
import { asUuid, type UidGiver } from './uids.ts';

const BATCH = 500;
/** Features of the report that show the user what the mapping made. */
const SHOWN = 20;
/** Share of the progress that the first pass (collecting vertices) takes. */
const FIRST_PASS = 0.35;
/** One layer of a file, and how it is to be read. */
export interface Source {
  readonly format: Format;
  readonly file: FileRef;
  readonly info: LayerInfo;
  /** What was noticed of the file and does not name another of its layers. */
  readonly problems: readonly Problem[];
  readonly plan: ImportPlan;
  readonly schema: LayerSchema;
}

/** A source of which everything is known that can be known before its features are read. */
export interface ReadySource extends Source {
  readonly notes: NoteBook;
  readonly place: SourceCrs;
  /** Whether it may come from a web map. */
  readonly mayBeWeb: boolean;
}

/** Where features of a layer go, and what they are held against. */
export interface Place {
  readonly staging: LayerStaging;
  readonly uids: UidGiver;
  readonly county: CountyTest | null;
  /** Another thread to read large files in. */
  readonly reader?: ReaderThread | undefined;
}

/** Tells in which system a layer is to be read; failures of `resolveCrs`. */
export async function readySource(source: Source, signal: AbortSignal): Promise<Result<ReadySource>> {
  const { format, file, info, plan, problems } = source;
  const notes = createNoteBook();
  for (const problem of problems) notes.addProblem(problem);
  const sample = await sampleOf(format, file, { layer: info.name, encoding: plan.encoding, signal });
  const vertices = firstVertices(sample);
  const place = resolveCrs(info, plan.epsg, plan.shift ?? null, vertices, file.name, notes);
  if (!place.ok) return place;
  const mayBeWeb = mayBeWebMap(format.id, info, vertices);
  const web = plan.web ?? 'unknown';
  if (mayBeWeb && web !== 'none') {
    const level = web === 'unknown' ? 'info' : 'warning';
    notes.add({ feature: null, code: `web-${web}`, params: { layer: info.name }, level });
  }
  return ok({ ...source, notes, place: place.value, mayBeWeb });
}

/** Reads one layer into its part of the staging file. */
export async function stageLayer(
  source: ReadySource,
  target: Place,
  call: CallContext,
): Promise<Result<LayerReport>> {
  const reading = await openReading(source, target.reader, call.signal);
  if (!reading.ok) return reading;
  try {
    const collected = await collect(source, reading.value, call);
    if (!collected.ok) return collected;
    return await readInto(source, target, reading.value, collected.value, call);
  } finally {
    await reading.value.close();
  }
}

/** First pass, of which the second knows all vertices. Gives its share of the progress. */
async function collect(
  source: ReadySource,
  reading: GridReading,
  call: CallContext,
): Promise<Result<number>> {
  if (source.schema.geometry === 'POINT') return ok(0);
  const collected = await reading.collect({
    signal: call.signal,
    onShare: (share) => call.progress({ share: share * FIRST_PASS, stage: 'import.stage.collect' }),
  });
  if (call.signal.aborted) return fail('cancelled');
  if (!collected.ok) return collected;
  if (collected.value.complete) return ok(FIRST_PASS);
  source.notes.add({ feature: null, code: 'too-many-to-node', params: {}, level: 'warning' });
  return ok(0);
}

async function readInto(
  source: ReadySource,
  target: Place,
  reading: GridReading,
  firstPass: number,
  call: CallContext,
): Promise<Result<LayerReport>> {
  const { info, file, place, plan, schema, notes } = source;
  const { county, uids } = target;
  const mapper = createValueMapper(schema, plan, notes.add);
  const breathe = createBreather();
  const tally = { read: 0, staged: 0, repaired: 0, refused: 0, outsideCounty: 0, areaM2: 0 };
  const shown: { fields: Record<string, FieldValue>; geometry: StagedFeature['geometry'] & object }[] = [];
  let batch: StagedFeature[] = [];
  const options = {
    signal: call.signal,
    onShare: (share: number) =>
      call.progress({
        share: firstPass + share * (1 - firstPass),
        stage: 'import.stage.read',
        params: { count: tally.read },
      }),
  };
  for await (const item of reading.read(options)) {
    if (call.signal.aborted) return fail('cancelled');
    await breathe();
    if (item.kind === 'problem') {
      if (item.fatal) return { ok: false, error: failureOf(item, file.name) };
      notes.addProblem(item);
      if (item.refused) {
        tally.read++;
        tally.refused++;
      }
      continue;
    }
    tally.read++;
    const placed = placeFeature(item.number, item.shape, schema.geometry ?? 'POINT', notes);
    if (placed === null) {
      tally.refused++;
      continue;
    }
    if (placed.repaired) tally.repaired++;
    const values = mapper.map(item.number, item.values);
    const wanted = values['uid'];
    const { uid: _own, ...split } = placed.shapes.length > 1 ? values : {};
    const parts = fieldsOfParts(schema, split, placed.shapes);
    const main = uids.give(wanted);
    if (asUuid(wanted) !== null && !main.kept)
      notes.add({ feature: item.number, code: 'uid-taken', params: { uid: String(wanted) }, level: 'info' });
    for (const [i, geometry] of placed.shapes.entries()) {
      const given: Record<string, FieldValue> = {};
      for (const name in values) if (name !== 'uid') given[name] = values[name]!;
      if (parts !== null) Object.assign(given, parts.fields[i]);
      const isMain = i === (parts?.largest ?? 0);
      const uid = isMain ? main.uid : uids.give(null).uid;
      if (!isMain) given['derived_from'] ??= main.uid;
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
      // What follows from the rest has just been filled in.
      batch.push({ uid, fields, geometry, exact: true });
      // A copy: what comes from another thread is a part of many shapes in one piece.
      if (shown.length < SHOWN) shown.push({ fields, geometry: { ...geometry, xy: geometry.xy.slice() } });
      tally.staged++;
    }
    if (batch.length >= BATCH) {
      target.staging.append(batch);
      batch = [];
    }
  }
  if (call.signal.aborted) return fail('cancelled');
  if (tally.read === 0) return fail('import.no-features', { file: file.name, layer: info.name });
  if (tally.staged === 0) return { ok: false, error: nothingUsable(notes, tally.read, file.name) };
  target.staging.append(batch);
  for (const [field, count] of mapper.missing()) {
    notes.add({ feature: null, code: 'required-missing', params: { field, count }, level: 'warning' });
  }
  for (const { field, from, to, count } of mapper.converted()) {
    notes.add(
      to === ''
        ? { feature: null, code: 'class-open', params: { field, from, count }, level: 'warning' }
        : { feature: null, code: 'code-converted', params: { field, from, to, count }, level: 'info' },
    );
  }
  for (const { field, count, moved } of mapper.zoned())
    notes.add({ feature: null, code: 'date-zoned', params: { field, count, moved }, level: 'info' });
  const inserted = reading.inserted();
  if (inserted > 0) notes.add({ feature: null, code: 'noded', params: { count: inserted }, level: 'info' });
  if (place.crs.kind !== 'geographic') {
    notes.add({ feature: null, code: 'reprojected', params: { epsg: place.crs.epsg }, level: 'info' });
  }
  const [sourceLayer, layer] = [info.name, schema.id];
  return ok({ sourceLayer, layer, ...tally, notes: notes.list(), sample: shown });
}

/** The first refusal stands for all when nothing could be used: `import.all-<its code>`. */
function nothingUsable(notes: NoteBook, count: number, file: string): Failure {
  const first = notes.list().find((note) => note.level === 'error' && note.feature !== null);
  return first === undefined
    ? { code: 'import.nothing-usable', params: { file, count } }
    : {
        code: `import.all-${first.code}`,
        params: { ...first.params, file, count, feature: first.feature ?? 0 },
      };
}
