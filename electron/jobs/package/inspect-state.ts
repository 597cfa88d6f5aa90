import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { inspectionJob } from '../inspection/inspection-job.ts';
import type { StateCheck } from './check-state.ts';
import type { PackageHost } from './package-host.ts';
import type { PackageState } from './past-state.ts';

/** An inspection of one state of a blueprint as of a day, kept while nothing it rests on changes. */
export interface StateInspection {
  readonly path: string;
  readonly seq: number;
  readonly rev: number;
  readonly asOf: string;
  readonly report: InspectionReport;
}

/**
 * Inspects a state; what its check has found is not looked for again. The report names the day and no hour, so that the
 * same content gives the same package. Failure `cancelled`.
 */
export async function inspectState(
  host: Pick<PackageHost, 'loadOverlay' | 'loadFill'>,
  { reader, seq }: Pick<PackageState, 'reader' | 'seq'>,
  { path, rev, result }: StateCheck,
  asOf: string,
  before: StateInspection | null,
  call: CallContext,
): Promise<Result<StateInspection>> {
  const isTrue =
    before !== null &&
    before.path === path &&
    before.seq === seq &&
    before.rev === rev &&
    before.asOf === asOf;
  if (isTrue) return ok(before);
  const [overlay, fill] = await Promise.all([host.loadOverlay(), host.loadFill()]);
  const { ruleset } = reader.ruleset();
  const made = await inspectionJob({ source: reader, ruleset, overlay, fill, asOf, found: result }, call);
  return made.ok ? ok({ path, seq, rev, asOf, report: made.value }) : made;
}
