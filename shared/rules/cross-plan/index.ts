import type { RuleDefinition } from '../define-rule.ts';
import { basicFarmlandNotCultivated } from './basic-farmland-not-cultivated.ts';
import { builtPlannedNonConstruction } from './built-planned-non-construction.ts';
import { ecologicalZoneConstruction } from './ecological-zone-construction.ts';
import { landUseZone } from './land-use-zone.ts';
import { nonConstructionInsideBoundary } from './non-construction-inside-boundary.ts';
import { otherRedline } from './other-redline.ts';
import { outsideCounty } from './outside-county.ts';
import { parkBasicFarmland } from './park-basic-farmland.ts';
import { parkClassMainFunction } from './park-class-main-function.ts';
import { parkEcologicalZone } from './park-ecological-zone.ts';
import { parkOutsideBoundary } from './park-outside-boundary.ts';
import { parkPlannedNonConstruction } from './park-planned-non-construction.ts';
import { parkPlannedWater } from './park-planned-water.ts';
import { parkRedline } from './park-redline.ts';
import { parkResidentialSeparation } from './park-residential-separation.ts';
import { parkServiceDistance } from './park-service-distance.ts';
import { parkTownDistance } from './park-town-distance.ts';
import { parkUseShare } from './park-use-share.ts';
import { townEcologicalZone } from './town-ecological-zone.ts';
import { townOutsideBoundary } from './town-outside-boundary.ts';
import { townZone } from './town-zone.ts';
import { urbanUseOutsideBoundary } from './urban-use-outside-boundary.ts';

/** Plan against plan, and plan against control line. */
export const CROSS_PLAN_RULES: readonly RuleDefinition[] = [
  parkBasicFarmland,
  parkRedline,
  parkOutsideBoundary,
  parkPlannedNonConstruction,
  parkPlannedWater,
  parkUseShare,
  parkClassMainFunction,
  parkEcologicalZone,
  parkResidentialSeparation,
  parkServiceDistance,
  parkTownDistance,
  townZone,
  townOutsideBoundary,
  townEcologicalZone,
  ecologicalZoneConstruction,
  landUseZone,
  urbanUseOutsideBoundary,
  nonConstructionInsideBoundary,
  basicFarmlandNotCultivated,
  otherRedline,
  builtPlannedNonConstruction,
  outsideCounty,
];
