import { boxesIntersect, unionBoxes } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { evaluateAround, evaluatePair, isPaired, reachOf } from './evaluate.ts';
import { NO_COUNTERPART, type FindingTable } from './finding-table.ts';
import type { Placed } from './layer-boxes.ts';
import { tableSubject } from './pair-gather.ts';
import type { PairState } from './pair-pass.ts';
import type { Binding } from './plan.ts';
import { reachBox } from './reach.ts';
import { markOf, type Side } from './sides.ts';
import type { CheckFeature } from './source.ts';
import { partsOf, reads, type Stale } from './stale.ts';
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
  const anew: number[] = [];
  for (const fid of stale.fids) {
    const parts = isPaired(binding) ? changedParts(binding, 'subject', stale, fid) : null;
    if (parts !== null) {
      await followPart(tools, state, binding, 'subject', fid, parts, table);
      continue;
    }
    table.dropSubject(binding.id, fid);
    if (state.boxes.has(binding.subject, mark, fid)) anew.push(fid);
  }
  for (const subject of await state.pool.get(tools, binding.subject, anew)) {
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
  const mark = markOf(binding, 'counterpart');
  const anew: number[] = [];
  for (const fid of touched.fids) {
    const parts = changedParts(binding, 'counterpart', touched, fid);
    if (parts !== null) {
      await followPart(tools, state, binding, 'counterpart', fid, parts, table);
      continue;
    }
    table.dropSlot(binding.id, fid);
    if (state.boxes.has(layer, mark, fid)) anew.push(fid);
  }
  for (const other of await state.pool.get(tools, layer, anew)) {
    const places = state.boxes.near(binding.subject, markOf(binding, 'subject'), other.geometry.box);
    const near = reached(state, other, places);
    for (const subject of await state.pool.get(tools, binding.subject, near)) {
      await putPair(tools, state, binding, subject, other, table);
    }
  }
}

async function putPair(
  tools: RunTools,
  { measurer }: PairState,
  binding: Binding,
  subject: CheckFeature,
  counterpart: CheckFeature,
  table: FindingTable,
): Promise<void> {
  const pieces = evaluatePair(binding, subject, counterpart, measurer);
  table.put(binding, tableSubject(subject, binding), counterpart.fid, pieces);
  const rest = tools.pace();
  if (rest !== undefined) await rest;
}

/** Where alone a touched feature on one side of a pair may have changed what a binding finds; null: anywhere. */
function changedParts({ rule }: Binding, side: Side, stale: Stale, fid: number): readonly Box[] | null {
  if (rule.wholeShapes.includes(side)) return null;
  return partsOf(stale, fid, side === 'subject' ? rule.subjectFields : rule.counterpartFields);
}

/** The pairs of a feature of which only a part changed: with whatever meets the part, and with its far partners. */
async function followPart(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  side: Side,
  fid: number,
  parts: readonly Box[],
  table: FindingTable,
): Promise<void> {
  const counterpart = binding.counterparts[0] ?? '';
  const isSubject = side === 'subject';
  const [layer, otherLayer] = isSubject ? [binding.subject, counterpart] : [counterpart, binding.subject];
  // What does not pass the filter has found nothing, before as now: the fields are what they were.
  if (!state.boxes.has(layer, markOf(binding, side), fid)) return;
  const otherMark = markOf(binding, isSubject ? 'counterpart' : 'subject');
  const places = new Map(
    parts.flatMap((part) =>
      state.boxes.near(otherLayer, otherMark, part).map((place) => [place.fid, place] as const),
    ),
  );
  const far = [...state.far.of(layer, fid, otherLayer)].filter(
    (partner) => !places.has(partner) && state.boxes.has(otherLayer, otherMark, partner),
  );
  for (const partner of [...places.keys(), ...far]) {
    if (isSubject) table.dropPiece(binding.id, fid, partner);
    else table.dropPiece(binding.id, partner, fid);
  }
  if (places.size + far.length === 0) return;
  for (const feature of await state.pool.get(tools, layer, [fid])) {
    const near = [...reached(state, feature, [...places.values()]), ...far].sort((a, b) => a - b);
    for (const other of await state.pool.get(tools, otherLayer, near)) {
      const [subject, against] = isSubject ? [feature, other] : [other, feature];
      await putPair(tools, state, binding, subject, against, table);
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
    await evaluateSubject(tools, state, binding, subject, table);
  }
}

/** Adds the subjects that reach into boxes. */
function subjectsNear(
  state: PairState,
  binding: Binding,
  boxes: readonly Box[],
  near: Set<number>,
): void {
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
