import type { ImportNote } from '../bridge/query-contract.ts';
import type { Problem } from './raw.ts';

/** Notes of one code that are kept one by one; the rest is counted. */
const KEPT = 200;
/** Repairs change shapes, so they are told feature by feature much longer. */
const KEPT_REPAIRS = 5000;
const keptOf = (code: string): number => (code.startsWith('repaired-') ? KEPT_REPAIRS : KEPT);

/** Collects what is noticed, so that a bad file of 200,000 features does not give 200,000 sentences. */
export interface NoteBook {
  readonly add: (note: ImportNote) => void;
  addProblem(problem: Problem): void;
  /** All notes in order, then one `more` for every code that had too many. */
  list(): readonly ImportNote[];
}

export function createNoteBook(): NoteBook {
  const notes: ImportNote[] = [];
  const tally = new Map<string, { count: number; first: ImportNote }>();
  const add = (note: ImportNote): void => {
    const entry = tally.get(note.code);
    if (entry === undefined) tally.set(note.code, { count: 1, first: note });
    else entry.count++;
    if ((entry?.count ?? 1) <= keptOf(note.code)) notes.push(note);
  };
  return {
    add,
    addProblem: ({ feature, code, params, level }) => add({ feature, code, params, level }),
    list: () => [
      ...notes,
      ...[...tally]
        .filter(([code, { count }]) => count > keptOf(code))
        .map(([code, { count, first }]) => ({
          feature: null,
          code: 'more',
          params: { count: count - keptOf(code), like: first.feature ?? 0 },
          level: first.level,
        })),
    ],
  };
}
