import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from '../../../shared/check/pace.ts';

/** The clock and the event loop of this thread. */
export const clock: Clock = {
  now: () => performance.now(),
  breathe: () => breathe(),
};
