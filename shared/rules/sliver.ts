import { z } from 'zod';
import type { Piece } from '../geometry/overlay.ts';
import { isSliver } from '../geometry/sliver.ts';

/** Limits of the two-step sliver test as a ruleset names them; a sliver is small or narrow, and stretched. */
export const sliverThresholds = z.strictObject({
  /** Area at most this, m2. */
  sliver_area_m2: z.number().nonnegative(),
  /** Oriented box or average width (2A/P) at most this, m. */
  sliver_width_m: z.number().nonnegative(),
  /** Length by width at least this. */
  sliver_elongation: z.number().positive(),
  /** 4 pi A / P^2 at most this. */
  sliver_compactness: z.number().positive(),
  /** P^2 / A at least this. */
  sliver_perimeter_ratio: z.number().positive().default(40),
  /** How many of the shape tests must hold. */
  sliver_shape_tests: z.number().int().min(1).max(4).default(2),
});
export type SliverLimits = z.infer<typeof sliverThresholds>;

/** Whether a connected part is a sliver by the ruleset's limits. */
export const isSliverPart = (part: Piece, limits: SliverLimits): boolean =>
  isSliver(
    part.geometry,
    {
      maxAreaM2: limits.sliver_area_m2,
      maxBoxWidthM: limits.sliver_width_m,
      maxAverageWidthM: limits.sliver_width_m,
      minElongation: limits.sliver_elongation,
      maxCompactness: limits.sliver_compactness,
      // P / (2 sqrt(pi A)) is the same quantity as compactness, turned round.
      minShapeIndex: 1 / Math.sqrt(limits.sliver_compactness),
      minPerimeterRatio: limits.sliver_perimeter_ratio,
      shapeTests: limits.sliver_shape_tests,
    },
    part.areaM2,
  );
