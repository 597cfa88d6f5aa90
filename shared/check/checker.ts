import type { Committed } from '../change/change.ts';
import type { CoverageFill } from '../geometry/coverage-fill.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';
import { must } from '../result.ts';
import { bindRules } from '../rules/ruleset.ts';
import type { Finding, NotChecked, Ruleset } from '../rules/rule.ts';
import type { Crew } from './crew.ts';
import { createFindingTable, type Delta, type FindingTable } from './finding-table.ts';
import { differenceOf } from './findings-delta.ts';
import { CrewFailed, gatherAll, Overtaken } from './gather-all.ts';
import { Aborted, createPace, type Clock } from './pace.ts';
import { createPasses, PASS_NAMES, passOf, passRules, type Passes } from './passes.ts';
import type { Plan } from './plan.ts';
import { createPlanner } from './planner.ts';
import { passWeights } from './progress.ts';
import { readOnce } from './read-once.ts';
import { rehearsals } from './rehearsal.ts';
import { markOf } from './sides.ts';
import type { FeatureSource } from './source.ts';
import { type Stale, staleLayers } from './stale.ts';
import type { RunTools } from './tools.ts';

/** How far a run has come: the layer being read and the share of all features read, 0 to 1. */
export interface RunProgress {
  readonly layer: string;
  readonly share: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Hears of findings that are certain before the run is over: those of the rules that are through. */
  readonly onPartial?: (delta: Delta) => void;
}

/** What a run gave: the difference to what was known or told before, and the revision it saw. */
export interface Outcome extends Delta {
  readonly rev: number;
  readonly notChecked: readonly NotChecked[];
}

/** The check over one blueprint: pure but for its source. Runs are one after another, never two at once. */
export interface Checker {
  /**
   * Everything anew. Null when aborted: then what was known or told before still stands.
   * Throws `CrewFailed` when another worker failed; then, too, it stands.
   */
  runAll(options?: RunOptions): Promise<Outcome | null>;
  /**
   * What the commits made stale, ending with what `runAll` would give. A gap in the revisions, or no run before,
   * becomes a full run. Null when aborted.
   */
  follow(commits: readonly Committed[], options?: RunOptions): Promise<Outcome | null>;
  /**
   * Gets ready for the next edit after a full run, while nobody waits and no run is under way. Everything stays as it
   * was. `goOn` is asked after each step of some milliseconds and ends it by false.
   */
  prepare(goOn: () => boolean | Promise<boolean>, options?: RunOptions): Promise<void>;
  findings(): readonly Finding[];
  notChecked(): readonly NotChecked[];
  /** Revision of the last run, null before the first. */
  rev(): number | null;
  /** Counterparts of a layer that pass a binding's filter and meet a box, as of `rev()`; undefined where unknown. */
  counterpartsIn(bindingId: string, layer: string, box: Box): readonly number[] | undefined;
}

export interface CheckerParts {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  /** Features in one read; tests vary it. */
  readonly batch?: number;
  /** Further workers for full runs. */
  readonly crew?: Crew;
  /** What was told before by a checker that this one follows. */
  readonly told?: readonly Finding[];
}

/** Runs that were overtaken by a commit before one holds the state of the file from its beginning to its end. */
const FREE_ATTEMPTS = 2;

/** Getting ready for the next edit takes no longer than this in all. */
const PREPARING_MS = 1500;

interface State {
  readonly table: FindingTable;
  readonly plan: Plan;
  readonly passes: Passes;
  readonly rev: number;
}

export function createChecker(parts: CheckerParts): Checker {
  const { source, overlay, fill, ruleset, clock, batch, crew } = parts;
  const rules = must(bindRules(ruleset));
  const order = rules.map(({ id }) => id);
  const planFor = createPlanner(rules, source.isPart?.() ?? false);
  let state: State | null = null;
  /** As last given out; stands also while a run is under way or was cut short. */
  let current: () => readonly Finding[] = () => parts.told ?? [];
  let notChecked: readonly NotChecked[] = [];

  const tools = (options: RunOptions): RunTools => ({
    source,
    overlay,
    pace: createPace(clock, options.signal),
    ...(batch === undefined ? {} : { batch }),
  });

  /** Tells what a pass found: its rules as they are now, the others as they were known. */
  function tellPartial(table: FindingTable, finished: ReadonlySet<string>, options: RunOptions): void {
    if (options.onPartial === undefined) return;
    const before = current();
    const kept = before.filter(({ rule }) => !finished.has(rule));
    const now = [...table.findings(), ...kept];
    const delta = differenceOf(before, now);
    current = () => now;
    if (delta.added.length + delta.changed.length + delta.removed.length > 0) options.onPartial(delta);
  }

  async function attempt(options: RunOptions, helpers: Crew | undefined): Promise<State> {
    const rev = source.rev();
    const layers = source.occupied();
    const plan = planFor(layers);
    const table = createFindingTable(overlay, order, ruleset.version);
    const passes = createPasses({ overlay, fill });
    const all = layers.reduce((sum, { size }) => sum + size, 0);
    const weights = passWeights(layers, plan, PASS_NAMES);
    const finished = new Set<string>();
    let before = 0;
    for (const [i, name] of PASS_NAMES.entries()) {
      const using = tools(options);
      const gathered = await gatherAll({
        ...using,
        pass: passOf(passes, name),
        name,
        plan,
        layers,
        rev,
        ruleset,
        ...(helpers && all >= helpers.least && { crew: helpers }),
        ...(options.signal && { signal: options.signal }),
        onProgress: (layer, done) => options.onProgress?.({ layer, share: before + done * weights[i]! }),
      });
      // What the others hold is free while this one puts it all together.
      if (i === PASS_NAMES.length - 1) helpers?.dismiss();
      await passOf(passes, name).absorb(using, plan, gathered, table);
      await table.settle(using.pace);
      before += weights[i]!;
      for (const rule of passRules(plan, name)) finished.add(rule);
      const more = PASS_NAMES.slice(i + 1).some((later) => passRules(plan, later).size > 0);
      if (more) tellPartial(table, finished, options);
    }
    return { table, plan, passes, rev };
  }

  async function runAll(options: RunOptions = {}): Promise<Outcome | null> {
    for (let tried = 0; ; tried++) {
      const free = tried < FREE_ATTEMPTS;
      const held = free ? null : await source.at();
      try {
        // Other workers cannot join a state that is held here; what is held is read by one.
        const next = await attempt(options, free ? crew : undefined);
        // A commit in the middle may have been seen by one read and not by another.
        if (held === null && source.rev() !== next.rev) continue;
        state = next;
        const before = current();
        const { table } = next;
        current = () => table.findings();
        notChecked = lacking(next);
        return { ...differenceOf(before, current()), rev: next.rev, notChecked };
      } catch (error) {
        if (error instanceof Overtaken) continue;
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
      const plan = planFor(source.occupied());
      const stale = staleLayers(fresh);
      const using = { ...tools(options), source: readOnce(source) };
      for (const name of PASS_NAMES) await passOf(known.passes, name).follow(using, plan, stale, known.table);
      const delta = await known.table.settle(using.pace);
      const next: State = { ...known, plan, rev: fresh.at(-1)?.rev ?? known.rev };
      state = next;
      current = () => known.table.findings();
      notChecked = lacking(next);
      return { ...delta, rev: next.rev, notChecked };
    } catch (error) {
      if (error instanceof Aborted) return null;
      throw error;
    } finally {
      held.release();
    }
  }

  /** Follows an edit that changes nothing; false when that is not the state of the file any more. */
  async function rehearse(
    known: State,
    stale: ReadonlyMap<string, Stale>,
    options: RunOptions,
  ): Promise<boolean> {
    const held = await source.at();
    try {
      if (state !== known || held.rev !== known.rev) return false;
      const using = { ...tools(options), source: readOnce(source) };
      for (const name of PASS_NAMES) {
        await passOf(known.passes, name).follow(using, known.plan, stale, known.table);
      }
      await known.table.settle(using.pace);
      return true;
    } catch (error) {
      // Cut short in the middle of it, and so the next run is a full one.
      state = null;
      if (error instanceof Aborted) return false;
      throw error;
    } finally {
      held.release();
    }
  }

  async function prepare(goOn: () => boolean | Promise<boolean>, options: RunOptions = {}): Promise<void> {
    const known = state;
    if (known === null) return;
    const until = clock.now() + PREPARING_MS;
    source.letGo?.();
    if (!(await goOn())) return;
    // These go on to their end: what is begun of them is of use.
    const { pace } = tools({});
    await known.passes.pair.boxes.prepare(pace);
    for (const name of PASS_NAMES) {
      if (!(await goOn())) return;
      await passOf(known.passes, name).prepare?.(pace);
    }
    for await (const stale of rehearsals(source, known.plan)) {
      if (clock.now() > until || !(await goOn()) || !(await rehearse(known, stale, options))) return;
    }
  }

  return {
    runAll,
    follow,
    prepare,
    findings: () => current(),
    notChecked: () => notChecked,
    rev: () => state?.rev ?? null,
    counterpartsIn(bindingId, layer, box) {
      const known = state?.plan.bindings.some(({ id }) => id === bindingId) === true;
      if (!known) return undefined;
      const mark = markOf({ id: bindingId }, 'counterpart');
      return state?.passes.pair.boxes.near(layer, mark, box).map(({ fid }) => fid);
    },
  };
}

export { CrewFailed };

const consecutive = (rev: number, commits: readonly Committed[]): boolean =>
  commits.every((commit, i) => commit.rev === rev + 1 + i);

/** The plan's gaps, and the differences whose filter left no boundary. */
const lacking = ({ plan, passes }: State): NotChecked[] => [...plan.notChecked, ...passes.pair.notChecked()];
