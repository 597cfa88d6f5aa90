import { pointCount } from '../geometry/counts.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Plan } from './plan.ts';
import type { FeatureSource } from './source.ts';
import type { Stale } from './stale.ts';

/** Features of a layer that are gone through. */
const OF_A_LAYER = 3;
/** The first so many of a layer are looked at for them. */
const AMONG = 64;
/** Features of more points, or wider or higher, are passed over: one of them can take as long as all others. */
const POINTS = 1000;
const EXTENT_DEGREES = 0.02;

const isSmall = (geometry: Packed): boolean => {
  const [west, south, east, north] = geometry.box;
  return pointCount(geometry) <= POINTS && east - west <= EXTENT_DEGREES && north - south <= EXTENT_DEGREES;
};

const layersOf = (plan: Plan): string[] => [
  ...new Set([
    ...plan.bindings.flatMap(({ subject, counterparts }) => [subject, ...counterparts]),
    ...plan.nearest.flatMap(({ subject, counterparts }) => [subject, ...counterparts]),
    ...[...plan.self, ...plan.coverages].map(({ layer }) => layer.id),
  ]),
];

/**
 * Edits that change nothing, each of one feature of some layer. Following one evaluates what an edit of it would
 * evaluate, and finds the same again; what an edit needs (code, prepared queries, trees of what lies around) is
 * there afterwards.
 */
export async function* rehearsals(
  source: FeatureSource,
  plan: Plan,
): AsyncGenerator<ReadonlyMap<string, Stale>> {
  for (const layer of layersOf(plan)) {
    const some: Stale[] = [];
    for await (const { fids, geometries } of source.scan({ layer, fields: [], order: 'fid', batch: AMONG })) {
      geometries.forEach((geometry, i) => {
        if (geometry === null || !isSmall(geometry) || some.length === OF_A_LAYER) return;
        const { box } = geometry;
        const boxes = [box, box];
        const parts = new Map<number, readonly Box[]>();
        some.push({ fids: new Set([fids[i]!]), boxes, fields: new Set(['geometry']), whole: false, parts });
      });
      break;
    }
    for (const stale of some) yield new Map([[layer, stale]]);
  }
}
