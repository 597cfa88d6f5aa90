import { polygonAreaM2 } from '../geometry/area.ts';
import { concatPacked } from '../geometry/build-packed.ts';
import type { Piece } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import type { OverlapThresholds, PieceDraft } from './define-rule.ts';
import type { Severity, Unit } from './rule.ts';
import { gravest } from './severity.ts';
import { isSliverPart } from './sliver.ts';

/** Connected parts as one multi-part polygon, in the order they come. */
export function joinParts(parts: readonly Pick<Piece, 'geometry'>[]): Packed {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) return only.geometry;
  return concatPacked(
    'polygon',
    parts.map(({ geometry }) => geometry),
  );
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));

/**
 * The piece of one unit: parts below the least area are left out one by one, a part that is a sliver counts
 * as a notice, and the piece is as grave as its gravest part. No piece when no part is left.
 *
 * @param facts the counterpart's fields the sentences need
 */
export function overlapPiece(
  unit: Unit,
  thresholds: OverlapThresholds,
  severity: Severity,
  facts: readonly string[],
): readonly PieceDraft[] {
  const parts = unit.parts.filter((part) => part.areaM2 >= thresholds.min_area_m2);
  if (parts.length === 0) return [];
  return [
    {
      other: unit.counterpart?.ref ?? null,
      areaM2: parts.reduce((sum, part) => sum + part.areaM2, 0),
      severity: gravest(parts.map((part) => (isSliverPart(part, thresholds) ? 'notice' : severity))),
      geometry: joinParts(parts),
      facts: pick(unit.counterpart?.fields ?? {}, facts),
    },
  ];
}

/** How far a recorded net area may exceed the ellipsoid area before it is taken for an error (rounding, sphere). */
const NET_EXCESS = 1.001;

/**
 * Net share of a farmland polygon: its recorded net area (less ridges) by its ellipsoid area, at most 1.
 * Undefined where no net area is recorded or it cannot be one.
 */
export function netRatio(fields: Fields, geometry: Packed): number | undefined {
  const net = fields['net_area_m2'];
  if (typeof net !== 'number') return undefined;
  const ratio = net / polygonAreaM2(geometry);
  return ratio >= 0 && ratio <= NET_EXCESS ? Math.min(ratio, 1) : undefined;
}
