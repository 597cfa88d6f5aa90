import { boxesIntersect } from '../geometry/box.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { findingKey, pieceKey } from '../rules/identity.ts';
import { joinParts } from '../rules/overlap-piece.ts';
import type { Finding, FindingNote } from '../rules/rule.ts';

/** What somebody noted on a finding or on one of its pieces, with the shape it had then. */
export interface Remembered {
  readonly uid: string;
  readonly rule: string;
  readonly subject: RecordRef;
  readonly counterpartLayer: string | null;
  /** The counterpart of the piece it hangs on; null when it hangs on the whole finding. */
  readonly pieceUid: string | null;
  readonly shape: Packed | null;
  readonly status: string;
  readonly note: string;
  readonly author: string;
  /** ISO 8601 UTC. */
  readonly time: string;
}

/** Uids a feature was split, merged or copied from; empty for one that was drawn or imported. */
export type Lineage = (feature: RecordRef) => readonly string[];

/** Settings of the ruleset. */
export interface MatchRules {
  /** Least share of the remembered shape that must lie in what it is matched to, 0 to 1. */
  readonly minOverlapShare: number;
}

/** Where a memory hangs now; `finding` is null where nothing fits, and the memory waits. */
export interface Match {
  readonly memory: Remembered;
  readonly finding: string | null;
  readonly piece: string | null;
  readonly by: FindingNote['matchedBy'] | null;
  /** Share of the remembered shape in the target; 1 for a match by key. */
  readonly share: number;
}

interface Target {
  readonly finding: Finding;
  readonly piece: Finding['pieces'][number] | null;
  readonly areaM2: number;
  readonly uid: string;
  readonly shape: () => Packed;
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
    const shape = (): Packed => joinParts(finding.pieces);
    return [{ finding, piece: null, areaM2: finding.areaM2, uid: subject, shape }];
  }
  return finding.pieces.map((piece) => ({
    finding,
    piece,
    areaM2: piece.areaM2,
    uid: `${subject} ${piece.other?.uid ?? ''}`,
    shape: () => piece.geometry,
  }));
}

function matchByKey(memory: Remembered, now: ReadonlyMap<string, Finding>): Match | undefined {
  const key = findingKey(memory.rule, memory.subject, memory.counterpartLayer);
  const finding = now.get(key);
  if (finding === undefined) return undefined;
  if (memory.pieceUid === null) return { memory, finding: key, piece: null, by: 'key', share: 1 };
  const wanted = pieceKey(key, memory.pieceUid);
  return finding.pieces.some((piece) => piece.key === wanted)
    ? { memory, finding: key, piece: wanted, by: 'key', share: 1 }
    : undefined;
}

/** Whether a target's features are those of the memory or come from them. */
function isRelated(memory: Remembered, { finding, piece }: Target, lineage: Lineage): boolean {
  const from = (ref: RecordRef, uid: string): boolean => ref.uid === uid || lineage(ref).includes(uid);
  const subject = from(finding.subject, memory.subject.uid);
  const other = piece?.other ?? null;
  return subject && (memory.pieceUid === null || (other !== null && from(other, memory.pieceUid)));
}

function matchByShape(
  memory: Remembered,
  candidates: readonly Finding[],
  lineage: Lineage,
  { minOverlapShare }: MatchRules,
  overlay: Overlay,
): Match | undefined {
  const { shape } = memory;
  const whole = shape === null ? 0 : polygonAreaM2(shape);
  if (shape === null || whole === 0) return undefined;
  const scored = candidates
    .flatMap((finding) => targetsOf(finding, memory.pieceUid === null))
    .filter(({ finding, piece }) => boxesIntersect(piece?.geometry.box ?? finding.box, shape.box))
    .map((target): Scored => {
      const parts = overlay.measure('intersection', shape, target.shape());
      const share = parts.reduce((sum, { areaM2 }) => sum + areaM2, 0) / whole;
      return { target, share: Math.min(1, share), related: isRelated(memory, target, lineage) };
    })
    .filter(({ share }) => share > 0 && share >= minOverlapShare)
    .sort(
      (a, b) =>
        Number(b.related) - Number(a.related) ||
        b.share - a.share ||
        b.target.areaM2 - a.target.areaM2 ||
        byText(a.target.uid, b.target.uid),
    );
  const best = scored[0];
  if (best === undefined) return undefined;
  const { finding, piece } = best.target;
  return {
    memory,
    finding: finding.key,
    piece: piece?.key ?? null,
    by: best.related ? 'lineage' : 'overlap',
    share: best.share,
  };
}

/**
 * Finds again what memories hang on after a run: by key; else, among findings of the same rule and counterpart
 * layer, by the share of the remembered shape that lies in them, features that come from the remembered ones
 * before others, ties by larger area, then by uid. Each memory has one match; several may share a target
 * (merged features). The answer is in the order of `memory` and does not depend on the order of `now`.
 */
export function rematch(
  memory: readonly Remembered[],
  now: readonly Finding[],
  lineage: Lineage,
  rules: MatchRules,
  overlay: Overlay,
): Match[] {
  const byKey = new Map(now.map((finding) => [finding.key, finding]));
  const byPair = new Map<string, Finding[]>();
  for (const finding of now) {
    const pair = pairOf(finding.rule, finding.counterpartLayer);
    byPair.set(pair, [...(byPair.get(pair) ?? []), finding]);
  }
  return memory.map(
    (one) =>
      matchByKey(one, byKey) ??
      matchByShape(
        one,
        byPair.get(pairOf(one.rule, one.counterpartLayer)) ?? [],
        lineage,
        rules,
        overlay,
      ) ?? {
        memory: one,
        finding: null,
        piece: null,
        by: null,
        share: 0,
      },
  );
}

/** Matches as notes of their findings, oldest first. */
export function notesByFinding(matches: readonly Match[]): Map<string, readonly FindingNote[]> {
  const notes = new Map<string, FindingNote[]>();
  for (const { memory, finding, piece, by } of matches) {
    if (finding === null || by === null) continue;
    const { uid, status, note, author, time } = memory;
    const of = notes.get(finding) ?? [];
    of.push({ uid, status, note, author, time, piece, matchedBy: by });
    notes.set(finding, of);
  }
  for (const of of notes.values()) of.sort((a, b) => byText(a.time, b.time) || byText(a.uid, b.uid));
  return notes;
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
