import type { Committed } from '../../../shared/change/change.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { caught } from '../errors.ts';
import { adoptOutside } from './adopt.ts';
import { announceCommit, announceState } from './announce.ts';
import { countOutside, dataVersion } from './open-session.ts';
import type { Session } from './session.ts';

/** How often the file is looked at for commits of other programs, milliseconds. */
const POLL_MS = 1_000;
/** Idle time after a commit before the log is written into the file. */
const CHECKPOINT_IDLE_MS = 30_000;

/** Takes in what other programs have written; null when there is nothing. */
export async function adoptWaiting(session: Session): Promise<Result<Committed | null>> {
  if (session.readOnly || session.frozen !== null) return ok(null);
  const counted = await caught(() => countOutside(session.db));
  if (!counted.ok) return counted;
  session.dataVersion = dataVersion(session.db);
  session.outside = counted.value;
  if (counted.value === 0) return ok(null);
  const adopted = await adoptOutside(session);
  if (!adopted.ok && adopted.error.code !== 'store.nothing-to-do') return adopted;
  session.outside = 0;
  if (!adopted.ok) {
    announceState(session);
    return ok(null);
  }
  announceCommit(session, adopted.value);
  return adopted;
}

/**
 * Polls for commits of other connections (`data_version` changes for those alone) and, when the file has been
 * quiet, writes the log back. Returns how to stop.
 */
export function watchOutside(session: Session, queue: <T>(task: () => Promise<T>) => Promise<T>): () => void {
  let busy = false;
  let stopped = false;
  let checkpointed = session.rev;
  const look = async (): Promise<void> => {
    if (stopped || !session.db.open || session.db.inTransaction) return;
    if (dataVersion(session.db) !== session.dataVersion) {
      const adopted = await adoptWaiting(session);
      if (!adopted.ok) session.host.log('warn', `edits of another program wait: ${adopted.error.code}`);
    }
    const idle = session.savedAt === null ? 0 : session.host.now().getTime() - Date.parse(session.savedAt);
    if (checkpointed !== session.rev && idle > CHECKPOINT_IDLE_MS) {
      session.db.pragma('wal_checkpoint(PASSIVE)');
      checkpointed = session.rev;
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    queue(() => caught(look))
      .then((result) => {
        if (!result.ok) session.host.log('warn', `watching the file: ${result.error.code}`);
      })
      .catch((error: unknown) => session.host.log('error', `watching the file: ${String(error)}`))
      .finally(() => {
        busy = false;
      });
  }, POLL_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
