import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { PackageContent } from '../../../shared/bridge/package-contract.ts';
import { gateOf, overrideGate, type Gate } from '../../../shared/inspection/gate.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import type { InspectionWords } from '../../../shared/inspection/words.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FindingsContext, PackageFindings } from '../../../shared/package/findings.ts';
import type { Manifest } from '../../../shared/package/manifest.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { checkState, findingsOf, type StateCheck } from './check-state.ts';
import { inspectState, type StateInspection } from './inspect-state.ts';
import type { PackageHost } from './package-host.ts';
import type { PackageState } from './past-state.ts';

/** Runs that may serve again. */
export interface KeptRuns {
  readonly check: StateCheck | null;
  readonly inspection: StateInspection | null;
}
export const NO_RUNS: KeptRuns = { check: null, inspection: null };

/** What check and inspection say of the state that is packed. */
export interface Examined {
  readonly runs: KeptRuns;
  readonly found: PackageFindings;
  readonly context: FindingsContext;
  readonly report: InspectionReport;
  readonly words: InspectionWords;
  readonly gate: Gate;
}

/**
 * Edits of other programs have no number in the history yet: a state with them is none that could be named, and what was
 * found of it before may be kept under the same number. Failure `package.outside` (count).
 */
export function refuseOutside(reader: Reader): Result<null> {
  const count = reader.outside();
  return count === 0 ? ok(null) : fail('package.outside', { count });
}

/** Share of the progress that the check takes; the inspection takes the rest. */
const CHECK = 0.7;

/** Checks and inspects a state in full. Failures of the check, `package.outside` and `cancelled`. */
export async function examineState(
  host: PackageHost,
  reader: Reader,
  state: PackageState,
  schemas: readonly LayerSchema[],
  content: Pick<PackageContent, 'language' | 'asOf'>,
  kept: KeptRuns,
  call: CallContext,
): Promise<Result<Examined>> {
  const adopted = refuseOutside(reader);
  if (!adopted.ok) return adopted;
  const part = (from: number, to: number): CallContext => ({
    signal: call.signal,
    progress: (one) => call.progress({ ...one, share: from + (to - from) * (one.share ?? 0) }),
  });
  const check = await checkState(host, reader, state.seq, kept.check, part(0, CHECK));
  if (!check.ok) return check;
  const { asOf } = content;
  const inspection = await inspectState(host, state, check.value, asOf, kept.inspection, part(CHECK, 1));
  if (!inspection.ok) return inspection;
  const { found, context } = await findingsOf(state.reader, check.value, schemas, content);
  const { report } = inspection.value;
  return ok({
    runs: { check: check.value, inspection: inspection.value },
    found,
    context,
    report,
    words: { language: content.language, ruleset: context.ruleset, layers: context.layerNames },
    gate: gateOf(report),
  });
}

/** How much stands in the way of a package, by kind. */
export const standing = ({ found, gate }: Pick<Examined, 'found' | 'gate'>) => ({
  open: found.open.length,
  unchecked: found.notChecked.length,
  blocking: gate.blocking.reduce((sum, { count }) => sum + count, 0),
});

/**
 * What is kept of the reason that was given; null for none where none is needed.
 *
 * @returns failures `package.gate` (open, unchecked, blocking: numbers) where one is needed, `inspection.reason`,
 * `inspection.person`
 */
export function passGate(
  examined: Pick<Examined, 'found' | 'gate' | 'report'>,
  override: { readonly reason: string; readonly by: string } | null,
  asOf: string,
): Result<Manifest['override']> {
  if (override === null) {
    const counts = standing(examined);
    return counts.open + counts.unchecked + counts.blocking > 0 ? fail('package.gate', counts) : ok(null);
  }
  const said = overrideGate(examined.report, { reason: override.reason, person: override.by, time: asOf });
  if (!said.ok) return said;
  const { reason, person, inspection, blocking } = said.value;
  return ok({
    reason,
    by: person,
    inspection: { ...inspection, blocking: blocking.map((one) => ({ ...one })) },
  });
}
