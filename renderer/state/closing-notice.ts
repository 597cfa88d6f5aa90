import type { Committed } from '../../shared/change/change.ts';
import { notify } from './notices.ts';

/** Says it where the largest of the parts of a feature is stored with another area than it measures, so that they add up. */
export function sayClosing({ params }: Committed): void {
  const { closing } = params;
  if (typeof closing !== 'number' || closing === 0) return;
  notify('info', `map.split.closing-${closing > 0 ? 'more' : 'less'}`, {
    diff: Math.abs(closing).toFixed(2),
  });
}
