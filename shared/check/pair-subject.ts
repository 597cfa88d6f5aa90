import { boxesIntersect } from '../geometry/box.ts';
import type { PieceDraft } from '../rules/bound-rule.ts';
import { areasOf } from './areas-around.ts';
import { areaByParts, evaluateAround, evaluatePair, isPaired, reachOf } from './evaluate.ts';
import { NO_COUNTERPART, type FindingTable } from './finding-table.ts';
import type { Placed } from './layer-boxes.ts';
import { tableSubject } from './pair-gather.ts';
import type { PairState } from './pair-pass.ts';
import type { Binding } from './plan.ts';
import { markOf } from './sides.ts';
import type { CheckFeature } from './source.ts';
import { partsOf, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** Those of the places that a feature reaches into. */
export function reached(
  { measurer }: PairState,
  { geometry }: CheckFeature,
  places: readonly Placed[],
): number[] {
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
export async function evaluateSubject(
  tools: RunTools,
  state: PairState,
  binding: Binding,
  subject: CheckFeature,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  table.dropSubject(binding.id, subject.fid);
  const near = await counterpartsNear(tools, state, binding, subject);
  const owner = tableSubject(subject, binding);
  if (!isPaired(binding)) {
    table.put(binding, owner, NO_COUNTERPART, around(state, binding, subject, near, stale));
    return;
  }
  for (const other of near) {
    table.put(binding, owner, other.fid, evaluatePair(binding, subject, other, state.measurer));
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  }
}

/** A subject with all that is around it; what no edit has changed is not measured again. */
function around(
  { measurer, areas, far }: PairState,
  binding: Binding,
  subject: CheckFeature,
  near: readonly CheckFeature[],
  stale: ReadonlyMap<string, Stale>,
): readonly PieceDraft[] {
  const anew = areaByParts(measurer);
  const isSame = unchangedAgainst(subject, stale);
  const holds = (other: CheckFeature): boolean => {
    const untouched = !isTouched(subject, stale) && !isTouched(other, stale);
    return (
      untouched || (isSame(other) && unchangedAgainst(other, stale)(subject) && !far.has(subject, other))
    );
  };
  const kept = areasOf(binding.id, subject, (other) => {
    const known = areas.known(binding.id, subject.fid, other);
    return known !== undefined && holds(other) ? known : anew(subject, other);
  });
  const pieces = evaluateAround(binding, subject, near, measurer, (_subject, other) => kept.measure(other));
  if (binding.rule.operation === 'together') areas.take(kept.areas);
  return pieces;
}

const isTouched = ({ layer, fid }: CheckFeature, stale: ReadonlyMap<string, Stale>): boolean => {
  const touched = stale.get(layer);
  return touched !== undefined && (touched.fids === 'many' || touched.fids.has(fid));
};

/** Tells whether the shape of a feature is what it was wherever another one may lie. */
function unchangedAgainst(
  one: CheckFeature,
  stale: ReadonlyMap<string, Stale>,
): (other: CheckFeature) => boolean {
  if (!isTouched(one, stale)) return () => true;
  const parts = partsOf(stale.get(one.layer)!, one.fid, []);
  return (other) => parts !== null && !parts.some((part) => boxesIntersect(part, other.geometry.box));
}
