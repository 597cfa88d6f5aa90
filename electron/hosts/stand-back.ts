import { constants, setPriority } from 'node:os';
import { logLine } from './log.ts';

/**
 * Lets this thread stand back behind others: on two processors the page, its drawing and the tiles come before the
 * help in a check. Only Linux gives a priority to one thread; elsewhere it would be that of the whole process, which
 * answers the page as well, and nothing is done. A thread cannot take it back.
 */
export function standBack(): void {
  if (process.platform !== 'linux') return;
  try {
    // Zero means the calling thread.
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    logLine('info', `priority of a thread: ${String(error)}`);
  }
}
