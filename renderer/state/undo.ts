import { services } from '../bridge/client.ts';
import { runJob } from './jobs.ts';
import { dropUndo, notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

/** Steps wait for one another, so that pressing the key twice is two steps. */
let line: Promise<void> = Promise.resolve();

/** One step back or forward in the file's one undo line; a large step is listed as a job. */
export function stepHistory(direction: 'undo' | 'redo'): Promise<void> {
  dropUndo();
  line = line.then(async () => {
    const now = services();
    if (now === null || useSession.getState().file?.[direction] == null) return;
    const done = await runJob({ key: `ui.job.${direction}` }, (options) => now.store[direction]({}, options));
    if (!done.ok) return notifyFailure(done.error);
    // What can be undone next is known with the store's next state.
    const state = await now.store.state({});
    if (state.ok) useSession.setState({ file: state.value });
  });
  return line;
}

/** Takes edits that other programs made in the file into its history. */
export async function adoptOutside(): Promise<void> {
  const now = services();
  if (now === null) return;
  const done = await runJob({ key: 'ui.job.adopt' }, (options) => now.store.adoptOutside({}, options));
  if (!done.ok) notifyFailure(done.error);
}
