import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ImportPlan, ImportReport, LayerReport } from '../../../shared/bridge/query-contract.ts';
import type { LabelParams } from '../../../shared/change/change.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import { detectFormat } from '../../formats/catalogue.ts';
import type { FileRef, Format, Probe } from '../../formats/define-format.ts';
import type { Reader } from '../../store/read/reader.ts';
import { readCounty } from './county.ts';
import type { IoHost } from './io-host.ts';
import { readySource, stageLayer, type ReadySource, type Source } from './stage-layer.ts';
import { createUidGiver, type UidGiver } from './uids.ts';

/**
 * Reads layers of a file into one staging file beside no lock at all; the blueprint is only read. What can be known of
 * every layer is known before the first is read. A chosen layer without features is left out as long as there are
 * others; any other failure leaves nothing, and names its layer (`inLayer`) where there are several.
 */
export async function stageFile(
  file: FileRef,
  plans: readonly ImportPlan[],
  reader: Reader,
  host: IoHost,
  stagingDir: string,
  call: CallContext,
): Promise<Result<ImportReport>> {
  const schemas = targetsOf(plans, reader);
  if (!schemas.ok) return schemas;
  const format = await detectFormat(file.path);
  if (!format.ok) return format;
  const sources = await sourcesOf(file, format.value, plans, schemas.value, call.signal);
  if (!sources.ok) return sources;

  const county = await readCounty(reader);
  const staging = path.join(stagingDir, `staged-${randomUUID()}.sqlite`);
  const target = host.createStagingFile(staging, [...schemas.value.values()], file.name);
  const uids = new Map<string, UidGiver>();
  const layers: LayerReport[] = [];
  const empty: string[] = [];
  let finished = false;
  try {
    for (const [i, source] of sources.value.entries()) {
      const { schema, info, plan } = source;
      const giver = uids.get(schema.id) ?? createUidGiver(await takenUids(reader, schema.id, plans));
      uids.set(schema.id, giver);
      const report = await stageLayer(
        source,
        {
          staging: target.layer(schema.id)!,
          uids: giver,
          county: schema.role === 'county' ? null : county,
          reader: host.reader,
        },
        callOf(call, sources.value, i),
      );
      if (report.ok) layers.push(report.value);
      else if (report.error.code === 'import.no-features' && plans.length > 1) empty.push(info.name);
      else return { ok: false, error: inLayer(report.error, plan, plans) };
    }
    const [first] = plans;
    if (layers.length === 0)
      return fail('import.no-features', { file: file.name, layer: first?.sourceLayer ?? '' });
    target.finish(recordOf(sources.value, layers));
    finished = true;
    return ok({ staging, layers, empty });
  } finally {
    if (!finished) target.discard();
  }
}

/** The layers that are filled, by id. */
function targetsOf(plans: readonly ImportPlan[], reader: Reader): Result<ReadonlyMap<string, LayerSchema>> {
  const schemas = new Map<string, LayerSchema>();
  const states = reader.layers();
  for (const { layer } of plans) {
    const schema = states.find((state) => state.schema.id === layer)?.schema;
    if (schema === undefined) return fail('import.layer-unknown', { layer });
    if (schema.geometry === null) return fail('import.layer-no-geometry', { layer });
    schemas.set(layer, schema);
  }
  return ok(schemas);
}

/** What the file says of every chosen layer, and in which system each is read. */
async function sourcesOf(
  file: FileRef,
  format: Format,
  plans: readonly ImportPlan[],
  schemas: ReadonlyMap<string, LayerSchema>,
  signal: AbortSignal,
): Promise<Result<readonly ReadySource[]>> {
  const probes = new Map<string | null, Probe>();
  const ready: ReadySource[] = [];
  const names = new Set(plans.map(({ sourceLayer }) => sourceLayer));
  for (const plan of plans) {
    const { encoding, sourceLayer } = plan;
    let probe = probes.get(encoding);
    if (probe === undefined) {
      // Numbers only tell how far several layers have come.
      const answer = await format.probe(file, { encoding, signal, counts: plans.length > 1 });
      if (!answer.ok) return answer;
      probe = answer.value;
      probes.set(encoding, probe);
    }
    const info = probe.layers.find(({ name }) => name === sourceLayer);
    if (info === undefined)
      return fail('import.source-layer-unknown', { file: file.name, layer: sourceLayer });
    // What is said of the file stands with its first layer, what names a layer with that one.
    const problems = probe.notes.filter(({ params }) => {
      const about = params['layer'];
      return about === undefined || !names.has(String(about)) ? plan === plans[0] : about === sourceLayer;
    });
    const source: Source = { format, file, info, problems, plan, schema: schemas.get(plan.layer)! };
    const one = await readySource(source, signal);
    if (signal.aborted) return fail('cancelled');
    if (!one.ok) return { ok: false, error: inLayer(one.error, plan, plans) };
    ready.push(one.value);
  }
  return ok(ready);
}

/** A failure with the layer it is of, where that is not plain. */
const inLayer = (error: Failure, plan: ImportPlan, plans: readonly ImportPlan[]): Failure =>
  plans.length === 1 || error.code === 'cancelled'
    ? error
    : { ...error, params: { ...error.params, inLayer: plan.sourceLayer } };

/** The call of one layer: its part of the progress, by the number of its features. */
function callOf(call: CallContext, sources: readonly ReadySource[], at: number): CallContext {
  if (sources.length === 1) return call;
  const weights = sources.map(({ info }) => Math.max(1, info.count ?? 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.slice(0, at).reduce((sum, weight) => sum + weight, 0);
  const params = { n: at + 1, of: sources.length, layer: sources[at]?.info.name ?? '' };
  return {
    signal: call.signal,
    progress: ({ share }) =>
      call.progress({
        share: share === null ? null : (before + share * (weights[at] ?? 0)) / all,
        stage: 'import.stage.layer',
        params,
      }),
  };
}

/** What the history keeps of an import beside its label: source layers, systems, and what was said of a web map. */
function recordOf(sources: readonly ReadySource[], layers: readonly LayerReport[]): LabelParams {
  const used = sources.filter(({ info }) => layers.some(({ sourceLayer }) => sourceLayer === info.name));
  const list = (values: readonly string[]): string => [...new Set(values)].join(', ');
  const web = used.find(({ mayBeWeb }) => mayBeWeb)?.plan.web ?? 'unknown';
  return {
    sourceLayers: list(used.map(({ info }) => info.name)),
    sourceCrs: list(used.map(({ place }) => `EPSG:${place.crs.epsg}`)),
    ...(used.some(({ mayBeWeb }) => mayBeWeb) ? { web } : {}),
  };
}

/** Uids of the layer that stay, needed only when the source brings its own. */
async function takenUids(reader: Reader, layer: string, plans: readonly ImportPlan[]): Promise<Set<string>> {
  const taken = new Set<string>();
  const own = plans.filter((plan) => plan.layer === layer);
  if (!own.some(({ mapping }) => Object.hasOwn(mapping, 'uid'))) return taken;
  if (own.some(({ replaces }) => replaces === true)) return taken;
  for await (const batch of reader.scan({ layer, fields: [], order: 'fid' })) {
    for (const uid of batch.uids) taken.add(uid);
  }
  return taken;
}
