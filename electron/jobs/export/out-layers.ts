import type { Crs } from '../../../shared/crs/catalogue.ts';
import { computedFields } from '../../../shared/change/computed-fields.ts';
import { outFields, type FieldNaming } from '../../../shared/export/out-fields.ts';
import type { OutFeature, OutLayer, StoredRows } from '../../../shared/export/out-layer.ts';
import { toPlane } from '../../../shared/export/to-plane.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { Reader } from '../../store/read/reader.ts';
import { createBreather } from '../io/scratch.ts';
import { storedRows } from './stored-rows.ts';

/** Which features and fields of a layer go out, and how. */
export interface OutRequest {
  readonly layer: string;
  /** Null for all features. */
  readonly fids: ReadonlySet<number> | null;
  /** Null for all fields. */
  readonly fields: readonly string[] | null;
  readonly crs: Crs;
  readonly naming: FieldNaming;
  /** `stored`: figures as they are kept, for a copy that must be exact. Computed anew when absent. */
  readonly figures?: 'stored' | 'computed';
  readonly language: Language;
  /** Whether the rows may be copied from the file: only where no older state of it is held. */
  readonly copy?: boolean;
}

/** Told with each feature that has been read. */
export type OnFeature = (layer: string) => void;

/** How a feature goes out: figures computed anew, in the system of the request. */
function featureMaker(
  schema: LayerSchema,
  { crs, figures }: OutRequest,
  keys: readonly string[],
): (uid: string | null, all: Record<string, FieldValue>, geometry: Packed | null) => OutFeature {
  return (uid, all, geometry) => {
    const made = figures === 'stored' ? {} : computedFields(schema, all, geometry);
    return {
      values: keys.map((key) => (key === 'uid' ? uid : (made[key] ?? all[key] ?? null))),
      geometry: geometry === null ? null : toPlane(geometry, crs),
    };
  };
}

/** The layer where it lies, when it goes out whole and in the system of the store. */
function lying(
  reader: Reader,
  schema: LayerSchema,
  request: OutRequest,
  onFeature: OnFeature,
): StoredRows | undefined {
  const { copy, fids, crs, figures = 'computed' } = request;
  // What is copied is what lies in the file now, which may be newer than a state that another job holds.
  const table = copy === true && fids === null && !reader.isHeld() ? reader.lies(schema.id) : null;
  if (table === null || table.epsg !== crs.epsg) return undefined;
  const fields = outFields(schema, request.fields, request.naming, request.language);
  const make = featureMaker(
    schema,
    request,
    fields.map(({ key }) => key),
  );
  const one = (fid: number): OutFeature => {
    const { uid, fields: all, geometry } = reader.featuresByFid(schema.id, [fid])[0]!;
    return make(uid, { ...all }, geometry);
  };
  return storedRows(reader, table, { schema, fields, figures, one }, () => onFeature(schema.id));
}

async function* features(
  reader: Reader,
  schema: LayerSchema,
  request: OutRequest,
  onFeature: OnFeature,
): AsyncGenerator<OutFeature> {
  const breathe = createBreather();
  const keys = outFields(schema, request.fields, request.naming, request.language).map(({ key }) => key);
  const featureOf = featureMaker(schema, request, keys);
  // What is computed from other fields needs those as well, whether they go out or not.
  for await (const batch of reader.scan({ layer: request.layer, order: 'fid' })) {
    for (let i = 0; i < batch.fids.length; i++) {
      if (request.fids !== null && !request.fids.has(batch.fids[i]!)) continue;
      const all: Record<string, FieldValue> = {};
      for (const name in batch.fields) all[name] = batch.fields[name]![i] ?? null;
      onFeature(request.layer);
      yield featureOf(batch.uids[i] ?? null, all, batch.geometries[i] ?? null);
    }
    await breathe();
  }
}

/** A layer of the blueprint as formats write it; undefined when there is no such layer. */
export function outLayer(reader: Reader, request: OutRequest, onFeature: OnFeature): OutLayer | undefined {
  const schema = reader.schema(request.layer);
  if (schema === undefined) return undefined;
  const count = reader.count(schema.id);
  const stored = lying(reader, schema, request, onFeature);
  return {
    ...(stored && { stored }),
    name: schema.id,
    title: schema.name[request.language],
    geometry: schema.geometry,
    crs: request.crs,
    fields: outFields(schema, request.fields, request.naming, request.language),
    count: request.fids === null ? count : Math.min(count, request.fids.size),
    features: () => features(reader, schema, request, onFeature),
  };
}
