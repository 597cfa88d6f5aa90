import type { Overlay } from '../geometry/overlay.ts';
import type { Finding, FindingNote, Ruleset } from '../rules/rule.ts';
import type { Delta } from './finding-table.ts';
import { lineageOf, notesByFinding, rematch } from './rematch.ts';
import type { FeatureSource } from './source.ts';

/** Where the ruleset does not say: more than half of the remembered shape must be there. */
const MIN_OVERLAP_SHARE = 0.5;

/** Keeps what people noted on the findings they belong to now. */
export interface NoteKeeper {
  /**
   * Matches the notes with all findings there are, and adds to a delta the findings whose notes alone changed.
   * Findings in the answer carry their notes.
   */
  settle<D extends Delta>(all: readonly Finding[], delta: D): D;
  /** A finding with its notes. */
  noted(finding: Finding): Finding;
}

export function createNoteKeeper(source: FeatureSource, overlay: Overlay, ruleset: Ruleset): NoteKeeper {
  const rules = { minOverlapShare: ruleset.matching?.minOverlapShare ?? MIN_OVERLAP_SHARE };
  let notes: ReadonlyMap<string, readonly FindingNote[]> = new Map();

  const noted = (finding: Finding): Finding => {
    const memory = notes.get(finding.key);
    return memory === undefined ? finding : { ...finding, memory };
  };
  const told = (of: typeof notes, key: string): string => JSON.stringify(of.get(key) ?? []);

  return {
    noted,
    settle(all, delta) {
      const before = notes;
      const memory = source.remembered();
      const refs = memory.length === 0 ? [] : all.map(({ subject }) => subject);
      const lineage = lineageOf(source.features(refs));
      notes = notesByFinding(rematch(memory, all, lineage, rules, overlay));
      const known = new Set([...delta.added, ...delta.changed].map(({ key }) => key));
      const touched = all.filter(({ key }) => !known.has(key) && told(before, key) !== told(notes, key));
      return { ...delta, added: delta.added.map(noted), changed: [...delta.changed, ...touched].map(noted) };
    },
  };
}
