import type { County, SampleFeature } from '../features.ts';

/** A feature as the truth speaks of it. */
export interface Ref {
  readonly layer: string;
  readonly uid: string;
  readonly ref: string;
}

/** Collects features and remembers which feature of each layer holds each face, for the truth. */
export class Registry {
  readonly county: County;
  private readonly byFace = new Map<string, Map<number, Ref>>();
  private readonly byRef = new Map<string, Ref>();

  constructor(county: County) {
    this.county = county;
  }

  note(feature: SampleFeature, ref: string, faces: readonly number[]): SampleFeature {
    const entry: Ref = { layer: feature.layer, uid: feature.uid, ref };
    let map = this.byFace.get(feature.layer);
    if (!map) this.byFace.set(feature.layer, (map = new Map()));
    for (const f of faces) map.set(f, entry);
    if (ref !== '') this.byRef.set(`${feature.layer} ${ref}`, entry);
    return feature;
  }

  /** The feature of a layer that holds a face. */
  at(layer: string, face: number): Ref | undefined {
    return this.byFace.get(layer)?.get(face);
  }

  /** The feature with a name the truth uses. */
  named(layer: string, ref: string): Ref {
    const found = this.byRef.get(`${layer} ${ref}`);
    if (!found) throw new Error(`sample has no ${layer} ${ref}`);
    return found;
  }
}
