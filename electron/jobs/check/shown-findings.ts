import { SEVERITIES, type Finding, type Severity } from '../../../shared/rules/rule.ts';

/** Findings of one rule that are sent; of more only how many there are. */
export const SHOWN_A_RULE = 2000;

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
 * At most so many findings of each rule, the first by key, so that the same ones are shown whatever came first. Data
 * can be bad in every record, and a list of 200,000 helps nobody. Followed from one difference to the next, without
 * looking at all findings.
 */
export interface ShownKeeper {
  /** Takes in how all findings changed and says how the shown ones did. */
  take(delta: ShownDelta): ShownDelta;
  /** Those of all findings that are shown, in their order. */
  shown(all: readonly Finding[]): readonly Finding[];
  /** By rule, how many are not shown. */
  overflow(): Readonly<Record<string, number>>;
  /** How many of each severity there are in all. */
  counts(): Readonly<Record<Severity, number>>;
}

export function createShownKeeper(limit = SHOWN_A_RULE): ShownKeeper {
  const known = new Map<string, Finding>();
  const keysOf = new Map<string, Set<string>>();
  /** Of rules with more than the limit, the keys that are shown. */
  const kept = new Map<string, ReadonlySet<string>>();
  const severities = new Map<Severity, number>(SEVERITIES.map((severity) => [severity, 0]));
  const count = (severity: Severity, by: number): void => {
    severities.set(severity, (severities.get(severity) ?? 0) + by);
  };
  const shownIn = (rule: string): ReadonlySet<string> => kept.get(rule) ?? keysOf.get(rule) ?? new Set();

  function drop(key: string): void {
    const finding = known.get(key);
    if (finding === undefined) return;
    known.delete(key);
    keysOf.get(finding.rule)!.delete(key);
    count(finding.severity, -1);
  }
  function keep(finding: Finding): void {
    drop(finding.key);
    known.set(finding.key, finding);
    const keys = keysOf.get(finding.rule) ?? new Set<string>();
    keysOf.set(finding.rule, keys.add(finding.key));
    count(finding.severity, 1);
  }

  return {
    take({ added, changed, removed }) {
      const grown = new Set(
        [...added, ...removed.flatMap((key) => known.get(key) ?? [])].map(({ rule }) => rule),
      );
      const before = new Map([...grown].map((rule) => [rule, new Set(shownIn(rule))]));
      for (const key of removed) drop(key);
      for (const finding of [...added, ...changed]) keep(finding);
      const fresh: Finding[] = [];
      const gone: string[] = [];
      for (const [rule, was] of before) {
        const keys = keysOf.get(rule) ?? new Set();
        if (keys.size > limit) kept.set(rule, smallestKeys([...keys], limit));
        else kept.delete(rule);
        const now = shownIn(rule);
        for (const key of now) if (!was.has(key)) fresh.push(known.get(key)!);
        for (const key of was) if (!now.has(key)) gone.push(key);
      }
      const isChanged = ({ rule, key }: Finding): boolean =>
        shownIn(rule).has(key) && (before.get(rule)?.has(key) ?? true);
      return { added: fresh, changed: [...added, ...changed].filter(isChanged), removed: gone };
    },
    shown: (all) => (kept.size === 0 ? all : all.filter(({ rule, key }) => kept.get(rule)?.has(key) ?? true)),
    overflow: () =>
      Object.fromEntries([...kept.keys()].map((rule) => [rule, keysOf.get(rule)!.size - limit])),
    counts: () => Object.fromEntries(severities) as Record<Severity, number>,
  };
}
