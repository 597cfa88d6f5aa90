import Flatbush from 'flatbush';
import { boxesIntersect, intersectionBox } from '../geometry/box.ts';
import { groundOf } from '../geometry/coverage-edges.ts';
import { WindingField } from '../geometry/coverage-field.ts';
import type { LayApart } from './coverage-apart.ts';
import { boxInDegrees, isRounding, widerThanRounding } from './coverage-parts.ts';
import { type CoverageParts, featuresNear } from './coverage-near.ts';
import { ruleFeature } from './evaluate.ts';
import type { FarPairs } from './far-pairs.ts';
import type { LayerWork } from './feature-pass-layers.ts';
import type { FindingTable } from './finding-table.ts';
import type { CoverageBinding } from './plan.ts';
import { featureOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

const comesFirst = (a: CheckFeature, b: CheckFeature): boolean =>
  a.uid === b.uid ? a.fid < b.fid : a.uid < b.uid;

/** Puts what two features of one coverage have in common: a function of the two alone. */
function putPair(
  { overlay }: RunTools,
  bindings: readonly CoverageBinding[],
  one: CheckFeature,
  other: CheckFeature,
  far: FarPairs,
  table: FindingTable,
): void {
  const [first, second] = comesFirst(one, other) ? [one, other] : [other, one];
  const common = overlay.common(groundOf(first.geometry), groundOf(second.geometry));
  if (!common.local) far.add(first, second);
  const parts = widerThanRounding(common.parts);
  if (parts.length === 0) return;
  const unit = { subject: ruleFeature(first), counterpart: ruleFeature(second), parts };
  const { layer, fid, uid, fields } = first;
  const subject = { layer, fid, uid, fields, counterpartLayer: layer };
  for (const binding of bindings) {
    const own = { id: binding.id, rule: binding.rule, disjoint: false };
    table.put(own, subject, second.fid, binding.rule.evaluate(unit));
  }
}

/**
 * All overlaps of a coverage. The ground round which its chain winds twice tells where to look; the pairs of
 * features there are measured.
 */
export async function runOverlaps(
  tools: RunTools,
  work: LayerWork,
  bindings: readonly CoverageBinding[],
  chain: Float64Array,
  { fill, pool }: CoverageParts,
  far: FarPairs,
  table: FindingTable,
): Promise<void> {
  const { come } = await new WindingField(fill, 1, 2).begin(chain, tools.pace);
  const places = come.filter((loop) => loop.shell && !isRounding(loop)).map(({ box }) => boxInDegrees(box));
  if (places.length === 0) return;
  const doubled = new Flatbush(places.length);
  for (const box of places) doubled.add(...box);
  doubled.finish();
  const near: CheckFeature[] = [];
  for await (const feature of featuresNear(tools, work, places, pool)) near.push(feature);
  if (near.length === 0) return;
  near.sort((a, b) => a.fid - b.fid);
  const index = new Flatbush(near.length);
  for (const { geometry } of near) index.add(...geometry.box);
  index.finish();
  for (const [i, one] of near.entries()) {
    for (const j of index.search(...one.geometry.box, (k) => k > i).sort((a, b) => a - b)) {
      const other = near[j]!;
      if (!doubled.collides(...intersectionBox(one.geometry.box, other.geometry.box))) continue;
      putPair(tools, bindings, one, other, far, table);
      const rest = tools.pace();
      if (rest !== undefined) await rest;
    }
  }
}

/**
 * The overlaps of touched features anew.
 * @param near every feature whose box meets that of a touched one
 * @param apart tells of a touched feature and another
 */
export function followOverlaps(
  tools: RunTools,
  bindings: readonly CoverageBinding[],
  touched: ReadonlySet<number>,
  near: readonly CheckFeature[],
  apart: LayApart,
  far: FarPairs,
  table: FindingTable,
): void {
  for (const { id } of bindings) {
    for (const fid of touched) {
      table.dropSubject(id, fid);
      table.dropSlot(id, fid);
    }
  }
  const ordered = [...near].sort((a, b) => a.fid - b.fid);
  for (const one of ordered) {
    if (!touched.has(one.fid)) continue;
    for (const other of ordered) {
      if (other.fid === one.fid || (touched.has(other.fid) && other.fid < one.fid)) continue;
      if (!boxesIntersect(one.geometry.box, other.geometry.box) || apart(one, other)) continue;
      putPair(tools, bindings, one, other, far, table);
    }
  }
}

/**
 * The same where only a part of each touched feature has changed: pairs with what does not meet the part stay.
 * @param near every feature whose box meets one of the parts
 */
export function followOverlapsInPart(
  tools: RunTools,
  bindings: readonly CoverageBinding[],
  touched: ReadonlySet<number>,
  near: readonly CheckFeature[],
  far: FarPairs,
  table: FindingTable,
): void {
  const ordered = [...near].sort((a, b) => a.fid - b.fid);
  for (const one of ordered) {
    if (!touched.has(one.fid)) continue;
    const others = [...ordered, ...farFrom(tools, one, near, far)];
    for (const other of others) {
      if (other.fid === one.fid || (touched.has(other.fid) && other.fid < one.fid)) continue;
      const [first, second] = comesFirst(one, other) ? [one, other] : [other, one];
      for (const { id } of bindings) table.dropPiece(id, first.fid, second.fid);
      if (boxesIntersect(one.geometry.box, other.geometry.box)) {
        putPair(tools, bindings, one, other, far, table);
      }
    }
  }
}

/** Partners of a feature that are not near, but whose common ground hangs on all of both. */
function farFrom(
  { source }: RunTools,
  { layer, fid }: CheckFeature,
  near: readonly CheckFeature[],
  far: FarPairs,
): CheckFeature[] {
  const known = new Set(near.map((one) => one.fid));
  const missing = [...far.of(layer, fid, layer)].filter((one) => !known.has(one));
  if (missing.length === 0) return [];
  return source.featuresByFid(layer, missing).flatMap((record) => featureOf(record) ?? []);
}
