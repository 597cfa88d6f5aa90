import { memoryShape } from '../../shared/check/memory-shape.ts';
import type { Committed } from '../../shared/change/change.ts';
import type { FindingTarget } from '../../shared/commands/finding-target.ts';
import type { ExceptionReason } from '../../shared/commands/mark-exception.command.ts';
import type { FINDING_MARKS } from '../../shared/commands/mark-finding.command.ts';
import type { FINDING_STATUSES } from '../../shared/commands/note-finding.command.ts';
import type { Result } from '../../shared/result.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { create } from 'zustand';
import { useDialogs } from './dialogs.ts';
import { execute } from './edit.ts';
import { notify, notifyFailure } from './notices.ts';
import { stepHistory } from './undo.ts';

/** A finding, or one of its pieces by key, that something is said of. */
export interface Spoken {
  readonly finding: Finding;
  readonly piece: string | null;
}

/** What is spoken of, as the store is told. A piece without a counterpart is the finding itself. */
export function targetOf({ finding, piece }: Spoken): FindingTarget {
  const { rule, subject, counterpartLayer } = finding;
  const own = finding.pieces.find(({ key, other }) => key === piece && other !== null);
  return {
    rule,
    subject: { table: subject.table, uid: subject.uid },
    counterpartLayer,
    piece: own?.other?.uid ?? null,
    shape: memoryShape(own === undefined ? finding.pieces : [own]),
    areaM2: own?.areaM2 ?? finding.areaM2,
    severity: own?.severity ?? finding.severity,
  };
}

export const wholes = (findings: readonly Finding[]): readonly Spoken[] =>
  findings.map((finding) => ({ finding, piece: null }));

interface SpokenState {
  /** What the dialog in front is about. */
  readonly spoken: readonly Spoken[];
}
export const useSpoken = create<SpokenState>()(() => ({ spoken: [] }));

/** Opens the dialog in which findings are set aside, or given to somebody. */
export function askAbout(dialog: 'finding-exception' | 'finding-assign', spoken: readonly Spoken[]): void {
  if (spoken.length === 0) return;
  useSpoken.setState({ spoken });
  useDialogs.getState().show(dialog);
}

/** Says that a step was done and offers to take it back, or why it was not. */
function told(
  done: Result<Committed>,
  key: string,
  params: Readonly<Record<string, string | number>>,
): boolean {
  if (done.ok) notify('ok', key, params, { key: 'ui.undo', run: () => void stepHistory('undo') });
  else notifyFailure(done.error);
  return done.ok;
}

export interface ExceptionWords {
  readonly reason: ExceptionReason;
  readonly note: string;
  readonly number: string | null;
  readonly expires: string | null;
}

/** Sets findings or pieces aside, as one step. True when it was written. */
export async function markException(spoken: readonly Spoken[], words: ExceptionWords): Promise<boolean> {
  const done = await execute('mark-exception', { targets: spoken.map(targetOf), ...words });
  return told(done, 'findings.marked-exception', { n: spoken.length });
}

/** Gives findings to a person, or with null takes them away, as one step. */
export async function assignFindings(
  spoken: readonly Spoken[],
  words: { readonly assignee: string | null; readonly due: string | null; readonly note: string },
): Promise<boolean> {
  const done = await execute('assign-finding', { targets: spoken.map(targetOf), ...words });
  return words.assignee === null
    ? told(done, 'findings.unassigned-done', { n: spoken.length })
    : told(done, 'findings.assigned-done', { n: spoken.length, person: words.assignee });
}

export type FindingMark = (typeof FINDING_MARKS)[number];

/** Marks findings as seen or to be followed up, or takes the mark away, as one step. */
export async function markFindings(findings: readonly Finding[], status: FindingMark): Promise<void> {
  if (findings.length === 0) return;
  const done = await execute('mark-finding', { targets: wholes(findings).map(targetOf), status });
  if (!done.ok) notifyFailure(done.error);
}

/** Takes exceptions back; what was said stays to be read. */
export async function reopenFinding(memories: readonly string[], note: string): Promise<boolean> {
  return told(await execute('reopen-finding', { memories, note }), 'findings.reopened-done', {});
}

export type NoteStatus = (typeof FINDING_STATUSES)[number];

/** Hangs a note on a finding as a whole, as one step, with the shape it was said of. True when it was written. */
export async function noteFinding(finding: Finding, status: NoteStatus, note: string): Promise<boolean> {
  const { rule, subject, counterpartLayer, shape } = targetOf({ finding, piece: null });
  const done = await execute('note-finding', {
    memory: null,
    rule,
    subject,
    counterpartLayer,
    piece: null,
    status,
    note,
    shape,
  });
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}
