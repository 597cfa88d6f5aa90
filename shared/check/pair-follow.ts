import type { Box } from '../geometry/packed.ts';
import { evaluatePair, isPaired } from './evaluate.ts';
import type { FindingTable } from './finding-table.ts';
import { tableSubject } from './pair-gather.ts';
import type { PairState } from './pair-pass.ts';
import { evaluateSubject, reached } from './pair-subject.ts';
import { followSurroundings } from './pair-surroundings.ts';
import type { Binding } from './plan.ts';
import { markOf, type Side } from './sides.ts';
import type { CheckFeature } from './source.ts';
import { partsOf, reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** Evaluates what the touched features can have changed under a binding. */
export async function followBinding(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  await followSubjects(tools, state, binding, stale, table);
  if (isPaired(binding)) await followCounterparts(tools, state, binding, stale, table);
  else await followSurroundings(tools, state, binding, stale, table);
}

async function followSubjects(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  all: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  const stale = all.get(binding.subject);
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
    await evaluateSubject(tools, state, binding, subject, all, table);
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
