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

/** What is kept of one layer, longest not asked for first. */
interface Kept {
  readonly features: Map<number, CheckFeature | null>;
  points: number;
}

export function createFeaturePool(shapes: Shapes = 'polygons', limit = POINTS): FeaturePool {
  // By layer and fid: an edit asks for thousands, and names made of both cost as much as what is done with them.
  const layers = new Map<string, Kept>();
  const sizeOf = (feature: CheckFeature | null): number =>
    feature === null ? 1 : 16 + pointCount(feature.geometry);
  const drop = (kept: Kept, fid: number): void => {
    const feature = kept.features.get(fid);
    if (feature === undefined) return;
    kept.features.delete(fid);
    kept.points -= sizeOf(feature);
  };
  const put = (kept: Kept, fid: number, feature: CheckFeature | null): void => {
    kept.features.set(fid, feature);
    kept.points += sizeOf(feature);
  };
  /** Back within the bound, at the cost of those layers of which most is kept. */
  function trim(): void {
    let points = [...layers.values()].reduce((sum, kept) => sum + kept.points, 0);
    while (points > limit) {
      const most = [...layers.values()].reduce((a, b) => (b.points > a.points ? b : a));
      const before = most.points;
      for (const fid of most.features.keys()) {
        drop(most, fid);
        if (points - (before - most.points) <= limit || most.points < before / 2) break;
      }
      points -= before - most.points;
    }
  }
  return {
    async get({ source, pace }, layer, fids) {
      const found: CheckFeature[] = [];
      const kept = layers.get(layer) ?? { features: new Map<number, CheckFeature | null>(), points: 0 };
      layers.set(layer, kept);
      for (let i = 0; i < fids.length; i += SLICE) {
        const slice = fids.slice(i, i + SLICE);
        const missing = slice.filter((fid) => !kept.features.has(fid));
        const records = missing.length === 0 ? [] : source.featuresByFid(layer, missing);
        const read = new Map(records.map((record) => [record.fid, record]));
        for (const fid of slice) {
          let feature = kept.features.get(fid);
          if (feature === undefined) {
            const record = read.get(fid);
            feature = record === undefined ? null : featureOf(record, shapes);
          } else drop(kept, fid);
          put(kept, fid, feature);
          if (feature !== null) found.push(feature);
        }
        const rest = pace();
        if (rest !== undefined) await rest;
      }
      trim();
      return found;
    },
    forget(layer, fids) {
      const kept = layers.get(layer);
      if (kept === undefined) return;
      if (fids === 'many') layers.delete(layer);
      else for (const fid of fids) drop(kept, fid);
    },
  };
}
