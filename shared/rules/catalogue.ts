import type { RuleDefinition } from './define-rule.ts';
import { ecologicalZoneConstruction } from './ecological-zone-construction.ts';
import { parkBasicFarmland } from './park-basic-farmland.ts';
import { parkOutsideBoundary } from './park-outside-boundary.ts';
import { parkPlannedNonConstruction } from './park-planned-non-construction.ts';
import { parkRedline } from './park-redline.ts';
import { townZone } from './town-zone.ts';

/** Every rule the product can run. To add one: its file, its data in resources/ruleset, its test, a line here. */
export const RULES: readonly RuleDefinition[] = [
  parkBasicFarmland,
  parkRedline,
  parkOutsideBoundary,
  parkPlannedNonConstruction,
  townZone,
  ecologicalZoneConstruction,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));
export const ruleDefinition = (id: string): RuleDefinition | undefined => byId.get(id);
