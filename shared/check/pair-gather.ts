import type { Overlay } from '../geometry/overlay.ts';
import type { PieceDraft } from '../rules/bound-rule.ts';
import { areasOf, type AreasOfSubject } from './areas-around.ts';
import { areaByParts, evaluateAround, evaluatePair, isPaired, reachOf } from './evaluate.ts';
import { collectFarPairs, type FarPair } from './far-pairs.ts';
import { NO_COUNTERPART, type Slot, type TableSubject } from './finding-table.ts';
import { holdLayer, type HeldLayer } from './held-layer.ts';
import { collectBoxes, type BoxCollector, type BoxShare } from './layer-boxes.ts';
import { createMeasurer, type Measurer } from './measure-pair.ts';
import { joinsOf, type Join } from './pair-joins.ts';
import type { Share } from './pass.ts';
import { fieldsRead, type Binding, type Plan } from './plan.ts';
import { streamLayer, streamShare, takes } from './scan-share.ts';
import { layersRead, markOf, marksOf, standingsOf, type Standing } from './sides.ts';
import type { CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** What one unit gave, as the table takes it. */
export interface GatheredUnit {
  readonly binding: string;
  readonly subject: TableSubject;
  readonly slot: Slot;
  readonly pieces: readonly PieceDraft[];
}

/** What one worker gathers of the rules on pairs. */
export interface PairShare {
  readonly units: readonly GatheredUnit[];
  readonly boxes: readonly BoxShare[];
  readonly far: readonly FarPair[];
  readonly areas: readonly AreasOfSubject[];
}

/** A subject as the table knows it. */
export const tableSubject = (
  { layer, fid, uid, fields }: CheckFeature,
  { counterparts }: Pick<Binding, 'counterparts'>,
): TableSubject => ({ layer, fid, uid, fields, counterpartLayer: counterparts[0] ?? null });

/** Counterpart layers up to this many features are held in memory, larger ones read around each subject. */
const HELD = 20_000;

/** What a gathering holds while it lasts. */
interface Gathering {
  readonly tools: RunTools;
  readonly bindings: readonly Binding[];
  readonly share: Share;
  readonly sizes: ReadonlyMap<string, number>;
  readonly measurer: Measurer;
  readonly standings: ReadonlyMap<string, readonly Standing[]>;
  readonly collectors: ReadonlyMap<string, BoxCollector>;
  readonly held: Map<string, HeldLayer>;
  readonly units: GatheredUnit[];
  readonly areas: AreasOfSubject[];
  readonly fields: (layer: string) => string[];
}

/**
 * Evaluates bindings over one share of what their layers hold, and collects the boxes of those layers with the marks
 * of all bindings of the plan. Each layer is read at most once for its share and once to be held.
 */
export async function gatherPairs(
  tools: RunTools,
  plan: Plan,
  bindings: readonly Binding[],
  share: Share,
): Promise<PairShare> {
  const layers = [...layersRead(bindings)].sort();
  const standings = new Map(layers.map((layer) => [layer, standingsOf(plan.bindings, layer)]));
  const collectors = new Map(
    layers.map((layer) => [
      layer,
      collectBoxes(
        layer,
        standings.get(layer)!.map(({ mark }) => mark),
      ),
    ]),
  );
  const far = collectFarPairs();
  const it: Gathering = {
    tools,
    bindings,
    share,
    sizes: new Map(tools.source.occupied().map(({ schema, size }) => [schema.id, size])),
    measurer: createMeasurer(tools.overlay satisfies Overlay, far.add),
    standings,
    collectors,
    held: new Map(),
    units: [],
    areas: [],
    fields: (layer) => fieldsRead(plan.bindings, layer),
  };
  const joins = await joinsOf({
    ...it,
    hold: (layer, marks, wholeOnly) => hold(it, layer, marks, { wholeOnly }),
  });
  const around = bindings.filter((binding) => !isPaired(binding));
  const scanned = new Set([...joins.map((join) => join.scanned), ...around.map(({ subject }) => subject)]);
  const wanted = new Set([
    ...joins.filter(({ own }) => own === null).map((join) => join.held),
    ...around.flatMap(({ counterparts }) => counterparts).filter((layer) => sizeOf(it, layer) <= HELD),
  ]);
  for (const layer of layers) {
    if (!wanted.has(layer)) continue;
    // A layer that is also scanned collects its boxes there.
    const found = await hold(it, layer, null, { collect: !scanned.has(layer) });
    if (found !== null) it.held.set(layer, found);
  }
  const bounded = around.filter((binding) => mayHaveCounterparts(it, binding));
  for (const layer of layers) {
    if (!scanned.has(layer) && wanted.has(layer)) continue;
    const own = joins.filter((join) => join.scanned === layer);
    await scan(
      it,
      layer,
      own,
      bounded.filter(({ subject }) => subject === layer),
    );
  }
  const boxes = [...collectors.values()].map((collector) => collector.done());
  return { units: it.units, boxes, far: far.pairs, areas: it.areas };
}

const sizeOf = ({ sizes }: Pick<Gathering, 'sizes'>, layer: string): number => sizes.get(layer) ?? 0;

/** False where it is known that a difference has no boundary: it is not checked, so nothing is worked out. */
const mayHaveCounterparts = ({ held }: Gathering, binding: Binding): boolean =>
  binding.rule.operation !== 'difference' ||
  binding.counterparts.some((layer) => held.get(layer)?.carried.has(markOf(binding, 'counterpart')) ?? true);

function collect(it: Gathering, feature: CheckFeature, marks: ReadonlySet<string>): void {
  const on = it.standings.get(feature.layer)!.map(({ mark }) => marks.has(mark));
  it.collectors.get(feature.layer)!.add(feature.fid, feature.geometry.box, on);
}

/** Holds what carries a mark: one of those named, or any of the bindings that are run. */
function hold(
  it: Gathering,
  layer: string,
  only: ReadonlySet<string> | null,
  { wholeOnly = false, collect: collecting = false }: { wholeOnly?: boolean; collect?: boolean },
): Promise<HeldLayer | null> {
  const run = new Set(it.bindings);
  const all = it.standings.get(layer)!;
  const own = all.filter(({ binding, mark }) => run.has(binding) && (only === null || only.has(mark)));
  const size = sizeOf(it, layer);
  return holdLayer(
    it.tools,
    { layer, fields: it.fields(layer) },
    {
      wholeOnly,
      marks: (feature) => marksOf(own, feature),
      ...(collecting && {
        visit: (feature: CheckFeature) => {
          if (takes(it.share, size, feature.fid)) collect(it, feature, marksOf(all, feature));
        },
      }),
    },
  );
}

async function scan(
  it: Gathering,
  layer: string,
  joins: readonly Join[],
  around: readonly Binding[],
): Promise<void> {
  const { tools, units, measurer } = it;
  const inCommon = areaByParts(measurer);
  const standings = it.standings.get(layer)!;
  const query = { layer, fields: it.fields(layer) };
  for await (const feature of streamShare(tools, query, it.share, sizeOf(it, layer))) {
    const marks = marksOf(standings, feature);
    collect(it, feature, marks);
    for (const join of joins) {
      const entries = join.entries.filter(({ scannedMark }) => marks.has(scannedMark));
      if (entries.length === 0) continue;
      for (const other of (join.own ?? it.held.get(join.held))!.near(feature.geometry.box)) {
        for (const { binding, scannedIs, heldMark } of entries) {
          if (!other.marks.has(heldMark)) continue;
          const [subject, counterpart] =
            scannedIs === 'subject' ? [feature, other.feature] : [other.feature, feature];
          const pieces = evaluatePair(binding, subject, counterpart, measurer);
          if (pieces.length === 0) continue;
          units.push({
            binding: binding.id,
            subject: tableSubject(subject, binding),
            slot: counterpart.fid,
            pieces,
          });
        }
        const rest = tools.pace();
        if (rest !== undefined) await rest;
      }
    }
    for (const binding of around) {
      if (!marks.has(markOf(binding, 'subject'))) continue;
      const near = await counterpartsOf(it, binding, feature);
      const { areas, measure } = areasOf(binding.id, feature, (other) => inCommon(feature, other));
      const pieces = evaluateAround(binding, feature, near, measurer, (_subject, other) => measure(other));
      if (areas.others.size > 0) it.areas.push(areas);
      if (pieces.length === 0) continue;
      units.push({
        binding: binding.id,
        subject: tableSubject(feature, binding),
        slot: NO_COUNTERPART,
        pieces,
      });
    }
  }
}

/** Counterparts that pass the filter, from what is held or by reading what lies around. */
async function counterpartsOf(
  it: Gathering,
  binding: Binding,
  subject: CheckFeature,
): Promise<CheckFeature[]> {
  const box = reachOf(binding, subject.geometry.box);
  const mark = markOf(binding, 'counterpart');
  const near: CheckFeature[] = [];
  for (const layer of binding.counterparts) {
    const held = it.held.get(layer);
    if (held !== undefined) {
      for (const { feature, marks } of held.near(box)) if (marks.has(mark)) near.push(feature);
      continue;
    }
    const standing = it.standings.get(layer)!.find((one) => one.mark === mark);
    const quiet = { source: it.tools.source, pace: it.tools.pace };
    for await (const feature of streamLayer(quiet, { layer, box, fields: it.fields(layer) })) {
      if (standing?.admits(feature) === true) near.push(feature);
    }
  }
  return near;
}
