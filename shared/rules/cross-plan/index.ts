import type { RuleDefinition } from '../define-rule.ts';
import { ecologicalZoneConstruction } from './ecological-zone-construction.ts';
import { parkBasicFarmland } from './park-basic-farmland.ts';
import { parkOutsideBoundary } from './park-outside-boundary.ts';
import { parkPlannedNonConstruction } from './park-planned-non-construction.ts';
import { parkRedline } from './park-redline.ts';
import { townZone } from './town-zone.ts';

/** Plan against plan, and plan against control line. */
export const CROSS_PLAN_RULES: readonly RuleDefinition[] = [
  parkBasicFarmland,
  parkRedline,
  parkOutsideBoundary,
  parkPlannedNonConstruction,
  townZone,
  ecologicalZoneConstruction,
];
