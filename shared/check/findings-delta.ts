import type { Finding } from '../rules/rule.ts';
import type { Delta } from './finding-table.ts';
import { sameFinding } from './same-finding.ts';

/**
 * What changed from one list of findings to another, no key standing twice in either. Made at the end of a full run,
 * when memory is fullest: nothing is made for each of what may be hundreds of thousands but one entry.
 */
export function differenceOf(before: readonly Finding[], after: readonly Finding[]): Delta {
  const left = new Map<string, Finding>();
  for (const finding of before) left.set(finding.key, finding);
  const added: Finding[] = [];
  const changed: Finding[] = [];
  for (const finding of after) {
    const known = left.get(finding.key);
    if (known === undefined) added.push(finding);
    else if (!sameFinding(known, finding)) changed.push(finding);
    left.delete(finding.key);
  }
  return { added, changed, removed: [...left.keys()] };
}
