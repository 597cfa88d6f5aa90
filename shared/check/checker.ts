import type { Committed } from '../change/change.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';
import { must } from '../result.ts';
import { bindRules } from '../rules/ruleset.ts';
import type { Finding, NotChecked, Ruleset } from '../rules/rule.ts';
import { createAdmitted, type Admitted } from './admitted.ts';
import { createFindingTable, type Delta, type FindingTable } from './finding-table.ts';
import { runBindings, type PairTools } from './full-run.ts';
import { runIncremental } from './incremental.ts';
import { Aborted, createPace, type Clock } from './pace.ts';
import { planChecks, type Plan } from './plan.ts';
import { sameFinding } from './same-finding.ts';
import type { FeatureSource, SourceLayer } from './source.ts';

/** How far a run has come: the layer being read and the share of all features read, 0 to 1. */
export interface RunProgress {
  readonly layer: string;
  readonly share: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

/** What a run gave: the difference to what was known before, and the revision it saw. */
export interface Outcome extends Delta {
  readonly rev: number;
  readonly notChecked: readonly NotChecked[];
}

/** The check over one blueprint: pure but for its source. Runs are one after another, never two at once. */
export interface Checker {
  /** Everything anew. Null when aborted: then what was known before still stands. */
  runAll(options?: RunOptions): Promise<Outcome | null>;
  /**
   * What the commits made stale, ending with what `runAll` would give. A gap in the revisions, or no run before,
   * becomes a full run. Null when aborted.
   */
  follow(commits: readonly Committed[], options?: RunOptions): Promise<Outcome | null>;
  findings(): readonly Finding[];
  notChecked(): readonly NotChecked[];
  /** Revision of the last run, null before the first. */
  rev(): number | null;
  /** Boxes of the counterparts that pass a binding's filter, as of `rev()`; undefined where that is not known. */
  admitted(bindingId: string): ReadonlyMap<number, Box> | undefined;
}

export interface CheckerParts {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  /** Features in one read; tests vary it. */
  readonly batch?: number;
}

/** Runs that were overtaken by a commit before one holds the state of the file from its beginning to its end. */
const FREE_ATTEMPTS = 2;

interface State {
  readonly table: FindingTable;
  readonly plan: Plan;
  readonly unbounded: Set<string>;
  readonly admitted: Admitted;
  readonly rev: number;
}

export function createChecker({ source, overlay, ruleset, clock, batch }: CheckerParts): Checker {
  const rules = must(bindRules(ruleset));
  const order = rules.map(({ id }) => id);
  let state: State | null = null;
  /** As last given out; stands also while a run is under way or was cut short. */
  let current: readonly Finding[] = [];

  const tools = (
    kept: Pick<State, 'unbounded' | 'admitted'>,
    plan: Plan,
    options: RunOptions,
  ): PairTools => ({
    source,
    overlay,
    pace: createPace(clock, options.signal),
    unbounded: kept.unbounded,
    admitted: kept.admitted,
    ...(batch === undefined ? {} : { batch }),
    onRead: progressOver(source.occupied(), plan, options.onProgress),
  });

  async function attempt(options: RunOptions): Promise<State> {
    const rev = source.rev();
    const plan = planChecks(rules, source.occupied());
    const table = createFindingTable(overlay, order, ruleset.version);
    const kept = { unbounded: new Set<string>(), admitted: createAdmitted() };
    const using = tools(kept, plan, options);
    await runBindings(using, plan.bindings, table);
    await table.settle(using.pace);
    return { table, plan, ...kept, rev };
  }

  async function runAll(options: RunOptions = {}): Promise<Outcome | null> {
    for (let tried = 0; ; tried++) {
      const held = tried < FREE_ATTEMPTS ? null : await source.at();
      try {
        const next = await attempt(options);
        // A commit in the middle may have been seen by one read and not by another.
        if (held === null && source.rev() !== next.rev) continue;
        state = next;
        const before = current;
        current = next.table.findings();
        return { ...difference(before, current), rev: next.rev, notChecked: lacking(next) };
      } catch (error) {
        if (error instanceof Aborted) return null;
        throw error;
      } finally {
        held?.release();
      }
    }
  }

  async function follow(commits: readonly Committed[], options: RunOptions = {}): Promise<Outcome | null> {
    const known = state;
    const fresh = commits
      .filter(({ rev }) => known !== null && rev > known.rev)
      .sort((a, b) => a.rev - b.rev);
    if (known === null || !consecutive(known.rev, fresh)) return runAll(options);
    const held = await source.at();
    // Until the end of this run nothing is known for certain; a run that is cut short is followed by a full one.
    state = null;
    try {
      const plan = planChecks(rules, source.occupied());
      const bound = new Set(known.plan.bindings.map(({ id }) => id));
      const using = tools(known, plan, options);
      await runIncremental(using, plan, fresh, known.table, bound);
      const delta = await known.table.settle(using.pace);
      const next: State = { ...known, plan, rev: fresh.at(-1)?.rev ?? known.rev };
      state = next;
      current = known.table.findings();
      return { ...delta, rev: next.rev, notChecked: lacking(next) };
    } catch (error) {
      if (error instanceof Aborted) return null;
      throw error;
    } finally {
      held.release();
    }
  }

  return {
    runAll,
    follow,
    findings: () => current,
    notChecked: () => (state === null ? [] : lacking(state)),
    rev: () => state?.rev ?? null,
    admitted: (bindingId) => state?.admitted.of(bindingId),
  };
}

const consecutive = (rev: number, commits: readonly Committed[]): boolean =>
  commits.every((commit, i) => commit.rev === rev + 1 + i);

/** The plan's gaps, and the differences whose filter left no boundary. */
function lacking({ plan, unbounded }: State): NotChecked[] {
  const filtered = plan.bindings.filter(({ id }) => unbounded.has(id));
  const byRule = new Map(filtered.map(({ rule, counterparts }) => [rule.id, [...counterparts]]));
  return [...plan.notChecked, ...[...byRule].map(([rule, missing]) => ({ rule, missing }))];
}

function difference(before: readonly Finding[], after: readonly Finding[]): Delta {
  const old = new Map(before.map((finding) => [finding.key, finding]));
  const kept = new Set(after.map(({ key }) => key));
  return {
    added: after.filter(({ key }) => !old.has(key)),
    changed: after.filter((finding) => {
      const known = old.get(finding.key);
      return known !== undefined && !sameFinding(known, finding);
    }),
    removed: [...old.keys()].filter((key) => !kept.has(key)),
  };
}

function progressOver(
  layers: readonly SourceLayer[],
  plan: Plan,
  onProgress: RunOptions['onProgress'],
): (layer: string, features: number) => void {
  const read = new Set(plan.bindings.flatMap(({ subject, counterparts }) => [subject, ...counterparts]));
  const counts = new Map(
    layers.filter(({ schema }) => read.has(schema.id)).map(({ schema, size }) => [schema.id, size]),
  );
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const done = new Map<string, number>();
  return (layer, features) => {
    done.set(layer, Math.max(done.get(layer) ?? 0, Math.min(features, counts.get(layer) ?? 0)));
    const sum = [...done.values()].reduce((all, one) => all + one, 0);
    onProgress?.({ layer, share: total === 0 ? 1 : sum / total });
  };
}
