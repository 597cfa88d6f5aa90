import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { labelPoint } from '../../../shared/geometry/label-point.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import { lru } from './lru.ts';
import { classFields, nameFields } from './title.ts';

const KEPT = 300_000;
/** Rank of what has no area; areas of 2^RANKS m2 and more have rank 0. */
const RANKS = 36;

/** Where a feature's label stands and how large the feature is. */
export interface Label {
  readonly at: readonly [number, number];
  /** Ellipsoid area; null for points and lines. */
  readonly areaM2: number | null;
}

/** Label points, made once per feature and revision: finding the pole of inaccessibility is slow. */
export interface Labels {
  of(layer: string, fid: number, rev: number, geometry: Packed): Label | null;
  clear(): void;
}

export function labels(): Labels {
  const cache = lru<Label | null>(KEPT);
  return {
    of: (layer, fid, rev, geometry) => {
      const key = `${layer}/${fid}/${rev}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const at = labelPoint(geometry);
      const areaM2 = geometry.kind === 'polygon' ? polygonAreaM2(geometry) : null;
      const label = at === undefined ? null : { at, areaM2 };
      cache.set(key, label, 1);
      return label;
    },
    clear: () => cache.clear(),
  };
}

/** Which label goes first where there is no room for all: 0 the largest, one more for half the area. */
export const labelRank = (areaM2: number | null): number =>
  areaM2 === null ? RANKS : Math.max(0, RANKS - Math.floor(Math.log2(1 + areaM2)));

/** The fields a label's text is made from: the first name and the first class. */
export function labelFields(schema: LayerSchema): readonly string[] {
  return [
    ...nameFields(schema).slice(0, 1),
    ...classFields(schema)
      .slice(0, 1)
      .map((field) => field.name),
  ];
}

/**
 * Makes the text from the values of `labelFields`: the name, else the class by its standard name; null when
 * neither is filled.
 */
export function labelTexts(schema: LayerSchema): (values: readonly FieldValue[]) => string | null {
  const names = nameFields(schema).slice(0, 1).length;
  const domain = classFields(schema)[0]?.domain;
  const filled = (value: FieldValue | undefined): value is string | number =>
    value !== null && value !== undefined && value !== '';
  return (values) => {
    const name = names === 1 ? values[0] : undefined;
    if (filled(name)) return String(name);
    const code = values[names];
    if (domain === undefined || !filled(code)) return null;
    return codeEntry(domain, String(code))?.label['zh-CN'] ?? String(code);
  };
}
