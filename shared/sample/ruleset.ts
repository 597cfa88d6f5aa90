import type { Ruleset } from '../rules/rule.ts';
import { DEFAULT_RULESET } from '../rules/ruleset.ts';
import { asEdited } from '../rules/ruleset-version.ts';

/** Local settings that this county has made and the ruleset that ships leaves off. */
const SWITCHED_ON: ReadonlySet<string> = new Set(['park-residential-separation', 'park-service-distance']);

/**
 * The demonstration county's own ruleset: the default with its distance settings switched on.
 *
 * @param county code of the county, part of the ruleset's id
 */
export const sampleRuleset = (county: string): Ruleset =>
  asEdited(
    {
      ...DEFAULT_RULESET,
      rules: DEFAULT_RULESET.rules.map((rule) => (SWITCHED_ON.has(rule.id) ? { ...rule, on: true } : rule)),
    },
    { county, edits: 0 },
  );
