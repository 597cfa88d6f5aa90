import { createChecker, type RunProgress } from '../check/checker.ts';
import { standingOf } from '../check/memory-status.ts';
import { createNoteKeeper } from '../check/notes.ts';
import type { Clock } from '../check/pace.ts';
import type { FeatureSource } from '../check/source.ts';
import { isEmptyBox } from '../geometry/box.ts';
import type { CoverageFill } from '../geometry/coverage-fill.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Finding, NotChecked, Ruleset } from '../rules/rule.ts';
import type { Collector } from './collect.ts';
import type { InspectionCheck } from './define-check.ts';
import type { DefectException, InspectionModel } from './types.ts';

type RuleCheck = Extract<InspectionCheck, { kind: 'rule' }>;

export interface RulesRun {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  /** `2026-11-22`, where the user is: exceptions expire. */
  readonly today: string;
}

export interface RulesAnswer {
  /** With what people have said of them. */
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** Only the rules that an inspection takes over, by the ruleset in force. */
const narrowed = (ruleset: Ruleset, ids: ReadonlySet<string>): Ruleset => ({
  ...ruleset,
  rules: ruleset.rules.filter(({ id, on }) => on && ids.has(id)),
});

/** Runs them by themselves, apart from the check that follows every edit. Null when aborted. */
export async function runRules(run: RulesRun, ids: ReadonlySet<string>): Promise<RulesAnswer | null> {
  const { source, overlay, fill, clock, signal, onProgress } = run;
  const ruleset = narrowed(run.ruleset, ids);
  const checker = createChecker({ source, overlay, fill, ruleset, clock });
  const outcome = await checker.runAll({ signal, onProgress });
  if (outcome === null) return null;
  const all = checker.findings();
  const notes = createNoteKeeper(source, overlay, ruleset);
  notes.settle(() => all, { added: [], changed: [], removed: [] });
  return { findings: all.map((finding) => notes.noted(finding)), notChecked: outcome.notChecked };
}

/** The word that sets a finding aside on a day; null while nothing does. */
function exceptionOf(finding: Finding, today: string): DefectException | null {
  const { state, exception } = standingOf(finding, today);
  if (state !== 'exception' || exception === null) return null;
  const { reason = null, note, author, time } = exception;
  return { reason, note, author, time };
}

/** Takes findings over as defects of the checks that ask for them. */
export function takeFindings(
  checks: readonly RuleCheck[],
  findings: readonly Finding[],
  collector: Collector,
  model: InspectionModel,
  today: string,
): void {
  for (const { check, rules, takes } of checks) {
    const own = new Set(rules);
    for (const finding of findings) {
      if (!own.has(finding.rule) || takes?.(finding, model) === false) continue;
      const { subject, message, further = [], box, pieces } = finding;
      collector.add(
        check,
        {
          layer: subject.table,
          uid: subject.uid === '' ? null : subject.uid,
          detail: finding.key,
          messages: [message, ...further],
          box: isEmptyBox(box) || !box.every(Number.isFinite) ? null : box,
          shapes: pieces.map(({ geometry }) => geometry).filter((shape) => !isEmptyPacked(shape)),
        },
        { rule: finding.rule, exception: exceptionOf(finding, today) },
      );
    }
  }
}
