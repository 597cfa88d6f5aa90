import type { Ruleset } from './rule.ts';

/** Where a ruleset is edited, and how often that has been done there. */
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
    version: `${base.version}+${edits + 1}`,
    base,
  };
}

/** Whether two rulesets have the same name, so that findings could not be told apart by it. */
export const sameName = (a: Ruleset, b: Ruleset): boolean => a.id === b.id && a.version === b.version;
