import type { Committed, LabelParams } from '../../../shared/change/change.ts';
import { allRows, type Db } from '../sqlite.ts';
import type { Session, Step } from './session.ts';

/*
 * One line of steps, append-only. `do` and `outside` put a step on the undo stack and clear the redo stack;
 * an undo moves the step over to the redo stack, a redo moves it back. Each keeps the number of the change
 * that must be inverted next, and the name of the step the user made.
 */

interface ChangeRow {
  readonly seq: number;
  readonly kind: Committed['kind'];
  readonly label: string;
  readonly params: string;
}

/** Advances the line by one committed change. */
export function advance(line: { undo: Step[]; redo: Step[] }, kind: Committed['kind'], step: Step): void {
  if (kind === 'undo') {
    line.undo.pop();
    line.redo.push(step);
  } else if (kind === 'redo') {
    line.redo.pop();
    line.undo.push(step);
  } else {
    line.undo.push(step);
    line.redo.length = 0;
  }
}

/** The line as the history tells it; this is how undo survives a restart. */
export function readLine(db: Db): { undo: Step[]; redo: Step[] } {
  const line: { undo: Step[]; redo: Step[] } = { undo: [], redo: [] };
  for (const row of allRows<ChangeRow>(
    db,
    'SELECT seq, kind, label, params FROM lantu_change ORDER BY seq',
  )) {
    advance(line, row.kind, {
      seq: row.seq,
      label: row.label,
      params: JSON.parse(row.params) as LabelParams,
    });
  }
  return line;
}

/** The step a stack offers next, for menus. */
export function offered(steps: readonly Step[]): { label: string; params: LabelParams } | null {
  const top = steps.at(-1);
  return top === undefined ? null : { label: top.label, params: top.params };
}

/** Whether this change is on the undo stack now. */
export const isCurrent = (session: Session, seq: number): boolean =>
  session.undo.some((step) => step.seq === seq);
