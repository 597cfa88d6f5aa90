import type { Finding } from '../../../shared/rules/rule.ts';
import { sameFinding } from '../../../shared/check/same-finding.ts';

/** Findings of one rule that are sent; of more only how many there are. */
export const SHOWN_A_RULE = 2000;

/** What is sent of all findings, and by rule how many are not. */
export interface Shown {
  readonly findings: readonly Finding[];
  readonly overflow: Readonly<Record<string, number>>;
}

/** What changed in what is sent. */
export interface ShownDelta {
  readonly added: readonly Finding[];
  readonly changed: readonly Finding[];
  readonly removed: readonly string[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A key that about so large a share of all keys lies below: keys are hexadecimal digits spread evenly. */
const keyBelow = (share: number): string =>
  share >= 1
    ? 'g'
    : Math.floor(share * 2 ** 32)
        .toString(16)
        .padStart(8, '0');

/** The smallest keys, without sorting all of them. */
function smallestKeys(keys: readonly string[], count: number): ReadonlySet<string> {
  const bound = keyBelow((1.5 * count) / keys.length);
  const few = keys.filter((key) => key < bound);
  return new Set((few.length >= count ? few : [...keys]).sort(byText).slice(0, count));
}

/**
 * At most so many findings of each rule, the first by key, so that the same ones are shown whatever came first; in
 * the order given. Data can be bad in every record, and a list of 200,000 helps nobody.
 */
export function shownOf(all: readonly Finding[], limit = SHOWN_A_RULE): Shown {
  const counts = new Map<string, number>();
  for (const { rule } of all) counts.set(rule, 1 + (counts.get(rule) ?? 0));
  const overflow: Record<string, number> = {};
  const kept = new Map<string, ReadonlySet<string>>();
  for (const [rule, count] of counts) {
    if (count <= limit) continue;
    overflow[rule] = count - limit;
    const keys = all.filter((finding) => finding.rule === rule).map(({ key }) => key);
    kept.set(rule, smallestKeys(keys, limit));
  }
  if (kept.size === 0) return { findings: all, overflow };
  return { findings: all.filter(({ rule, key }) => kept.get(rule)?.has(key) ?? true), overflow };
}

/** The difference from what was sent to what is now; `said` tells whether a finding's notes changed. */
export function shownDelta(
  before: readonly Finding[],
  after: readonly Finding[],
  said: (key: string) => boolean,
): ShownDelta {
  const old = new Map(before.map((finding) => [finding.key, finding]));
  const now = new Set(after.map(({ key }) => key));
  return {
    added: after.filter(({ key }) => !old.has(key)),
    changed: after.filter((finding) => {
      const known = old.get(finding.key);
      if (known === undefined) return false;
      return said(finding.key) || (known !== finding && !sameFinding(known, finding));
    }),
    removed: [...old.keys()].filter((key) => !now.has(key)),
  };
}
