import { must } from '../result.ts';
import type { CoverageFill } from '../geometry/coverage-fill.ts';
import type { Overlay } from '../geometry/overlay.ts';
import { bindRules } from '../rules/ruleset.ts';
import type { ShareAnswer, ShareTask } from './crew.ts';
import { createPace, type Clock } from './pace.ts';
import { createPasses, passOf } from './passes.ts';
import { planChecks } from './plan.ts';
import { passProgress } from './progress.ts';
import type { FeatureSource } from './source.ts';

export interface ShareParts {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  readonly clock: Clock;
  readonly batch?: number;
}

/**
 * Gathers one share as another worker asked for it. The layers are taken as that one sees them, because sizes decide
 * who reads what. Throws `Aborted` when cancelled.
 */
export async function gatherShare(
  { source, overlay, fill, clock, batch }: ShareParts,
  { pass, share, ruleset, layers }: ShareTask,
  {
    signal,
    onProgress,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void } = {},
): Promise<ShareAnswer> {
  const rev = source.rev();
  const plan = planChecks(must(bindRules(ruleset)), layers);
  const tools = {
    source: { ...source, occupied: () => layers },
    overlay,
    pace: createPace(clock, signal),
    ...(batch === undefined ? {} : { batch }),
    onRead: passProgress(layers, plan, pass, share, (_layer, done) => onProgress?.(done)),
  };
  const gathered = await passOf(createPasses({ overlay, fill }), pass).gather(tools, plan, share);
  return { rev: source.rev() === rev ? rev : null, gathered };
}
