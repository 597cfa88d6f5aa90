import type { NoteBook } from '../../../shared/import/notes.ts';
import { kindOf, splitParts, takesMany } from '../../../shared/import/split-parts.ts';
import { toGrid, toValid, type StoreOptions } from '../../../shared/import/to-stored.ts';
import { partCount } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { GeomType } from '../../../shared/model/layer.ts';
import { fail, type Result } from '../../../shared/result.ts';

/** The shapes a source feature becomes in its layer, and whether it had to be mended. */
export interface Placed {
  readonly shapes: readonly Packed[];
  readonly repaired: boolean;
}

/** The geometry of a feature on the grid, as its layer wants it; failures are the codes of refusals. */
export function gridShape(geometry: Packed | null, type: GeomType, options: StoreOptions): Result<Packed> {
  if (geometry === null || geometry.xy.length === 0) return fail('no-geometry');
  if (geometry.kind !== kindOf(type))
    return fail('wrong-geometry', { found: geometry.kind, wanted: kindOf(type) });
  return toGrid(geometry, options);
}

/**
 * Fits a shape on the grid to its layer; null when the feature is refused, which has then been noted.
 *
 * @param number of the feature, for the notes
 */
export function placeFeature(
  number: number,
  onGrid: Result<Packed>,
  type: GeomType,
  notes: NoteBook,
): Placed | null {
  const stored = onGrid.ok ? toValid(onGrid.value) : onGrid;
  if (!stored.ok) {
    const { code, params = {} } = stored.error;
    notes.add({ feature: number, code, params, level: 'error' });
    return null;
  }
  const { repairs, geometry: shape } = stored.value;
  for (const { code, count } of repairs) {
    notes.add({ feature: number, code: `repaired-${code}`, params: { count }, level: 'warning' });
  }
  const parts = partCount(shape);
  if (parts > 1 && !takesMany(type)) {
    notes.add({ feature: number, code: 'split-parts', params: { count: parts }, level: 'info' });
    return { shapes: splitParts(shape), repaired: repairs.length > 0 };
  }
  return { shapes: [shape], repaired: repairs.length > 0 };
}
