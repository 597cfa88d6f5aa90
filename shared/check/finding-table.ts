import { unionBoxes } from '../geometry/box.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { PieceDraft } from '../rules/define-rule.ts';
import { findingKey, pieceKey } from '../rules/identity.ts';
import type { Finding } from '../rules/rule.ts';
import { gravest } from '../rules/severity.ts';
import type { Pace } from './pace.ts';
import type { Binding } from './plan.ts';
import { sameFinding } from './same-finding.ts';
import type { CheckFeature } from './source.ts';
import { measureTogether } from './together.ts';

/** Stands for the counterpart's fid where a piece has none (difference). */
const NO_COUNTERPART = -1;

interface Entry {
  readonly key: string;
  readonly binding: Binding;
  readonly subject: Pick<CheckFeature, 'layer' | 'fid' | 'uid' | 'fields'>;
  readonly pieces: Map<number, readonly PieceDraft[]>;
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
  put(
    binding: Binding,
    subject: CheckFeature,
    counterpart: CheckFeature | null,
    pieces: readonly PieceDraft[],
  ): void;
  /** Takes out everything a binding found, for one subject or for all. */
  dropSubject(bindingId: string, fid?: number): void;
  /** Takes out the pieces that a binding found with one counterpart. */
  dropCounterpart(bindingId: string, fid: number): void;
  bindingIds(): ReadonlySet<string>;
  /** Findings made anew where pieces changed, and how they differ from those given before. */
  settle(pace: Pace): Promise<Delta>;
  /** All findings as last settled: rules in their order, then by subject and counterpart. */
  findings(): readonly Finding[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @param order rule ids in the order of the ruleset */
export function createFindingTable(
  overlay: Overlay,
  order: readonly string[],
  rulesetVersion: string,
): FindingTable {
  const entries = new Map<string, Map<number, Entry>>();
  const dirty = new Map<string, Entry>();
  const published = new Map<string, Finding>();

  const entryOf = (binding: Binding, subject: CheckFeature): Entry => {
    let ofBinding = entries.get(binding.id);
    if (ofBinding === undefined) entries.set(binding.id, (ofBinding = new Map()));
    let entry = ofBinding.get(subject.fid);
    if (entry === undefined) {
      const { layer, fid, uid, fields } = subject;
      const key = findingKey(binding.rule.id, { table: layer, uid }, binding.counterparts[0] ?? null);
      entry = { key, binding, subject: { layer, fid, uid, fields }, pieces: new Map() };
      ofBinding.set(fid, entry);
    }
    return entry;
  };

  const assemble = ({ key, binding, subject, pieces }: Entry): Finding => {
    const drafts = [...pieces.entries()]
      .sort(([f, a], [g, b]) => byText(a[0]?.other?.uid ?? '', b[0]?.other?.uid ?? '') || f - g)
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
      counterpartLayer: binding.counterparts[0] ?? null,
      areaM2,
      ...(netAreaM2 === undefined ? {} : { netAreaM2 }),
      box: unionBoxes(drafts.map(({ geometry }) => geometry.box)),
      pieces: drafts.map(({ facts: _facts, ...piece }) => ({
        key: pieceKey(key, piece.other?.uid ?? null),
        ...piece,
      })),
      message,
      ...(further.length === 0 ? {} : { further }),
      rulesetVersion,
    };
  };

  const mark = (entry: Entry): void => {
    dirty.set(entry.key, entry);
  };

  return {
    put(binding, subject, counterpart, pieces) {
      if (pieces.length === 0) return;
      const entry = entryOf(binding, subject);
      entry.pieces.set(counterpart?.fid ?? NO_COUNTERPART, pieces);
      mark(entry);
    },
    dropSubject(bindingId, fid) {
      const ofBinding = entries.get(bindingId);
      for (const entry of ofBinding?.values() ?? []) {
        if (fid !== undefined && entry.subject.fid !== fid) continue;
        entry.pieces.clear();
        ofBinding?.delete(entry.subject.fid);
        mark(entry);
      }
    },
    dropCounterpart(bindingId, fid) {
      for (const entry of entries.get(bindingId)?.values() ?? []) if (entry.pieces.delete(fid)) mark(entry);
    },
    bindingIds: () => new Set(entries.keys()),
    async settle(pace) {
      const added: Finding[] = [];
      const changed: Finding[] = [];
      const removed: string[] = [];
      for (const key of [...dirty.keys()].sort(byText)) {
        const rest = pace();
        if (rest !== undefined) await rest;
        const entry = dirty.get(key)!;
        const before = published.get(key);
        if (entry.pieces.size === 0) {
          if (before !== undefined) removed.push(key);
          published.delete(key);
          continue;
        }
        const after = assemble(entry);
        published.set(key, after);
        if (before === undefined) added.push(after);
        else if (!sameFinding(before, after)) changed.push(after);
      }
      dirty.clear();
      return { added, changed, removed };
    },
    findings: () => {
      const rank = new Map(order.map((id, i) => [id, i]));
      return [...published.values()].sort(
        (a, b) =>
          (rank.get(a.rule) ?? 0) - (rank.get(b.rule) ?? 0) ||
          byText(a.subject.table, b.subject.table) ||
          byText(a.subject.uid, b.subject.uid) ||
          byText(a.counterpartLayer ?? '', b.counterpartLayer ?? ''),
      );
    },
  };
}
