import type { Finding, FindingNote } from '../rules/rule.ts';

/** Where a finding stands. */
export const FINDING_STATES = ['open', 'reopened', 'assigned', 'followed', 'exception'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Why an exception holds no longer. */
export type ReopenReason = 'person' | 'expired' | NonNullable<FindingNote['misfit']>;

/** What people's words make of a finding, on one day. */
export interface FindingStanding {
  readonly state: FindingState;
  /** The exception that speaks for the finding, or the one that did before it was reopened. */
  readonly exception: FindingNote | null;
  readonly reopened: ReopenReason | null;
  /** Pieces that are exceptions on their own. */
  readonly exceptedPieces: number;
  readonly assignee: string | null;
  readonly due: string | null;
}

const NOTHING: FindingStanding = {
  state: 'open',
  exception: null,
  reopened: null,
  exceptedPieces: 0,
  assignee: null,
  due: null,
};

const lastOf = (notes: readonly FindingNote[]): FindingNote | undefined =>
  notes.reduce<FindingNote | undefined>(
    (last, note) =>
      last === undefined || note.time > last.time || (note.time === last.time && note.uid > last.uid)
        ? note
        : last,
    undefined,
  );

/**
 * Why an exception does not hold on a day (`2026-11-22`, where the user is); null while it does. A person's word
 * goes before the date, and the date before what has changed on the ground.
 */
export function whyReopened(note: FindingNote, today: string): ReopenReason | null {
  if (note.closed != null) return 'person';
  if (note.expires != null && note.expires < today) return 'expired';
  return note.misfit ?? null;
}

/**
 * Where a finding stands by what was said of it: an exception while the last one holds for the whole or for every
 * piece; reopened where the last one no longer does; else assigned, followed, or open. Later words of a kind
 * replace earlier ones; the earlier stay to be read.
 */
export function standingOf(finding: Pick<Finding, 'memory' | 'pieces'>, today: string): FindingStanding {
  const { memory, pieces } = finding;
  if (memory === undefined || memory.length === 0) return NOTHING;
  const exceptions = memory.filter(({ status }) => status === 'exception');
  const whole = lastOf(exceptions.filter(({ piece }) => piece === null));
  const wholeWhy = whole === undefined ? null : whyReopened(whole, today);
  const byPiece = new Map<string, FindingNote>();
  for (const { key } of pieces) {
    const last = lastOf(exceptions.filter(({ piece }) => piece === key));
    if (last !== undefined) byPiece.set(key, last);
  }
  const onPieces = [...byPiece.values()];
  const fallen = onPieces.filter((note) => whyReopened(note, today) !== null);
  const excepted = onPieces.length - fallen.length;
  const assigned = lastOf(memory.filter(({ status, piece }) => status === 'assigned' && piece === null));
  const mark = lastOf(memory.filter(({ status }) => MARKS.has(status)));
  const assignee = assigned?.assignee ?? null;
  const common = {
    exceptedPieces: excepted,
    assignee,
    due: assignee === null ? null : (assigned?.due ?? null),
  };
  if (whole !== undefined && wholeWhy === null) {
    return { ...common, state: 'exception', exception: whole, reopened: null };
  }
  if (pieces.length > 0 && excepted === pieces.length) {
    return { ...common, state: 'exception', exception: lastOf(onPieces) ?? null, reopened: null };
  }
  const lost = lastOf([...(whole === undefined ? [] : [whole]), ...fallen]);
  if (lost !== undefined) {
    return { ...common, state: 'reopened', exception: lost, reopened: whyReopened(lost, today) };
  }
  const followed = mark !== undefined && mark.status !== 'open';
  const state = assignee !== null ? 'assigned' : followed ? 'followed' : 'open';
  return { ...common, state, exception: null, reopened: null };
}

const MARKS: ReadonlySet<string> = new Set(['seen', 'follow-up', 'open']);
