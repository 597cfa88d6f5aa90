import { createChecker, type Checker } from '../../../shared/check/checker.ts';
import type { Crew } from '../../../shared/check/crew.ts';
import { createLiveCheck, type LiveCheck } from '../../../shared/check/live.ts';
import { createNoteKeeper, type NoteKeeper } from '../../../shared/check/notes.ts';
import type { Clock } from '../../../shared/check/pace.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';

/** Everything that goes by one ruleset: a changed ruleset makes all of it anew. */
export interface CheckEngine {
  readonly ruleset: Ruleset;
  readonly checker: Checker;
  readonly notes: NoteKeeper;
  readonly live: LiveCheck;
}

export interface EngineParts {
  /** What the runs read: they hold one state of the file. */
  readonly source: FeatureSource;
  /** What the live check reads: always the newest state. */
  readonly looking: FeatureSource;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  readonly clock: Clock;
  readonly crew?: Crew;
}

/** @param told the findings known before, by another ruleset */
export function createEngine(
  { source, looking, overlay, fill, clock, crew }: EngineParts,
  ruleset: Ruleset,
  signal: AbortSignal,
  told: readonly Finding[] = [],
): CheckEngine {
  const checker = createChecker({ source, overlay, fill, ruleset, clock, told, ...(crew && { crew }) });
  return {
    ruleset,
    checker,
    notes: createNoteKeeper(source, overlay, ruleset),
    live: createLiveCheck({ source: looking, overlay, ruleset, clock, checked: checker, signal }),
  };
}
