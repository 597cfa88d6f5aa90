import { fail, ok, type Result } from '../result.ts';
import type { Defect, DefectClass, InspectionReport, Unchecked } from './types.ts';

/** What of one check stands in the way of a plan package. */
export interface GateLine {
  readonly check: string;
  readonly class: DefectClass;
  /** Open defects in all; `defects` has those that the report lists. */
  readonly count: number;
  readonly defects: readonly Defect[];
}

/** Whether a plan package may be made without a word: nothing blocks it. What was not checked is shown beside. */
export interface Gate {
  readonly open: boolean;
  readonly blocking: readonly GateLine[];
  readonly unchecked: readonly Unchecked[];
}

/** That somebody made a package over what stood in its way: goes into the manifest of the package. */
export interface GateOverride {
  readonly reason: string;
  readonly person: string;
  /** ISO 8601 UTC, or the day that a package speaks of. */
  readonly time: string;
  /** When the inspection was made, of which revision, and by which model. */
  readonly inspection: { readonly made: string; readonly rev: number; readonly model: string };
  readonly blocking: readonly {
    readonly check: string;
    readonly class: DefectClass;
    readonly count: number;
  }[];
}

/** A reason shorter than this says nothing. */
export const LEAST_REASON = 4;
export const MOST_REASON = 1000;

/** The defects that keep a package from being made: open ones of the classes that the model names. */
export function gateOf(report: InspectionReport): Gate {
  const classes = new Set(report.model.gate.classes);
  const blocking = report.checks
    .filter((outcome) => outcome.found > 0 && classes.has(outcome.class))
    .map((outcome): GateLine => ({
      check: outcome.check,
      class: outcome.class,
      count: outcome.found,
      defects: report.defects.filter(({ check, exception }) => check === outcome.check && exception === null),
    }));
  return { open: blocking.length === 0, blocking, unchecked: report.unchecked };
}

/**
 * Goes over a gate that is not open, with a reason that is kept. Failures: `inspection.reason` (least, most) for no
 * reason or one that is too short or long, `inspection.person` where nobody is named.
 */
export function overrideGate(
  report: InspectionReport,
  said: { readonly reason: string; readonly person: string; readonly time: string },
): Result<GateOverride> {
  const reason = said.reason.trim();
  if (reason.length < LEAST_REASON || reason.length > MOST_REASON) {
    return fail('inspection.reason', { least: LEAST_REASON, most: MOST_REASON });
  }
  const person = said.person.trim();
  if (person === '') return fail('inspection.person');
  return ok({
    reason,
    person,
    time: said.time,
    inspection: { made: report.made, rev: report.rev, model: `${report.model.id} ${report.model.version}` },
    blocking: gateOf(report).blocking.map(({ check, class: of, count }) => ({ check, class: of, count })),
  });
}
