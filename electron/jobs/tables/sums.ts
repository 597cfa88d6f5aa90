import { divideUnits, type CountedAs } from '../../../shared/analysis/tables/ridges.ts';
import type { ClassSums } from '../../../shared/analysis/tables/structure.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import type { Side } from '../../../shared/analysis/difference/sides.ts';
import { streamLayer } from '../../../shared/check/scan-share.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { GatherTools } from './gather-tools.ts';

/** Ground of a polygon on the ellipsoid, 0.0001 m2. */
export const groundOf = (feature: CheckFeature): number => units(polygonAreaM2(feature.geometry));

/** Reads a layer feature by feature, telling how far it is. */
export async function* featuresIn(
  tools: GatherTools,
  layer: string,
  fields: readonly string[],
): AsyncGenerator<CheckFeature> {
  const size = tools.source.occupied().find(({ schema }) => schema.id === layer)?.size ?? 0;
  const onRead = (_layer: string, done: number): void => tools.onShare(Math.min(1, done / Math.max(1, size)));
  yield* streamLayer({ source: tools.source, pace: tools.pace, onRead }, { layer, fields });
}

/** Adds units under keys of several parts. */
export interface Tally<K> {
  add(key: K, amount: number): void;
  /** In the order of first use. */
  entries(): readonly { readonly key: K; readonly units: number }[];
}

export function createTally<K>(): Tally<K> {
  const sums = new Map<string, { key: K; units: number }>();
  return {
    add: (key, amount) => {
      const name = JSON.stringify(key);
      const sum = sums.get(name) ?? { key, units: 0 };
      sums.set(name, sum);
      sum.units += amount;
    },
    entries: () => [...sums.values()].filter((one) => one.units !== 0),
  };
}

/** How much of each feature of a side has been met. */
export interface MetGround {
  add(feature: CheckFeature, amount: number): void;
  /** What of the feature was not met, 0.0001 m2; 0 where that is no more than the rounding of borders. */
  rest(feature: CheckFeature, noise: number): number;
}

export function createMetGround(): MetGround {
  const met = new Map<number, number>();
  return {
    add: ({ fid }, amount) => {
      met.set(fid, (met.get(fid) ?? 0) + amount);
    },
    rest: (feature, noise) => {
      const rest = groundOf(feature) - (met.get(feature.fid) ?? 0);
      return rest > noise ? rest : 0;
    },
  };
}

/** Fields of a side with others beside them, each once. */
export const withField = ({ field }: Side, others: readonly string[]): string[] => [
  ...new Set([field, ...others]),
];

/** Ground by class: each feature's, by what it counts as. */
export function createClassSums() {
  const sums = new Map<string | null, number>();
  return {
    sums: sums as ClassSums,
    add: (parts: readonly CountedAs[], ground: number): void => {
      const amounts = divideUnits(
        ground,
        parts.map(({ share }) => share),
      );
      parts.forEach(({ code }, i) => sums.set(code, (sums.get(code) ?? 0) + amounts[i]!));
    },
  };
}
