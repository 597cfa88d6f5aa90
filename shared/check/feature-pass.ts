import type { CoverageFill } from '../geometry/coverage-fill.ts';
import { SoundShapes } from '../geometry/sound-shapes.ts';
import type { World } from '../rules/bound-rule.ts';
import { type CountyLine, readCounty, sameCounty } from './coverage-county.ts';
import { Coverage, CoverageGather, type CoverageShare } from './coverage-layer.ts';
import { layerWorks, type LayerWork, readLayer } from './feature-pass-layers.ts';
import {
  evaluateSelf,
  OneFeature,
  putSelf,
  type SelfFound,
  touchedNow,
  type TouchedNow,
} from './feature-pass-self.ts';
import { bindingsAnew, type FeatureBindings } from './feature-pass-anew.ts';
import { createFeaturePool } from './feature-pool.ts';
import type { FindingTable } from './finding-table.ts';
import { GroupFindings } from './group-findings.ts';
import { GroupLog, type GroupShare } from './group-log.ts';
import { GroupStore } from './group-store.ts';
import { type Pass, type Share, WHOLE } from './pass.ts';
import { reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** What one worker gathers about single features, groups and coverages. */
export interface FeatureShare {
  readonly self: readonly SelfFound[];
  readonly groups: readonly GroupShare[];
  readonly coverages: readonly CoverageShare[];
}

/** Points of the neighbours in coverages that are kept, about 5 MB. */
const NEIGHBOURS = 300_000;
/** Points of large valid shapes that are kept, about 5 MB. */
const SOUND = 300_000;

/** What the pass needs beside the tools of a run. */
export interface FeatureParts {
  readonly fill: CoverageFill;
}

interface Groups {
  readonly store: GroupStore;
  readonly findings: GroupFindings;
}

/** Everything that a pass keeps between two runs. */
interface Kept {
  county: CountyLine;
  bindings: FeatureBindings;
  readonly groups: Map<string, Groups>;
  readonly coverages: Map<string, Coverage>;
}

/** Takes from a list what passes. */
function takeOut<T>(from: T[], passes: (one: T) => boolean): T[] {
  const taken = from.filter(passes);
  from.splice(0, from.length, ...from.filter((one) => !passes(one)));
  return taken;
}

const worldOf = ({ box }: CountyLine): World => ({ countyBox: box });

async function gatherFrom(
  tools: RunTools,
  bindings: FeatureBindings,
  share: Share,
  world: World,
  sound: SoundShapes,
): Promise<FeatureShare> {
  const self: SelfFound[] = [];
  const coverages: CoverageShare[] = [];
  const logs = new Map(bindings.groups.map(({ id }) => [id, new GroupLog(id)]));
  for (const work of layerWorks(bindings)) {
    const { schema } = work;
    const edges = work.coverages.length > 0 ? new CoverageGather(schema.id) : null;
    await readLayer(tools, work, share, (record) => {
      const feature = new OneFeature(record, sound);
      evaluateSelf(work.self, feature, world, self);
      for (const { id, rule } of work.groups) {
        logs.get(id)!.add(record, rule.contribute(feature, schema));
      }
      edges?.take(feature);
    });
    if (edges !== null) coverages.push(edges.done());
  }
  return { self, groups: [...logs.values()].map((log) => log.done()), coverages };
}

/**
 * Runs the rules on single features, on groups of records and on coverages: each layer is read once for all of
 * them. What follows an edit reads the records that it touched, and of a coverage the features around them.
 */
export function createFeaturePass({ fill }: FeatureParts): Pass<FeatureShare> {
  let kept: Kept | null = null;
  const pool = createFeaturePool('polygons', NEIGHBOURS);
  const sound = new SoundShapes(SOUND);

  /** Puts what was gathered for some bindings into the table, which has nothing of them. */
  async function absorbFor(
    tools: RunTools,
    bindings: FeatureBindings,
    gathered: FeatureShare[],
    table: FindingTable,
    into: Kept,
  ): Promise<void> {
    // What one binding is made of is let go before the next, not at the end of all.
    const logs = gathered.flatMap(({ groups }) => groups);
    const chains = gathered.flatMap(({ coverages }) => coverages);
    for (const { self } of gathered.splice(0)) putSelf(bindings.self, self, table);
    for (const binding of bindings.groups) {
      const store = new GroupStore(
        takeOut(logs, (one) => one.binding === binding.id),
        (layer, fid) => tools.source.featuresByFid(layer, [fid])[0]?.geometry?.box ?? null,
      );
      const findings = new GroupFindings(binding, store);
      into.groups.set(binding.id, { store, findings });
      await findings.all(table, tools.pace);
    }
    for (const work of layerWorks(bindings)) {
      if (work.coverages.length === 0) continue;
      const coverage = new Coverage(work, into.county, { fill, pool });
      into.coverages.set(work.schema.id, coverage);
      await coverage.absorb(
        tools,
        takeOut(chains, ({ layer }) => layer === work.schema.id),
        table,
      );
    }
  }

  function followGroups(
    work: LayerWork,
    stale: Stale,
    now: TouchedNow,
    touched: Map<string, Set<string>>,
    { groups }: Kept,
  ): void {
    const concerned = work.groups.filter(({ rule }) => reads(stale, rule.fieldsOf(work.schema)));
    for (const { id, rule } of concerned) {
      const keys = touched.get(id) ?? new Set<string>();
      touched.set(id, keys);
      for (const [fid, feature] of now) {
        const layer = work.schema.id;
        const one = { layer, fid, uid: feature?.ref.uid ?? '' };
        const given = feature === null ? [] : rule.contribute(feature, work.schema);
        for (const key of groups.get(id)!.store.set(one, given)) keys.add(key);
      }
    }
  }

  function followSelf(
    work: LayerWork,
    stale: Stale,
    now: TouchedNow,
    table: FindingTable,
    world: World,
  ): void {
    const concerned = work.self.filter(({ rule }) => reads(stale, rule.fieldsOf(work.schema)));
    for (const { id } of concerned) for (const fid of now.keys()) table.dropSubject(id, fid);
    const found: SelfFound[] = [];
    for (const feature of now.values()) if (feature !== null) evaluateSelf(concerned, feature, world, found);
    putSelf(concerned, found, table);
  }

  return {
    async gather(tools, plan, share) {
      const county = await readCounty(tools, plan.county);
      return gatherFrom(tools, plan, share, worldOf(county), sound);
    },

    async absorb(tools, plan, gathered, table) {
      const county = await readCounty(tools, plan.county);
      const next: Kept = { county, bindings: plan, groups: new Map(), coverages: new Map() };
      kept = next;
      await absorbFor(tools, plan, gathered, table, next);
    },

    async prepare(pace) {
      for (const coverage of kept?.coverages.values() ?? []) {
        coverage.prepare();
        const rest = pace();
        if (rest !== undefined) await rest;
      }
    },

    async follow(tools, plan, stale, table) {
      if (kept === null) throw new Error('nothing was absorbed that could be followed');
      const before = kept;
      for (const [layer, { fids }] of stale) pool.forget(layer, fids);
      const county =
        plan.county === before.county.layer && stale.get(plan.county ?? '') === undefined
          ? before.county
          : await readCounty(tools, plan.county);
      const change = {
        box: JSON.stringify(county.box) !== JSON.stringify(before.county.box),
        line: !sameCounty(county, before.county),
      };
      const { gone, anew, rest } = bindingsAnew(before.bindings, plan, stale, change);
      before.county = county;
      before.bindings = plan;
      for (const id of gone) table.dropSubject(id);
      const layers = new Set(plan.coverages.map(({ layer }) => layer.id));
      for (const id of before.groups.keys()) {
        if (!plan.groups.some((group) => group.id === id)) before.groups.delete(id);
      }
      for (const id of before.coverages.keys()) if (!layers.has(id)) before.coverages.delete(id);

      const touched = new Map<string, Set<string>>();
      for (const work of layerWorks(rest)) {
        const own = stale.get(work.schema.id);
        if (own === undefined || own.fids === 'many') continue;
        const now = touchedNow(tools, work, own.fids, sound);
        followSelf(work, own, now, table, worldOf(county));
        followGroups(work, own, now, touched, before);
        await before.coverages.get(work.schema.id)?.follow(tools, work, own, now, table);
      }
      for (const [id, keys] of touched) before.groups.get(id)!.findings.refresh(keys, table);

      if (anew.self.length + anew.groups.length + anew.coverages.length === 0) return;
      const share = await gatherFrom(tools, anew, WHOLE, worldOf(county), sound);
      await absorbFor(tools, anew, [share], table, before);
    },
  };
}
