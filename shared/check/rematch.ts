import { boxesIntersect } from '../geometry/box.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { findingKey, pieceKey } from '../rules/identity.ts';
import type { Finding, FindingNote, MemoryWord, Misfit } from '../rules/rule.ts';
import { misfitOf } from './memory-fit.ts';
import { memoryShape } from './memory-shape.ts';

/** What somebody said of a finding or of one of its pieces, with the shape it had then. */
export interface Remembered extends MemoryWord {
  readonly rule: string;
  readonly subject: RecordRef;
  readonly counterpartLayer: string | null;
  /** The counterpart of the piece it hangs on; null when it hangs on the whole finding. */
  readonly pieceUid: string | null;
  /** Null where it covered no ground: then it is found again by key alone. */
  readonly shape: Packed | null;
}

/** Uids a feature was split, merged or copied from; empty for one that was drawn or imported. */
export type Lineage = (feature: RecordRef) => readonly string[];

/** Settings of the ruleset. */
export interface MatchRules {
  /** Least share of the remembered shape that must lie in what it is matched to, 0 to 1. */
  readonly minOverlapShare: number;
  /** By how much more than the accepted area a difference may grow before its exception holds no longer. */
  readonly maxGrowthShare: number;
}

/** Where a memory hangs now; `finding` is null where nothing fits, and the memory waits. */
export interface Match {
  readonly memory: Remembered;
  readonly finding: string | null;
  readonly piece: string | null;
  readonly by: FindingNote['matchedBy'] | null;
  /** Share of the remembered shape in the target; 1 for a match by key. */
  readonly share: number;
  /** Why an exception no longer holds for what it hangs on; null where it does, and for other words. */
  readonly misfit: Misfit | null;
}

interface Target {
  readonly finding: Finding;
  readonly piece: Finding['pieces'][number] | null;
  readonly areaM2: number;
  readonly uid: string;
  readonly shape: () => Packed | null;
}

interface Scored {
  readonly target: Target;
  readonly share: number;
  readonly related: boolean;
}

const pairOf = (rule: string, layer: string | null): string => `${rule} ${layer ?? ''}`;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The pieces a memory could hang on, or the whole findings where it hung on one. */
function targetsOf(finding: Finding, whole: boolean): Target[] {
  const subject = finding.subject.uid;
  if (whole) {
    const shape = (): Packed | null => memoryShape(finding.pieces);
    return [{ finding, piece: null, areaM2: finding.areaM2, uid: subject, shape }];
  }
  return finding.pieces.map((piece) => ({
    finding,
    piece,
    areaM2: piece.areaM2,
    uid: `${subject} ${piece.other?.uid ?? ''}`,
    shape: () => memoryShape([piece]),
  }));
}

/** The target whose key is the memory's own. */
function targetByKey(memory: Remembered, now: ReadonlyMap<string, Finding>): Target | undefined {
  const key = findingKey(memory.rule, memory.subject, memory.counterpartLayer);
  const finding = now.get(key);
  if (finding === undefined) return undefined;
  const { pieceUid } = memory;
  const targets = targetsOf(finding, pieceUid === null);
  return pieceUid === null ? targets[0] : targets.find(({ piece }) => piece?.key === pieceKey(key, pieceUid));
}

/** Whether a target's features are those of the memory or come from them. */
function isRelated(memory: Remembered, { finding, piece }: Target, lineage: Lineage): boolean {
  const from = (ref: RecordRef, uid: string): boolean => ref.uid === uid || lineage(ref).includes(uid);
  const subject = from(finding.subject, memory.subject.uid);
  const other = piece?.other ?? null;
  return subject && (memory.pieceUid === null || (other !== null && from(other, memory.pieceUid)));
}

/** Where a remembered shape lies now, best first. */
function scored(
  memory: Remembered,
  candidates: readonly Finding[],
  lineage: Lineage,
  overlay: Overlay,
): readonly Scored[] {
  const { shape } = memory;
  const whole = shape === null ? 0 : polygonAreaM2(shape);
  if (shape === null || whole === 0) return [];
  return candidates
    .filter(({ box }) => boxesIntersect(box, shape.box))
    .flatMap((finding) => targetsOf(finding, memory.pieceUid === null))
    .filter(({ finding, piece }) => boxesIntersect(piece?.box ?? finding.box, shape.box))
    .map((target): Scored => {
      const there = target.shape();
      const common = there === null ? 0 : overlay.intersectionAreaM2(shape, there);
      return { target, share: Math.min(1, common / whole), related: isRelated(memory, target, lineage) };
    })
    .filter(({ share }) => share > 0)
    .sort(
      (a, b) =>
        Number(b.related) - Number(a.related) ||
        b.share - a.share ||
        b.target.areaM2 - a.target.areaM2 ||
        byText(a.target.uid, b.target.uid),
    );
}

const nowhere = (memory: Remembered): Match => ({
  memory,
  finding: null,
  piece: null,
  by: null,
  share: 0,
  misfit: null,
});

const at = (
  memory: Remembered,
  { finding, piece }: Target,
  by: FindingNote['matchedBy'],
  share: number,
  misfit: Misfit | null,
): Match => ({ memory, finding: finding.key, piece: piece?.key ?? null, by, share, misfit });

/**
 * Finds again what memories hang on after a run: by key; else, among findings of the same rule and counterpart
 * layer, by the share of the remembered shape that lies in them, features that come from the remembered ones
 * before others, ties by larger area, then by uid. An exception of which too little is left goes to what lies in
 * its place, as one that holds no longer (`replaced`). Each memory has one match; several may share a target
 * (merged features). The answer is in the order of `memory` and does not depend on the order of `now`.
 */
export function rematch(
  memory: readonly Remembered[],
  now: readonly Finding[],
  lineage: Lineage,
  rules: MatchRules,
  overlay: Overlay,
): Match[] {
  const byKey = remembered(memory, now);
  let pairs: ReadonlyMap<string, readonly Finding[]> | null = null;
  return memory.map((one) => {
    const own = targetByKey(one, byKey);
    if (own !== undefined) return at(one, own, 'key', 1, misfitOf(one, own, rules, overlay));
    pairs ??= groupByPair(now);
    const there = scored(one, pairs.get(pairOf(one.rule, one.counterpartLayer)) ?? [], lineage, overlay);
    const best = there.find(({ share }) => share >= rules.minOverlapShare);
    if (best !== undefined) {
      const by = best.related ? 'lineage' : 'overlap';
      return at(one, best.target, by, best.share, misfitOf(one, best.target, rules, overlay));
    }
    const [left] = there;
    return one.status === 'exception' && left !== undefined
      ? at(one, left.target, left.related ? 'lineage' : 'overlap', left.share, 'replaced')
      : nowhere(one);
  });
}

/** The findings that memories name by key. */
function remembered(memory: readonly Remembered[], now: readonly Finding[]): ReadonlyMap<string, Finding> {
  const keys = new Set(memory.map((one) => findingKey(one.rule, one.subject, one.counterpartLayer)));
  return new Map(now.filter(({ key }) => keys.has(key)).map((finding) => [finding.key, finding]));
}

function groupByPair(now: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byPair = new Map<string, Finding[]>();
  for (const finding of now) {
    const pair = pairOf(finding.rule, finding.counterpartLayer);
    const list = byPair.get(pair);
    if (list === undefined) byPair.set(pair, [finding]);
    else list.push(finding);
  }
  return byPair;
}

/** Memories that no finding's key names, and the findings of their rule and layer that lie where they were. */
export function withoutKey(
  memory: readonly Remembered[],
  now: readonly Finding[],
): { readonly memory: readonly Remembered[]; readonly near: readonly Finding[] } {
  const byKey = remembered(memory, now);
  const lost = memory.filter((one) => one.shape !== null && targetByKey(one, byKey) === undefined);
  if (lost.length === 0) return { memory: lost, near: [] };
  const byPair = groupByPair(now);
  const near = new Set<Finding>();
  for (const { rule, counterpartLayer, shape } of lost) {
    for (const finding of byPair.get(pairOf(rule, counterpartLayer)) ?? []) {
      if (shape !== null && boxesIntersect(finding.box, shape.box)) near.add(finding);
    }
  }
  return { memory: lost, near: [...near] };
}

/** Lineage from the `derived_from` fields of the features at hand. */
export function lineageOf(
  features: readonly {
    readonly layer: string;
    readonly uid: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[],
): Lineage {
  const from = new Map<string, readonly string[]>();
  for (const { layer, uid, fields } of features) {
    const text = fields['derived_from'];
    if (typeof text === 'string')
      from.set(
        `${layer} ${uid}`,
        text.split(/[\s,;，；]+/).filter((part) => part !== ''),
      );
  }
  return ({ table, uid }) => from.get(`${table} ${uid}`) ?? [];
}
