import type { Committed } from '../../shared/change/change.ts';
import { notify } from './notices.ts';

/** Says it where the areas of what a feature was split into do not add up to the area that was stored for it. */
export function sayClosing({ params }: Committed): void {
  const { closing } = params;
  if (typeof closing !== 'number' || closing === 0) return;
  notify('info', `map.split.closing-${closing > 0 ? 'more' : 'less'}`, {
    diff: Math.abs(closing).toFixed(2),
  });
}
