import type { CheckFeature } from './source.ts';

/** Two features by layer and fid. */
export type FarPair = readonly [string, number, string, number];

/**
 * Pairs of which the parts in common may change with an edit far from both (`local` of overlay.ts): there are few,
 * and an edit of either measures them anew. A pair that has become local may stay among them.
 */
export class FarPairs {
  private readonly partners = new Map<string, Map<string, Set<number>>>();

  readonly add = (a: Pick<CheckFeature, 'layer' | 'fid'>, b: Pick<CheckFeature, 'layer' | 'fid'>): void => {
    this.note(a.layer, a.fid, b.layer, b.fid);
    this.note(b.layer, b.fid, a.layer, a.fid);
  };

  private note(layer: string, fid: number, other: string, partner: number): void {
    const name = `${layer} ${fid}`;
    const ofFeature = this.partners.get(name) ?? new Map<string, Set<number>>();
    this.partners.set(name, ofFeature);
    const ofLayer = ofFeature.get(other) ?? new Set<number>();
    ofFeature.set(other, ofLayer.add(partner));
  }

  has(one: Pick<CheckFeature, 'layer' | 'fid'>, other: Pick<CheckFeature, 'layer' | 'fid'>): boolean {
    return this.partners.get(`${one.layer} ${one.fid}`)?.get(other.layer)?.has(other.fid) === true;
  }

  /** The partners that a feature has in a layer. */
  of(layer: string, fid: number, other: string): Iterable<number> {
    return this.partners.get(`${layer} ${fid}`)?.get(other) ?? [];
  }
}

/** Gathers pairs as plain data. */
export function collectFarPairs(): {
  readonly pairs: FarPair[];
  readonly add: (a: CheckFeature, b: CheckFeature) => void;
} {
  const pairs: FarPair[] = [];
  return { pairs, add: (a, b) => void pairs.push([a.layer, a.fid, b.layer, b.fid]) };
}
