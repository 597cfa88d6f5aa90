// The package has no types of its own, and an ambient module cannot be imported.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./polylabel.d.ts" />
import polylabel from 'polylabel';
import { ringAreaM2 } from './area.ts';
import { boxCentre, boxOfXY } from './box.ts';
import { packFlat } from './build-packed.ts';
import { partCount, partOf, ringXY } from './counts.ts';
import { canonical } from './grid.ts';
import { metresPerDegree, toLocalMetres } from './local-frame.ts';
import type { Packed } from './packed.ts';
import { pointInPolygon } from './predicates.ts';

/**
 * Where the label of a geometry stands, canonical degrees: in a polygon the point of its largest part
 * farthest from all borders (within a hundredth of its size), on a line the middle of the way along
 * its first part, else the first point. Undefined for an empty geometry.
 */
export function labelPoint(packed: Packed): readonly [number, number] | undefined {
  if (packed.xy.length === 0) return undefined;
  if (packed.kind === 'polygon') return inPolygon(packed);
  return packed.kind === 'line' ? alongLine(ringXY(packed, 0)) : [packed.xy[0]!, packed.xy[1]!];
}

/**
 * The point of a plane polygon (shell and holes, flat) farthest from all borders, within `precision`, and how far that is.
 * Any plane units.
 */
export function innermostPoint(
  rings: readonly ArrayLike<number>[],
  precision: number,
): { readonly x: number; readonly y: number; readonly distance: number } {
  const pole = polylabel(
    rings.map((ring) => pairs(ring)),
    precision,
  );
  return { x: pole[0]!, y: pole[1]!, distance: pole.distance };
}

function largestPart(packed: Packed): readonly Float64Array[] {
  let best = partOf(packed, 0);
  let bestArea = -1;
  for (let part = 0; part < partCount(packed); part++) {
    const rings = partOf(packed, part);
    const area = Math.abs(ringAreaM2(rings[0]!));
    if (area > bestArea) {
      bestArea = area;
      best = rings;
    }
  }
  return best;
}

function inPolygon(packed: Packed): readonly [number, number] {
  const rings = largestPart(packed);
  const shell = rings[0]!;
  const box = boxOfXY(shell);
  const origin = boxCentre(box);
  const { lon, lat } = metresPerDegree(origin[1]);
  const metres = rings.map((ring) => pairs(toLocalMetres(ring, origin)));
  const size = Math.min((box[2] - box[0]) * lon, (box[3] - box[1]) * lat);
  if (size > 0) {
    const pole = polylabel(metres, size / 100);
    const at = [canonical(origin[0] + pole[0]! / lon), canonical(origin[1] + pole[1]! / lat)] as const;
    if (pointInPolygon(packFlat('polygon', [rings]), at[0], at[1]) === 'inside') return at;
  }
  // Too thin for an inner point on the grid.
  return [shell[0]!, shell[1]!];
}

function pairs(flat: ArrayLike<number>): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < flat.length; i += 2) out.push([flat[i]!, flat[i + 1]!]);
  return out;
}

function alongLine(xy: Float64Array): readonly [number, number] {
  const metres = toLocalMetres(xy, [xy[0]!, xy[1]!]);
  const lengths: number[] = [];
  for (let i = 2; i < metres.length; i += 2) {
    lengths.push(Math.hypot(metres[i]! - metres[i - 2]!, metres[i + 1]! - metres[i - 1]!));
  }
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    if (rest > length || length === 0) {
      rest -= length;
      continue;
    }
    const t = rest / length;
    const j = 2 * i;
    return [
      canonical(xy[j]! + t * (xy[j + 2]! - xy[j]!)),
      canonical(xy[j + 1]! + t * (xy[j + 3]! - xy[j + 1]!)),
    ];
  }
  return [xy[0]!, xy[1]!];
}
