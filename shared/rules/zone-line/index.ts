import type { RuleDefinition } from '../define-rule.ts';
import { basicFarmlandOutsideFarmlandZone } from './basic-farmland-outside-farmland-zone.ts';
import { boundaryBasicFarmland } from './boundary-basic-farmland.ts';
import { boundaryRedline } from './boundary-redline.ts';
import { protectionZoneOutsideRedline } from './protection-zone-outside-redline.ts';
import { redlineBasicFarmland } from './redline-basic-farmland.ts';
import { redlineOutsideProtectionZone } from './redline-outside-protection-zone.ts';
import { ruralZoneInsideBoundary } from './rural-zone-inside-boundary.ts';
import { urbanZoneBoundaryIdentity } from './urban-zone-boundary-identity.ts';
import { urbanZoneOutsideBoundary } from './urban-zone-outside-boundary.ts';

/** Zone against control line, and control lines against each other. */
export const ZONE_LINE_RULES: readonly RuleDefinition[] = [
  ruralZoneInsideBoundary,
  urbanZoneOutsideBoundary,
  urbanZoneBoundaryIdentity,
  redlineOutsideProtectionZone,
  protectionZoneOutsideRedline,
  basicFarmlandOutsideFarmlandZone,
  redlineBasicFarmland,
  boundaryBasicFarmland,
  boundaryRedline,
];
