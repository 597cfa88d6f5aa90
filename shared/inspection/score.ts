import { DEFECT_CLASSES, SCORED_CLASSES } from './types.ts';
import type { DefectClass, InspectionModel, LayerScore, Score, ScoredClass } from './types.ts';

export type ClassCounts = Record<DefectClass, number>;

export const noCounts = (): ClassCounts => ({ A: 0, B: 0, C: 0, notice: 0 });

export const addCounts = (to: ClassCounts, more: Readonly<ClassCounts>): void => {
  for (const one of DEFECT_CLASSES) to[one] += more[one];
};

/** The divisor t: larger data may have more defects for the same score. At least 1. */
export const divisor = (records: number, { score }: InspectionModel): number =>
  Math.max(1, records / score.perRecords);

/**
 * Score = base - sum of (weight x open defects) / t, not below the least. Points are exact; who shows them rounds.
 *
 * @param records how many records were inspected; without any, and without defects, there is nothing to score
 */
export function scoreOf(
  counts: Readonly<ClassCounts>,
  records: number,
  excepted: number,
  model: InspectionModel,
): Score {
  const t = divisor(records, model);
  const points = Object.fromEntries(
    SCORED_CLASSES.map((one) => [one, (model.weights[one] * counts[one]) / t]),
  ) as Record<ScoredClass, number>;
  const taken = SCORED_CLASSES.reduce((sum, one) => sum + points[one], 0);
  const anything = records > 0 || taken > 0;
  return {
    score: anything ? Math.max(model.score.least, model.score.base - taken) : null,
    records,
    t,
    counts: { ...counts },
    points,
    excepted,
  };
}

/** Layers that hold something or of which something is wrong. */
export const isTold = ({ records, counts, excepted }: LayerScore): boolean =>
  records > 0 || excepted > 0 || DEFECT_CLASSES.some((of) => counts[of] > 0);
