import type { Crs } from '../../../shared/crs/catalogue.ts';
import { computedFields } from '../../../shared/change/computed-fields.ts';
import { outFields, type FieldNaming } from '../../../shared/export/out-fields.ts';
import type { OutFeature, OutLayer } from '../../../shared/export/out-layer.ts';
import { toPlane } from '../../../shared/export/to-plane.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { Reader } from '../../store/read/reader.ts';
import { createBreather } from '../io/scratch.ts';

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
}

/** Told with each feature that has been read. */
export type OnFeature = (layer: string) => void;

async function* features(
  reader: Reader,
  schema: LayerSchema,
  request: OutRequest,
  onFeature: OnFeature,
): AsyncGenerator<OutFeature> {
  const breathe = createBreather();
  const keys = outFields(schema, request.fields, request.naming, request.language).map(({ key }) => key);
  // What is computed from other fields needs those as well, whether they go out or not.
  for await (const batch of reader.scan({ layer: request.layer, order: 'fid' })) {
    for (let i = 0; i < batch.fids.length; i++) {
      if (request.fids !== null && !request.fids.has(batch.fids[i]!)) continue;
      const geometry = batch.geometries[i] ?? null;
      const all: Record<string, FieldValue> = {};
      for (const [name, values] of Object.entries(batch.fields)) all[name] = values[i] ?? null;
      const made = request.figures === 'stored' ? {} : computedFields(schema, all, geometry);
      const values = keys.map((key) =>
        key === 'uid' ? (batch.uids[i] ?? null) : (made[key] ?? all[key] ?? null),
      );
      onFeature(request.layer);
      yield { values, geometry: geometry === null ? null : toPlane(geometry, request.crs) };
    }
    await breathe();
  }
}

/** A layer of the blueprint as formats write it; undefined when there is no such layer. */
export function outLayer(reader: Reader, request: OutRequest, onFeature: OnFeature): OutLayer | undefined {
  const state = reader.layers().find(({ schema }) => schema.id === request.layer);
  if (state === undefined) return undefined;
  const { schema, count } = state;
  return {
    name: schema.id,
    title: schema.name[request.language],
    geometry: schema.geometry,
    crs: request.crs,
    fields: outFields(schema, request.fields, request.naming, request.language),
    count: request.fids === null ? count : Math.min(count, request.fids.size),
    features: () => features(reader, schema, request, onFeature),
  };
}
