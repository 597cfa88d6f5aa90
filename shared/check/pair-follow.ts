import { boxesIntersect, unionBoxes } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { evaluateAround, evaluatePair, isPaired, reachOf } from './evaluate.ts';
import { NO_COUNTERPART, type FindingTable } from './finding-table.ts';
import type { Placed } from './layer-boxes.ts';
import { tableSubject } from './pair-gather.ts';
import type { PairState } from './pair-pass.ts';
import type { Binding } from './plan.ts';
import { reachBox } from './reach.ts';
import { markOf } from './sides.ts';
import type { CheckFeature } from './source.ts';
import { reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** Touched boxes that are looked around one by one; more are taken together. */
const ONE_BY_ONE = 64;

/** Evaluates what the touched features can have changed under a binding. */
export async function followBinding(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  await followSubjects(tools, state, binding, stale.get(binding.subject), table);
  if (isPaired(binding)) await followCounterparts(tools, state, binding, stale, table);
  else await followSurroundings(tools, state, binding, stale, table);
}

/** Those of the places that a feature reaches into. */
function reached({ measurer }: PairState, { geometry }: CheckFeature, places: readonly Placed[]): number[] {
  const tree = measurer.tree(geometry);
  return places.filter(({ box }) => tree.classify(box).kind !== 'out').map(({ fid }) => fid);
}

/** Counterparts near a subject that pass the binding's filter. */
async function counterpartsNear(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  subject: CheckFeature,
): Promise<CheckFeature[]> {
  const near: CheckFeature[] = [];
  for (const layer of binding.counterparts) {
    const box = reachOf(binding, subject.geometry.box);
    const places = state.boxes.near(layer, markOf(binding, 'counterpart'), box);
    // What is not measured may also lie beside the subject.
    const fids =
      binding.rule.operation === 'near' ? places.map(({ fid }) => fid) : reached(state, subject, places);
    near.push(...(await state.pool.get(tools, layer, fids)));
  }
  return near;
}

/** Everything of one subject anew; it has passed the filter. */
async function evaluateSubject(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  subject: CheckFeature,
  table: FindingTable,
): Promise<void> {
  table.dropSubject(binding.id, subject.fid);
  const near = await counterpartsNear(tools, state, binding, subject);
  const owner = tableSubject(subject, binding);
  if (!isPaired(binding)) {
    table.put(binding, owner, NO_COUNTERPART, evaluateAround(binding, subject, near, state.measurer));
    return;
  }
  for (const other of near) {
    table.put(binding, owner, other.fid, evaluatePair(binding, subject, other, state.measurer));
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  }
}

async function followSubjects(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: Stale | undefined,
  table: FindingTable,
): Promise<void> {
  if (!reads(stale, binding.rule.subjectFields) || stale.fids === 'many') return;
  const mark = markOf(binding, 'subject');
  for (const fid of stale.fids) table.dropSubject(binding.id, fid);
  const fids = [...stale.fids].filter((fid) => state.boxes.has(binding.subject, mark, fid));
  for (const subject of await state.pool.get(tools, binding.subject, fids)) {
    await evaluateSubject(tools, state, binding, subject, table);
  }
}

async function followCounterparts(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  const layer = binding.counterparts[0] ?? '';
  const touched = stale.get(layer);
  if (!reads(touched, binding.rule.counterpartFields) || touched.fids === 'many') return;
  for (const fid of touched.fids) table.dropSlot(binding.id, fid);
  const mark = markOf(binding, 'counterpart');
  const fids = [...touched.fids].filter((fid) => state.boxes.has(layer, mark, fid));
  for (const other of await state.pool.get(tools, layer, fids)) {
    const places = state.boxes.near(binding.subject, markOf(binding, 'subject'), other.geometry.box);
    const near = reached(state, other, places);
    for (const subject of await state.pool.get(tools, binding.subject, near)) {
      const pieces = evaluatePair(binding, subject, other, state.measurer);
      table.put(binding, tableSubject(subject, binding), other.fid, pieces);
      const rest = tools.pace();
      if (rest !== undefined) await rest;
    }
  }
}

/** Subjects whose surroundings were touched, each anew. */
async function followSurroundings(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  const { rule, subject: layer } = binding;
  const boxes = binding.counterparts.flatMap((one) => {
    const touched = stale.get(one);
    return reads(touched, rule.counterpartFields) ? touched.boxes : [];
  });
  if (boxes.length === 0) return;
  const places: readonly Box[] = boxes.length > ONE_BY_ONE ? [unionBoxes(boxes)] : boxes;
  const reachM = rule.operation === 'near' ? rule.reachM : 0;
  const near = new Set<number>();
  for (const place of places) {
    for (const { fid, box } of state.boxes.near(layer, markOf(binding, 'subject'), reachBox(place, reachM))) {
      if (boxesIntersect(reachOf(binding, box), place)) near.add(fid);
    }
  }
  const fids = [...near].sort((a, b) => a - b);
  for (const subject of await state.pool.get(tools, layer, fids)) {
    await evaluateSubject(tools, state, binding, subject, table);
  }
}
