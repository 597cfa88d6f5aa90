import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../shared/bridge/contract.ts';
import { fromGeoJson } from '../../shared/geometry/geojson.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { generateSample, SAMPLE_LAYERS, type Sample, type SampleFeature } from '../../shared/sample/index.ts';
import { rulesetRecord } from '../../shared/rules/ruleset-format.ts';
import { sampleRuleset } from '../../shared/sample/ruleset.ts';
import { SAMPLE_VERSION } from '../../shared/sample/version.ts';
import { writeNewBlueprint, type BulkRecord } from '../store/write/new-blueprint.ts';

export interface SampleRequest {
  readonly path: string;
  readonly parcels: 3000 | 20_000 | 200_000;
  readonly dirty: boolean;
  readonly seed?: number;
}

export interface BuiltSample {
  readonly features: number;
  /** The truth list: what a check of the file must find, beside the file. */
  readonly truth: string;
}

/** Making the county takes this share of the whole, writing it the rest. */
const MADE = 0.6;

export const truthPath = (file: string): string => `${file.replace(/\.gpkg$/i, '')}.truth.json`;

function geometryOf({ coordinates, kind }: SampleFeature): Packed {
  const depth = (value: unknown): number => (Array.isArray(value) ? 1 + depth(value[0]) : 0);
  const multi = depth(coordinates) === (kind === 'polygon' ? 4 : kind === 'line' ? 3 : 2);
  const type = { point: 'Point', line: 'LineString', polygon: 'Polygon' }[kind];
  const geometry = { type: multi ? `Multi${type}` : type, coordinates } as GeoJSON.Geometry;
  const packed = fromGeoJson(geometry);
  if (!packed.ok) throw new Error(`the sample holds a broken ${kind}: ${packed.error.code}`);
  return packed.value;
}

function* recordsOf(sample: Sample, call: CallContext): Generator<BulkRecord> {
  for (const [index, layer] of SAMPLE_LAYERS.entries()) {
    call.progress({ share: MADE + ((1 - MADE) * index) / SAMPLE_LAYERS.length, stage: 'sample.write' });
    for (const feature of sample.features(layer)) {
      if (call.signal.aborted) throw new Cancelled();
      yield { layer, uid: feature.uid, fields: feature.fields, geometry: geometryOf(feature) };
    }
  }
  for (const { uid, ...fields } of sample.quotas) {
    yield { layer: 'quota', uid: String(uid), fields, geometry: null };
  }
}

class Cancelled extends Error {}

/** Makes the sample county, writes it as a new blueprint and its truth list beside it: both or neither. */
export async function buildSample(request: SampleRequest, call: CallContext): Promise<Result<BuiltSample>> {
  const sample = generateSample({
    parcels: request.parcels,
    dirty: request.dirty,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    onProgress: (share, stage) =>
      call.progress({ share: share * MADE, stage: 'sample.stage', params: { stage } }),
  });
  const { info } = sample;
  const ruleset = sampleRuleset(info.countyCode);
  const truth = truthPath(request.path);
  const settings = {
    generator: SAMPLE_VERSION,
    parcels: request.parcels,
    dirty: request.dirty,
    seed: request.seed ?? null,
  };
  try {
    await mkdir(path.dirname(truth), { recursive: true });
    await writeFile(truth, `${JSON.stringify({ sample: settings, ...sample.truth }, null, 1)}\n`);
    const written = await writeNewBlueprint(
      request.path,
      {
        name: info.countyName,
        countyCode: info.countyCode,
        countyName: info.countyName,
        zoneEpsg: info.epsg,
        classification: 'public',
        baseYear: info.baseYear,
        planYear: info.term[1],
        residentPopulation: Math.round(info.residents2020 * 10_000),
        fictional: true,
        sample: JSON.stringify(settings),
        ruleset: { version: ruleset.version, record: rulesetRecord(ruleset) },
      },
      recordsOf(sample, call),
      { now: () => new Date(), random: (count) => new Uint8Array(randomBytes(count)) },
    );
    if (!written.ok) {
      await rm(truth, { force: true });
      return written;
    }
    const features = Object.values(written.value.counts).reduce((sum, count) => sum + count, 0);
    return ok({ features, truth: path.resolve(truth) });
  } catch (error) {
    await rm(truth, { force: true });
    if (error instanceof Cancelled) return fail('cancelled');
    throw error;
  }
}
