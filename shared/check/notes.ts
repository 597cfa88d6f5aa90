import type { Overlay } from '../geometry/overlay.ts';
import type { RecordRef } from '../model/record.ts';
import type { Finding, FindingNote, GoneNote, Ruleset } from '../rules/rule.ts';
import type { Delta } from './finding-table.ts';
import { goneNotes, notesByFinding } from './memory-notes.ts';
import { lineageOf, rematch, withoutKey, type Lineage, type Remembered } from './rematch.ts';
import type { FeatureSource } from './source.ts';

/** Where the ruleset does not say: more than half of the remembered shape must be there. */
const MIN_OVERLAP_SHARE = 0.5;
/** Where the ruleset does not say: a difference may grow by a tenth of what was accepted. */
const MAX_GROWTH_SHARE = 0.1;

/** Keeps what people noted on the findings they belong to now. */
export interface NoteKeeper {
  /**
   * Matches the notes with all findings there are, and adds to a delta the findings whose notes alone changed.
   * Findings in the answer carry their notes.
   */
  settle<D extends Delta>(all: () => readonly Finding[], delta: D): D;
  /** A finding with its notes. */
  noted(finding: Finding): Finding;
  /** What was said of findings that are gone, as of the last `settle`. */
  gone(): readonly GoneNote[];
}

export function createNoteKeeper(source: FeatureSource, overlay: Overlay, ruleset: Ruleset): NoteKeeper {
  const rules = {
    minOverlapShare: ruleset.matching?.minOverlapShare ?? MIN_OVERLAP_SHARE,
    maxGrowthShare: ruleset.matching?.maxGrowthShare ?? MAX_GROWTH_SHARE,
  };
  let notes: ReadonlyMap<string, readonly FindingNote[]> = new Map();
  let gone: readonly GoneNote[] = [];

  const noted = (finding: Finding): Finding => {
    const memory = notes.get(finding.key);
    return memory === undefined ? finding : { ...finding, memory };
  };
  const told = (of: typeof notes, key: string): string => JSON.stringify(of.get(key) ?? []);

  return {
    noted,
    gone: () => gone,
    settle(all, delta) {
      const before = notes;
      const memory = source.remembered();
      if (memory.length === 0 && before.size === 0 && gone.length === 0) return delta;
      const findings = all();
      const matches = rematch(memory, findings, lineageFor(source, memory, findings), rules, overlay);
      notes = notesByFinding(matches);
      gone = goneNotes(matches);
      const known = new Set([...delta.added, ...delta.changed].map(({ key }) => key));
      const retold = new Set(
        [...before.keys(), ...notes.keys()].filter(
          (key) => !known.has(key) && told(before, key) !== told(notes, key),
        ),
      );
      const touched = retold.size === 0 ? [] : findings.filter(({ key }) => retold.has(key));
      return { ...delta, added: delta.added.map(noted), changed: [...delta.changed, ...touched].map(noted) };
    },
  };
}

/** Where the features come from that a memory without its key could have gone to; the others are not read. */
function lineageFor(source: FeatureSource, memory: readonly Remembered[], all: readonly Finding[]): Lineage {
  const refs = new Map<string, RecordRef>();
  for (const { subject, pieces } of withoutKey(memory, all).near) {
    for (const ref of [subject, ...pieces.map(({ other }) => other)]) {
      if (ref !== null && ref.uid !== '') refs.set(`${ref.table} ${ref.uid}`, ref);
    }
  }
  return lineageOf(refs.size === 0 ? [] : source.features([...refs.values()]));
}
