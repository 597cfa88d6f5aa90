import { services } from '../bridge/client.ts';
import { runJob } from './jobs.ts';
import { notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

let busy = false;

/** One step back or forward in the file's one undo line; a large step is listed as a job. */
export async function stepHistory(direction: 'undo' | 'redo'): Promise<void> {
  const now = services();
  if (now === null || busy || useSession.getState().file?.[direction] == null) return;
  busy = true;
  const done = await runJob({ key: `ui.job.${direction}` }, (options) => now.store[direction]({}, options));
  busy = false;
  if (!done.ok) notifyFailure(done.error);
}

/** Takes edits that other programs made in the file into its history. */
export async function adoptOutside(): Promise<void> {
  const now = services();
  if (now === null) return;
  const done = await runJob({ key: 'ui.job.adopt' }, (options) => now.store.adoptOutside({}, options));
  if (!done.ok) notifyFailure(done.error);
}
