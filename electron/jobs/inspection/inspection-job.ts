import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { RulesAnswer } from '../../../shared/inspection/run-rules.ts';
import { inspect } from '../../../shared/inspection/run.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import type { InspectionSource } from '../../../shared/inspection/source.ts';
import type { Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { clock } from '../check/clock.ts';

/** Steps of the progress that are told. */
const STEPS = 200;

export interface InspectionJob {
  readonly source: InspectionSource;
  readonly ruleset: Ruleset;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  /** As of a day, and with what a check of the same state found (shared/inspection/run.ts). */
  readonly asOf?: string;
  readonly found?: RulesAnswer;
}

/**
 * Inspects one state of a blueprint, in slices so that the worker answers meanwhile. Failure `cancelled`.
 */
export async function inspectionJob(
  job: InspectionJob,
  { signal, progress }: CallContext,
): Promise<Result<InspectionReport>> {
  let told = -1;
  return inspect({
    ...job,
    clock,
    signal,
    now: () => new Date(),
    onProgress: (share) => {
      const step = Math.floor(share * STEPS);
      if (step === told) return;
      told = step;
      progress({ share, stage: 'inspection.progress' });
    },
  });
}
