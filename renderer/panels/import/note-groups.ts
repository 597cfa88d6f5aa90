import type { ImportNote } from '../../../shared/bridge/query-contract.ts';

/** Notes of one kind, with the features they concern. */
export interface NoteGroup {
  readonly code: string;
  readonly level: ImportNote['level'];
  readonly notes: readonly ImportNote[];
}

const RANK: Readonly<Record<ImportNote['level'], number>> = { error: 0, warning: 1, info: 2 };

/** Notes by level and kind, worst first; within a kind in the order they were made. */
export function groupNotes(notes: readonly ImportNote[]): readonly NoteGroup[] {
  const groups = new Map<string, { code: string; level: ImportNote['level']; notes: ImportNote[] }>();
  for (const note of notes) {
    const key = `${note.level} ${note.code}`;
    const group = groups.get(key) ?? { code: note.code, level: note.level, notes: [] };
    group.notes.push(note);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => RANK[a.level] - RANK[b.level]);
}
