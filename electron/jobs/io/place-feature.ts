import type { NoteBook } from '../../../shared/import/notes.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';
import { kindOf, splitParts, takesMany } from '../../../shared/import/split-parts.ts';
import { toStored, type StoreOptions } from '../../../shared/import/to-stored.ts';
import { partCount } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { GeomType } from '../../../shared/model/layer.ts';

/** The shapes a source feature becomes in its layer, and whether it had to be mended. */
export interface Placed {
  readonly shapes: readonly Packed[];
  readonly repaired: boolean;
}

/** Fits the geometry of a feature to its layer; null when the feature is refused, which has then been noted. */
export function placeFeature(
  feature: RawFeature,
  type: GeomType,
  options: StoreOptions,
  notes: NoteBook,
): Placed | null {
  const refuse = (code: string, params: Readonly<Record<string, string | number>> = {}): null => {
    notes.add({ feature: feature.number, code, params, level: 'error' });
    return null;
  };
  const { geometry } = feature;
  if (geometry === null || geometry.xy.length === 0) return refuse('no-geometry');
  if (geometry.kind !== kindOf(type))
    return refuse('wrong-geometry', { found: geometry.kind, wanted: kindOf(type) });
  const stored = toStored(geometry, options);
  if (!stored.ok) return refuse(stored.error.code, stored.error.params);
  const { repairs, geometry: shape } = stored.value;
  for (const { code, count } of repairs) {
    notes.add({ feature: feature.number, code: `repaired-${code}`, params: { count }, level: 'warning' });
  }
  const parts = partCount(shape);
  if (parts > 1 && !takesMany(type)) {
    notes.add({ feature: feature.number, code: 'split-parts', params: { count: parts }, level: 'info' });
    return { shapes: splitParts(shape), repaired: repairs.length > 0 };
  }
  return { shapes: [shape], repaired: repairs.length > 0 };
}
