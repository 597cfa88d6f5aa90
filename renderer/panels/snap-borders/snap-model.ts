import type { CommandPreview, LayerState } from '../../../shared/bridge/store-contract.ts';
import { displacementOf } from '../../../shared/geometry/displacement.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { RecordRef } from '../../../shared/model/record.ts';

/** Limits of the tolerance, cm; the command's own upper one is 10 m. */
export const TOLERANCE_CM = [0.1, 1000] as const;

/** One feature that would change. */
export interface SnapRow {
  readonly at: RecordRef;
  readonly name: string;
  readonly vertices: number;
  readonly largestM: number;
  readonly box: Box;
}

/** The rows of a preview, the largest displacement first. */
export function snapRows(preview: CommandPreview, toleranceM: number): SnapRow[] {
  return preview.changes
    .flatMap(({ at, before, after, fields }) => {
      if (before === null || after === null) return [];
      const name = fields['name'];
      const shift = displacementOf(before, after, toleranceM);
      return [{ at, name: typeof name === 'string' ? name : '', ...shift, box: after.box }];
    })
    .sort((a, b) => b.largestM - a.largestM || b.vertices - a.vertices || (a.at.uid < b.at.uid ? -1 : 1));
}

/** Layers whose borders can be snapped, and those that can be snapped to. */
export function snappable(layers: readonly LayerState[]): {
  readonly own: readonly LayerState[];
  readonly references: readonly LayerState[];
} {
  const areas = layers.filter(({ schema }) => schema.geometry?.endsWith('POLYGON') === true);
  return { own: areas.filter(({ schema, locked }) => !schema.readOnly && !locked), references: areas };
}

/** Centimetres as typed, or null. */
export function readCentimetres(text: string): number | null {
  const value = Number(text.normalize('NFKC').replace(',', '.').trim());
  return text.trim() !== '' && value >= TOLERANCE_CM[0] && value <= TOLERANCE_CM[1] ? value : null;
}
