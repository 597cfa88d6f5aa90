import { pointCount } from '../geometry/counts.ts';
import type { Pace } from './pace.ts';
import { featureOf, type CheckFeature, type FeatureSource, type Shapes } from './source.ts';

/** Features read one by one between two breaths. */
const SLICE = 32;
/** Points of geometry that are kept: about 16 MB. */
const POINTS = 1_000_000;

/** What reading takes. */
export interface PoolTools {
  readonly source: Pick<FeatureSource, 'featuresByFid'>;
  readonly pace: Pace;
}

/**
 * Features read before, kept within a bound, the ones not asked for longest leaving first. What hangs on a geometry
 * (its region tree) stays with it, so that a line of many vertices is divided once and not at every edit.
 */
export interface FeaturePool {
  /** Those of the features that exist and have a shape, in the order asked for. */
  get(tools: PoolTools, layer: string, fids: readonly number[]): Promise<CheckFeature[]>;
  /** Forgets features of a layer, or all of it. */
  forget(layer: string, fids: Iterable<number> | 'many'): void;
}

export function createFeaturePool(shapes: Shapes = 'polygons', limit = POINTS): FeaturePool {
  const kept = new Map<string, CheckFeature | null>();
  let points = 0;
  const sizeOf = (feature: CheckFeature | null): number =>
    feature === null ? 1 : 16 + pointCount(feature.geometry);
  const drop = (key: string): void => {
    const feature = kept.get(key);
    if (feature === undefined) return;
    kept.delete(key);
    points -= sizeOf(feature);
  };
  return {
    async get({ source, pace }, layer, fids) {
      const found: CheckFeature[] = [];
      const keep = (key: string, feature: CheckFeature | null): void => {
        drop(key);
        kept.set(key, feature);
        points += sizeOf(feature);
        if (feature !== null) found.push(feature);
      };
      for (let i = 0; i < fids.length; i += SLICE) {
        const slice = fids.slice(i, i + SLICE);
        const missing = slice.filter((fid) => !kept.has(`${layer} ${fid}`));
        const read = new Map(source.featuresByFid(layer, missing).map((record) => [record.fid, record]));
        for (const fid of slice) {
          const key = `${layer} ${fid}`;
          const record = read.get(fid);
          keep(key, kept.get(key) ?? (record === undefined ? null : featureOf(record, shapes)));
        }
        const rest = pace();
        if (rest !== undefined) await rest;
      }
      for (const key of kept.keys()) {
        if (points <= limit) break;
        drop(key);
      }
      return found;
    },
    forget(layer, fids) {
      if (fids !== 'many') {
        for (const fid of fids) drop(`${layer} ${fid}`);
        return;
      }
      for (const key of kept.keys()) if (key.startsWith(`${layer} `)) drop(key);
    },
  };
}
