import type { Finding } from '../rules/rule.ts';
import type { Delta } from './finding-table.ts';
import { sameFinding } from './same-finding.ts';

/** What changed from one list of findings to another. */
export function differenceOf(before: readonly Finding[], after: readonly Finding[]): Delta {
  const old = new Map(before.map((finding) => [finding.key, finding]));
  const kept = new Set(after.map(({ key }) => key));
  return {
    added: after.filter(({ key }) => !old.has(key)),
    changed: after.filter((finding) => {
      const known = old.get(finding.key);
      return known !== undefined && !sameFinding(known, finding);
    }),
    removed: [...old.keys()].filter((key) => !kept.has(key)),
  };
}
