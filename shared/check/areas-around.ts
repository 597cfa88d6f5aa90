import type { CheckFeature } from './source.ts';

type Named = Pick<CheckFeature, 'layer' | 'fid'>;

/** Areas in common of a subject with what is around it, m2 (0: none), as one worker found them: by layer and fid. */
export interface AreasOfSubject {
  readonly binding: string;
  readonly fid: number;
  readonly others: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/**
 * What was measured between subjects and their surroundings, so that an edit measures only what it has changed. It is
 * for whoever asks to know whether an area still holds.
 */
export class AreasAround {
  private readonly bindings = new Map<string, Map<number, AreasOfSubject['others']>>();

  take({ binding, fid, others }: AreasOfSubject): void {
    const subjects = this.bindings.get(binding) ?? new Map<number, AreasOfSubject['others']>();
    this.bindings.set(binding, subjects);
    subjects.set(fid, others);
  }

  known(binding: string, fid: number, other: Named): number | undefined {
    return this.bindings.get(binding)?.get(fid)?.get(other.layer)?.get(other.fid);
  }

  forget(binding: string): void {
    this.bindings.delete(binding);
  }
}

/** Measures one subject with what is around it and keeps the areas. */
export function areasOf(
  binding: string,
  subject: Named,
  areaM2: (other: CheckFeature) => number,
): { readonly measure: (other: CheckFeature) => number; readonly areas: AreasOfSubject } {
  const others = new Map<string, Map<number, number>>();
  return {
    areas: { binding, fid: subject.fid, others },
    measure(other) {
      const found = areaM2(other);
      let ofLayer = others.get(other.layer);
      if (ofLayer === undefined) others.set(other.layer, (ofLayer = new Map()));
      ofLayer.set(other.fid, found);
      return found;
    },
  };
}
