import { unionBoxes } from '../geometry/box.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { BoundRule, PieceDraft } from '../rules/bound-rule.ts';
import type { Box } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import { findingKey, pieceKey } from '../rules/identity.ts';
import type { Finding, FindingPiece } from '../rules/rule.ts';
import { gravest } from '../rules/severity.ts';
import type { Pace } from './pace.ts';
import { MultiMap } from './multi-map.ts';
import { sameFinding } from './same-finding.ts';
import { type Slot, SlotPieces } from './slot-pieces.ts';
import { measureTogether } from './together.ts';

export type { Slot } from './slot-pieces.ts';

/** Stands for the counterpart's fid where a piece has none (difference). */
export const NO_COUNTERPART = -1;

/** What the table needs to know of a binding. */
export interface TableBinding {
  readonly id: string;
  readonly rule: Pick<BoundRule, 'id' | 'sentences'>;
  /** Whether the counterpart's features never overlap each other. */
  readonly disjoint: boolean;
}

/** Who a finding is about. A layer as a whole has an empty uid and fid -1. */
export interface TableSubject {
  readonly layer: string;
  readonly fid: number;
  readonly uid: string;
  readonly fields: Fields;
  readonly counterpartLayer: string | null;
}

interface Entry {
  readonly key: string;
  readonly binding: TableBinding;
  readonly subject: TableSubject;
  readonly pieces: SlotPieces;
}

/** What a run changed, each list in key order. */
export interface Delta {
  readonly added: readonly Finding[];
  readonly changed: readonly Finding[];
  readonly removed: readonly string[];
}

/** Findings in the making: pieces go in and out pair by pair, findings come out whole. */
export interface FindingTable {
  /** Puts what one unit gave; nothing given leaves nothing there. */
  put(binding: TableBinding, subject: TableSubject, slot: Slot, pieces: readonly PieceDraft[]): void;
  /** Takes out everything a binding found, for the subjects of one fid or for all. */
  dropSubject(bindingId: string, fid?: number): void;
  /** Takes out the pieces of one slot, in every finding of the binding. */
  dropSlot(bindingId: string, slot: Slot): void;
  /** Takes out the pieces of one slot for the subjects of one fid. */
  dropPiece(bindingId: string, fid: number, slot: Slot): void;
  bindingIds(): ReadonlySet<string>;
  /** Findings made anew where pieces changed, and how they differ from those given before. */
  settle(pace: Pace): Promise<Delta>;
  /** All findings as last settled: rules in their order, then by subject and counterpart. */
  findings(): readonly Finding[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySlot = (a: Slot, b: Slot): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byText(String(a), String(b));

const boxOf = ({ box, geometry }: PieceDraft): Box => box ?? geometry.box;

const withoutFacts = ({ facts: _facts, ...piece }: PieceDraft): Omit<FindingPiece, 'key'> => ({
  ...piece,
  box: piece.box ?? piece.geometry.box,
});

function mapOf<V extends object>(all: Map<string, MultiMap<Slot, V>>, name: string): MultiMap<Slot, V> {
  const found = all.get(name) ?? new MultiMap<Slot, V>();
  all.set(name, found);
  return found;
}

/** @param order rule ids in the order of the ruleset */
export function createFindingTable(
  overlay: Overlay,
  order: readonly string[],
  rulesetVersion: string,
): FindingTable {
  /** Entries by the key of their finding: more than one only where two records carry one uid. */
  const byKey = new MultiMap<string, Entry>();
  const dirty = new Set<string>();
  const published = new Map<string, Finding>();
  let sorted: readonly Finding[] = [];
  /** Findings that changed since they were sorted: an edit that nobody looks at sorts nothing. */
  const unsorted = new Set<string>();
  /** Entries that have pieces in a slot, by binding. */
  const slots = new Map<string, MultiMap<Slot, Entry>>();
  /** Entries by binding and the fid of their subject. */
  const bySubject = new Map<string, MultiMap<Slot, Entry>>();

  const inOrder = findingOrder(order);

  const entryOf = (binding: TableBinding, subject: TableSubject): Entry => {
    const { layer, fid, uid, counterpartLayer } = subject;
    const ofBinding = mapOf(bySubject, binding.id);
    // Two records of one uid (a copy made elsewhere) share a key; the fid keeps their entries apart.
    for (const entry of ofBinding.of(fid)) {
      const { subject: own } = entry;
      if (own.uid === uid && own.layer === layer && own.counterpartLayer === counterpartLayer) return entry;
    }
    const key = findingKey(binding.rule.id, { table: layer, uid }, counterpartLayer);
    const entry = { key, binding, subject, pieces: new SlotPieces() };
    byKey.add(key, entry);
    ofBinding.add(fid, entry);
    return entry;
  };

  const assemble = ({ key, binding, subject, pieces }: Entry, before: Finding | undefined): Finding => {
    const drafts = pieces
      .units()
      .sort(([f, a], [g, b]) => byText(a[0]?.other?.uid ?? '', b[0]?.other?.uid ?? '') || bySlot(f, g))
      .flatMap(([, unit]) => unit);
    const measure = measureTogether(overlay, binding.disjoint);
    const ref = { table: subject.layer, uid: subject.uid };
    const { areaM2, netAreaM2 } = measure(drafts);
    const [message, ...further] = binding.rule.sentences({ ref, fields: subject.fields }, drafts, measure);
    return {
      key,
      rule: binding.rule.id,
      severity: gravest(drafts.map(({ severity }) => severity)),
      subject: ref,
      counterpartLayer: subject.counterpartLayer,
      areaM2,
      ...(netAreaM2 === undefined ? {} : { netAreaM2 }),
      box: unionBoxes(drafts.map(boxOf)),
      pieces: piecesOf(key, drafts, before?.pieces ?? []),
      message,
      ...(further.length === 0 ? {} : { further }),
      rulesetVersion,
    };
  };

  const mark = (entry: Entry): void => {
    dirty.add(entry.key);
  };

  return {
    put(binding, subject, slot, pieces) {
      if (pieces.length === 0) return;
      const entry = entryOf(binding, subject);
      entry.pieces.set(slot, pieces);
      mapOf(slots, binding.id).add(slot, entry);
      mark(entry);
    },
    dropSubject(bindingId, fid) {
      const ofBinding = bySubject.get(bindingId);
      for (const entry of (fid === undefined ? ofBinding?.all() : ofBinding?.of(fid)) ?? []) {
        for (const [slot] of entry.pieces.units()) slots.get(bindingId)?.delete(slot, entry);
        entry.pieces.clear();
        ofBinding?.delete(entry.subject.fid, entry);
        byKey.delete(entry.key, entry);
        mark(entry);
      }
    },
    dropSlot(bindingId, slot) {
      const ofBinding = slots.get(bindingId);
      for (const entry of ofBinding?.of(slot) ?? []) if (entry.pieces.delete(slot)) mark(entry);
      ofBinding?.deleteAll(slot);
    },
    dropPiece(bindingId, fid, slot) {
      for (const entry of bySubject.get(bindingId)?.of(fid) ?? []) {
        if (!entry.pieces.delete(slot)) continue;
        slots.get(bindingId)?.delete(slot, entry);
        mark(entry);
      }
    },
    bindingIds: () => new Set(bySubject.keys()),
    async settle(pace) {
      const added: Finding[] = [];
      const changed: Finding[] = [];
      const removed: string[] = [];
      const made = new Map<string, Finding>();
      for (const key of [...dirty].sort(byText)) {
        const rest = pace();
        if (rest !== undefined) await rest;
        const entry = speaker(byKey.of(key));
        const before = published.get(key);
        if (entry === undefined) {
          if (before !== undefined) removed.push(key);
          continue;
        }
        const after = assemble(entry, before);
        made.set(key, after);
        if (before === undefined) added.push(after);
        else if (!sameFinding(before, after)) changed.push(after);
      }
      // All at once: a run that is cut short in the middle leaves what was last told.
      dirty.clear();
      for (const [key, finding] of made) published.set(key, finding);
      for (const key of removed) published.delete(key);
      for (const key of [...made.keys(), ...removed]) unsorted.add(key);
      return { added, changed, removed };
    },
    findings() {
      if (unsorted.size > 0) sorted = sortedAnew(sorted, unsorted, published, inOrder);
      unsorted.clear();
      return sorted;
    },
  };
}

/** The pieces as they are told; those that stay as they were before are the very same. */
function piecesOf(
  key: string,
  drafts: readonly PieceDraft[],
  before: readonly FindingPiece[],
): FindingPiece[] {
  const known = new Map(before.map((piece) => [piece.geometry, piece]));
  return drafts.map((draft) => {
    const old = known.get(draft.geometry);
    if (old !== undefined && isSaid(old, draft)) return old;
    return { ...withoutFacts(draft), key: pieceKey(key, draft.other?.uid ?? null) };
  });
}

const isSaid = (piece: FindingPiece, draft: PieceDraft): boolean =>
  piece.other?.uid === draft.other?.uid &&
  piece.other?.table === draft.other?.table &&
  Object.is(piece.areaM2, draft.areaM2) &&
  piece.netAreaM2 === draft.netAreaM2 &&
  piece.severity === draft.severity &&
  (draft.box === undefined ? piece.box === draft.geometry.box : piece.box === draft.box);

/** Of several records with one uid, the finding is the first one's. */
function speaker(sharing: Iterable<Entry>): Entry | undefined {
  let first: Entry | undefined;
  for (const entry of sharing) {
    if (entry.pieces.size === 0) continue;
    if (first === undefined || entry.subject.fid < first.subject.fid) first = entry;
  }
  return first;
}

/** A sorted list with some keys as they are now. */
function sortedAnew(
  sorted: readonly Finding[],
  keys: ReadonlySet<string>,
  now: ReadonlyMap<string, Finding>,
  inOrder: (a: Finding, b: Finding) => number,
): readonly Finding[] {
  if (keys.size > sorted.length / 4) return [...now.values()].sort(inOrder);
  const fresh = [...keys].flatMap((key) => now.get(key) ?? []).sort(inOrder);
  const all: Finding[] = [];
  let next = 0;
  for (const finding of sorted) {
    if (keys.has(finding.key)) continue;
    while (next < fresh.length && inOrder(fresh[next]!, finding) < 0) all.push(fresh[next++]!);
    all.push(finding);
  }
  return [...all, ...fresh.slice(next)];
}

/** Rules in their order, then by subject and counterpart. */
function findingOrder(order: readonly string[]): (a: Finding, b: Finding) => number {
  const rank = new Map(order.map((id, i) => [id, i]));
  return (a, b) =>
    (rank.get(a.rule) ?? 0) - (rank.get(b.rule) ?? 0) ||
    byText(a.subject.table, b.subject.table) ||
    byText(a.subject.uid, b.subject.uid) ||
    byText(a.counterpartLayer ?? '', b.counterpartLayer ?? '') ||
    byText(a.key, b.key);
}
