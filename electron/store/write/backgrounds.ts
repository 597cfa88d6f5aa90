import {
  backgroundReferences,
  type BackgroundReference,
} from '../../../shared/bridge/background-reference.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { caught } from '../errors.ts';
import { getRow, type Db } from '../sqlite.ts';
import type { Session } from './session.ts';

/** Name of the row of `lantu_info`; view state, written beside the history. */
const FACT = 'backgrounds';

const stored = ({ db }: Session): string | null =>
  getRow<{ value: string | null }>(db, 'SELECT value FROM lantu_info WHERE uid = ?', FACT)?.value ?? null;

/** The backgrounds that the blueprint speaks of; none where it says nothing that can be understood. */
export function readBackgrounds(session: Session): readonly BackgroundReference[] {
  try {
    const read = backgroundReferences.safeParse(JSON.parse(stored(session) ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** Writes what a blueprint says of its backgrounds. */
export function putReferences(db: Db, references: readonly BackgroundReference[]): void {
  db.prepare('DELETE FROM lantu_info WHERE uid = ?').run(FACT);
  if (references.length === 0) return;
  const text = JSON.stringify(references);
  db.prepare('INSERT INTO lantu_info (uid, revision, value) VALUES (?, 0, ?)').run(FACT, text);
}

/** Keeps the backgrounds in the blueprint, where they differ from those it has. A file opened read-only is left alone. */
export async function keepBackgrounds(
  session: Session,
  references: readonly BackgroundReference[],
): Promise<Result<null>> {
  const text = references.length === 0 ? null : JSON.stringify(references);
  const before = stored(session);
  if (session.readOnly || before === text) return ok(null);
  const written = await caught(() => putReferences(session.db, references));
  return written.ok ? ok(null) : written;
}
