import { DEFAULT_RULESET } from './ruleset.ts';
import { diffRulesets, isEmptyDifference } from './ruleset-diff.ts';
import type { Ruleset } from './rule.ts';

/** Where a ruleset is edited, and the highest number that an edit has had there. */
export interface EditPlace {
  /** Code of the county; empty where it is not known. */
  readonly county: string;
  readonly edits: number;
}

/**
 * The name of an edited ruleset: its own id, `<version of what it was made from>+<number of the edit>`, and what it
 * was made from.
 */
export function asEdited(ruleset: Ruleset, { county, edits }: EditPlace): Ruleset {
  const base = ruleset.base ?? { id: ruleset.id, version: ruleset.version };
  return {
    ...ruleset,
    id: `${base.id}-${county === '' ? 'own' : county}`,
    version: `${base.version}+${Math.max(edits, editNumber(ruleset)) + 1}`,
    base,
  };
}

/** The number of the edit that made a ruleset; 0 for one that was not edited. */
function editNumber({ version, base }: Ruleset): number {
  const after = base === undefined ? '' : version.slice(base.version.length);
  return Number(/^\+(\d{1,9})$/.exec(after)?.[1] ?? 0);
}

/** Whether two rulesets have the same name, so that findings could not be told apart by it. */
export const sameName = (a: Ruleset, b: Ruleset): boolean => a.id === b.id && a.version === b.version;

/**
 * A ruleset from a file under a name that is free: its own, unless that already stands for other content (somebody
 * edited an exported file and left its version as it was).
 */
export function asNewVersion(ruleset: Ruleset, inForce: Ruleset, place: EditPlace): Ruleset {
  const taken = [inForce, DEFAULT_RULESET].some(
    (known) => sameName(known, ruleset) && !isEmptyDifference(diffRulesets(known, ruleset)),
  );
  if (!taken) return ruleset;
  return isEmptyDifference(diffRulesets(inForce, ruleset)) ? inForce : asEdited(ruleset, place);
}
