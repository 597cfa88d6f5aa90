import type { FindingNote, GoneNote, MemoryWord } from '../rules/rule.ts';
import type { Match, Remembered } from './rematch.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byTime = (a: MemoryWord, b: MemoryWord): number => byText(a.time, b.time) || byText(a.uid, b.uid);

/** What was said, without where: small enough to send with its finding. */
function wordOf(memory: Remembered): MemoryWord {
  const {
    rule: _rule,
    subject: _subject,
    counterpartLayer: _layer,
    pieceUid: _piece,
    shape: _shape,
    ...word
  } = memory;
  return word;
}

/** Matches as notes of their findings, oldest first. */
export function notesByFinding(matches: readonly Match[]): Map<string, readonly FindingNote[]> {
  const notes = new Map<string, FindingNote[]>();
  for (const { memory, finding, piece, by, misfit } of matches) {
    if (finding === null || by === null) continue;
    const of = notes.get(finding) ?? [];
    of.push({ ...wordOf(memory), piece, matchedBy: by, misfit });
    notes.set(finding, of);
  }
  for (const of of notes.values()) of.sort(byTime);
  return notes;
}

/** What hangs on nothing now, oldest first: kept, and shown as gone. */
export const goneNotes = (matches: readonly Match[]): readonly GoneNote[] =>
  matches
    .filter(({ finding }) => finding === null)
    .map(({ memory }) => ({
      ...wordOf(memory),
      rule: memory.rule,
      subject: memory.subject,
      counterpartLayer: memory.counterpartLayer,
      box: memory.shape?.box ?? null,
    }))
    .sort(byTime);
