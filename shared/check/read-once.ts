import { pointCount } from '../geometry/counts.ts';
import type { FeatureRecord } from '../model/record.ts';
import type { FeatureSource } from './source.ts';

/** Points of geometry that are kept, about 8 MB: more than that is read again. */
const POINTS = 500_000;

/**
 * A source of one state that reads a named feature once, however many passes ask for it: what was touched is asked
 * for by all of them. They also get the same geometry, so that what hangs on it is worked out once.
 * To be used only while the state is held.
 */
export function readOnce(source: FeatureSource, limit = POINTS): FeatureSource {
  const layers = new Map<string, Map<number, FeatureRecord | null>>();
  let points = 0;

  const read = (layer: string, fids: readonly number[]): Map<number, FeatureRecord | null> => {
    const known = layers.get(layer) ?? new Map<number, FeatureRecord | null>();
    const missing = [...new Set(fids.filter((fid) => !known.has(fid)))];
    if (missing.length === 0) return known;
    const records = source.featuresByFid(layer, missing);
    const found = new Map<number, FeatureRecord | null>(missing.map((fid) => [fid, null]));
    for (const record of records) found.set(record.fid, record);
    if (points < limit) {
      for (const [fid, record] of found) {
        known.set(fid, record);
        points += 16 + (record?.geometry == null ? 0 : pointCount(record.geometry));
      }
      layers.set(layer, known);
      return known;
    }
    return new Map([...fids.map((fid) => [fid, known.get(fid) ?? null] as const), ...found]);
  };

  return {
    at: () => source.at(),
    rev: () => source.rev(),
    occupied: () => source.occupied(),
    scan: (query) => source.scan(query),
    candidates: (layer, box) => source.candidates(layer, box),
    features: (refs) => source.features(refs),
    remembered: () => source.remembered(),
    featuresByFid(layer, fids) {
      if (fids.length === 0) return [];
      const known = read(layer, fids);
      return fids.flatMap((fid) => known.get(fid) ?? []);
    },
  };
}
