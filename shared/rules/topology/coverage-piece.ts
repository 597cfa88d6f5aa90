import { z } from 'zod';
import { STEP_DEGREES } from '../../geometry/grid.ts';
import { averageWidthM, metresPerDegree } from '../../geometry/measure.ts';
import type { PieceDraft } from '../bound-rule.ts';
import { joinParts } from '../overlap-piece.ts';
import { LABEL_FACT, recordName } from '../record-label.ts';
import type { Severity, Unit } from '../rule.ts';
import { onlyThresholds } from './params.ts';

/** What counts as overlap or gap, and what is rounding of the grid. */
export const coverageParams = onlyThresholds({
  min_area_m2: z.number().nonnegative(),
  noise_grid_steps: z.number().nonnegative().default(0),
});
export type CoverageParams = z.infer<typeof coverageParams>;

/** Metres in one grid step along a meridian, where a step is widest. */
const STEP_M = STEP_DEGREES * metresPerDegree(90).lat;

/** The parts of a unit that are no noise as one piece, with what the counterpart is known by. */
export function coveragePiece(
  unit: Unit,
  { thresholds }: CoverageParams,
  severity: Severity,
): readonly PieceDraft[] {
  const noiseM = thresholds.noise_grid_steps * STEP_M;
  const parts = unit.parts.filter(
    ({ areaM2, geometry }) => areaM2 >= thresholds.min_area_m2 && averageWidthM(geometry) > noiseM,
  );
  if (parts.length === 0) return [];
  const { counterpart } = unit;
  return [
    {
      other: counterpart?.ref ?? null,
      areaM2: parts.reduce((sum, { areaM2 }) => sum + areaM2, 0),
      severity,
      geometry: joinParts(parts),
      facts: { [LABEL_FACT]: counterpart === null ? null : recordName(counterpart.fields) },
    },
  ];
}
