import { setImmediate as breathe } from 'node:timers/promises';
import { differenceTable, type DifferenceOptions } from '../../../shared/analysis/difference/table.ts';
import type { DifferenceAnswer, DifferenceId } from '../../../shared/analysis/difference/types.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { Aborted, createPace } from '../../../shared/check/pace.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';

/** Steps of the progress that are told. */
const STEPS = 200;

/**
 * A four-class table of one state of a blueprint, computed in slices so that the worker answers meanwhile.
 * Failures: those of `differenceTable`, and `cancelled`.
 */
export async function differenceJob(
  source: FeatureSource,
  overlay: Overlay,
  ruleset: Ruleset,
  id: DifferenceId,
  options: DifferenceOptions,
  { signal, progress }: CallContext,
): Promise<Result<DifferenceAnswer>> {
  const clock = { now: () => performance.now(), breathe: () => breathe() };
  const held = await source.at();
  let told = -1;
  const onProgress = (share: number): void => {
    const step = Math.floor(share * STEPS);
    if (step === told) return;
    told = step;
    progress({ share, stage: 'difference.progress' });
  };
  try {
    return await differenceTable(
      { source, overlay, pace: createPace(clock, signal), onProgress },
      ruleset,
      id,
      options,
    );
  } catch (error) {
    if (error instanceof Aborted) return fail('cancelled');
    throw error;
  } finally {
    held.release();
  }
}
