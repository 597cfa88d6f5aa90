import { boxesIntersect, unionBoxes } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { reachOf } from './evaluate.ts';
import type { FindingTable } from './finding-table.ts';
import type { PairState } from './pair-pass.ts';
import { evaluateSubject } from './pair-subject.ts';
import type { Binding } from './plan.ts';
import { reachBox } from './reach.ts';
import { markOf } from './sides.ts';
import { partsOf, reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** Touched boxes that are looked around one by one; more are taken together. */
const ONE_BY_ONE = 64;

/** Subjects whose surroundings were touched, each anew. */
export async function followSurroundings(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  const near = new Set<number>();
  for (const layer of binding.counterparts) {
    const touched = stale.get(layer);
    if (!reads(touched, binding.rule.counterpartFields)) continue;
    const parts = await surroundingParts(tools, state, binding, layer, touched, near);
    if (parts !== null) subjectsNear(state, binding, parts, near);
    else subjectsNear(state, binding, touched.boxes, near);
  }
  const fids = [...near].sort((a, b) => a - b);
  for (const subject of await state.pool.get(tools, binding.subject, fids)) {
    await evaluateSubject(tools, state, binding, subject, stale, table);
  }
}

/** Adds the subjects that reach into boxes. */
function subjectsNear(state: PairState, binding: Binding, boxes: readonly Box[], near: Set<number>): void {
  const places: readonly Box[] = boxes.length > ONE_BY_ONE ? [unionBoxes(boxes)] : boxes;
  const reachM = binding.rule.operation === 'near' ? binding.rule.reachM : 0;
  const mark = markOf(binding, 'subject');
  for (const place of places) {
    for (const { fid, box } of state.boxes.near(binding.subject, mark, reachBox(place, reachM))) {
      if (boxesIntersect(reachOf(binding, box), place)) near.add(fid);
    }
  }
}

/**
 * Where alone the touched counterparts of a layer matter to subjects with all that is around them; null: anywhere.
 * Adds the subjects that they matter to from afar.
 */
async function surroundingParts(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  layer: string,
  stale: Stale,
  near: Set<number>,
): Promise<readonly Box[] | null> {
  const { operation, counterpartFields } = binding.rule;
  if (operation === 'near' || stale.fids === 'many') return null;
  const all: Box[] = [];
  const fids = [...stale.fids];
  for (const fid of fids) {
    const parts = partsOf(stale, fid, counterpartFields);
    if (parts === null) return null;
    all.push(...parts);
  }
  const mark = markOf(binding, 'subject');
  for (const fid of fids) {
    for (const subject of state.far.of(layer, fid, binding.subject)) {
      if (state.boxes.has(binding.subject, mark, subject)) near.add(subject);
    }
  }
  if (operation !== 'difference') return all;
  // What is taken away from a subject is cut out of the whole counterpart: its far borders show in the last digits.
  for (const { geometry } of await state.pool.get(tools, layer, fids)) {
    const tree = state.measurer.tree(geometry);
    for (const { fid, box } of state.boxes.near(binding.subject, mark, geometry.box)) {
      if (!near.has(fid) && tree.classify(box).kind === 'part') near.add(fid);
    }
  }
  return all;
}
