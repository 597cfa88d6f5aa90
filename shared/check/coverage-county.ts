import { unionBoxes } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { isSound } from '../geometry/coverage-edges.ts';
import type { Box } from '../geometry/packed.ts';
import { problemsOf } from '../geometry/validity.ts';
import { featureOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** The county as coverages and single features are held against it. */
export interface CountyLine {
  readonly layer: string | null;
  /** Null where none is drawn. */
  readonly box: Box | null;
  /** In order of fid. */
  readonly features: readonly (CheckFeature & { readonly sound: boolean })[];
}

/** Reads the county layer, whole: it has one feature, or a few. */
export async function readCounty({ source }: RunTools, layer: string | null): Promise<CountyLine> {
  if (layer === null) return { layer, box: null, features: [] };
  const fids: number[] = [];
  for await (const batch of source.scan({ layer, fields: [], order: 'fid' })) fids.push(...batch.fids);
  const features = source
    .featuresByFid(layer, fids)
    .flatMap((record) => featureOf(record) ?? [])
    .map((feature) => ({ ...feature, sound: isSound(problemsOf(feature.geometry)) }));
  const box = features.length === 0 ? null : unionBoxes(features.map(({ geometry }) => geometry.box));
  return { layer, box, features };
}

/** Whether nothing that is asked of the county has changed. */
export const sameCounty = (a: CountyLine, b: CountyLine): boolean =>
  a === b ||
  (a.layer === b.layer &&
    a.features.length === b.features.length &&
    a.features.every((one, i) => {
      const other = b.features[i]!;
      return (
        one.fid === other.fid &&
        one.uid === other.uid &&
        JSON.stringify(one.fields) === JSON.stringify(other.fields) &&
        samePacked(one.geometry, other.geometry)
      );
    }));
