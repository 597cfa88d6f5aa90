import { polygonAreaM2 } from './area.ts';
import { metresPerDegree, perimeterM, planePerimeterM } from './measure.ts';
import { orientedBox } from './oriented-box.ts';
import type { Packed } from './packed.ts';

/** Limits of the sliver test; values of a ruleset, not of this module. */
export interface SliverThresholds {
  /** Scale: area at most this, m2. */
  readonly maxAreaM2: number;
  /** Scale: shorter side of the oriented box at most this, m. */
  readonly maxBoxWidthM: number;
  /** Scale: 2A/P at most this, m. */
  readonly maxAverageWidthM: number;
  /** Shape: length by width of the oriented box at least this. */
  readonly minElongation: number;
  /** Shape: 4 pi A / P^2 at most this. */
  readonly maxCompactness: number;
  /** Shape: P / (2 sqrt(pi A)) at least this. */
  readonly minShapeIndex: number;
  /** Shape: P^2 / A at least this. */
  readonly minPerimeterRatio: number;
  /** How many of the four shape tests must hold. */
  readonly shapeTests: number;
}

/**
 * Whether a polygon is a sliver: small or narrow in scale and also stretched in shape. Both are asked
 * for because shape alone flags every river and road, and scale alone every small plot.
 *
 * @param area of the polygon where it is known, m2
 */
export function isSliver(packed: Packed, limits: SliverThresholds, area = polygonAreaM2(packed)): boolean {
  if (area > 0 && isClearlyWide(packed, area, limits)) return false;
  const perimeter = perimeterM(packed);
  if (area <= 0 || perimeter === 0) return true;
  const box = orientedBox(packed);
  const small =
    area <= limits.maxAreaM2 ||
    box.widthM <= limits.maxBoxWidthM ||
    (2 * area) / perimeter <= limits.maxAverageWidthM;
  if (!small) return false;
  const shape = [
    box.lengthM >= limits.minElongation * box.widthM,
    (4 * Math.PI * area) / (perimeter * perimeter) <= limits.maxCompactness,
    perimeter / (2 * Math.sqrt(Math.PI * area)) >= limits.minShapeIndex,
    (perimeter * perimeter) / area >= limits.minPerimeterRatio,
  ];
  return shape.filter(Boolean).length >= limits.shapeTests;
}

/** What the quick figures may be off by, and more. */
const SLACK = 1.02;

/**
 * Whether a polygon is beyond doubt too large and too wide in scale. No rectangle around it is longer than the
 * diagonal of its box, so none is narrower than its area by that.
 */
function isClearlyWide(packed: Packed, area: number, limits: SliverThresholds): boolean {
  if (area <= limits.maxAreaM2) return false;
  const [minX, minY, maxX, maxY] = packed.box;
  const { lon, lat } = metresPerDegree((minY + maxY) / 2);
  const diagonal = Math.hypot((maxX - minX) * lon, (maxY - minY) * lat);
  return (
    area > SLACK * diagonal * limits.maxBoxWidthM &&
    2 * area > SLACK * planePerimeterM(packed) * limits.maxAverageWidthM
  );
}
