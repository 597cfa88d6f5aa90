import type { RuleDefinition } from '../define-rule.ts';
import { acuteAngle } from './acute-angle.ts';
import { coverageGap } from './coverage-gap.ts';
import { coverageOverlap } from './coverage-overlap.ts';
import { coverageRange } from './coverage-range.ts';
import { duplicateVertex } from './duplicate-vertex.ts';
import { holeOutsideShell } from './hole-outside-shell.ts';
import { multipart } from './multipart.ts';
import { nearVertex } from './near-vertex.ts';
import { outsideExtent } from './outside-extent.ts';
import { selfIntersection } from './self-intersection.ts';
import { sharedBorderMismatch } from './shared-border-mismatch.ts';
import { sliver } from './sliver.ts';
import { tinyFace } from './tiny-face.ts';

/** Shapes, and layers that must cover their range. */
export const TOPOLOGY_RULES: readonly RuleDefinition[] = [
  coverageOverlap,
  coverageGap,
  coverageRange,
  sliver,
  tinyFace,
  selfIntersection,
  duplicateVertex,
  nearVertex,
  acuteAngle,
  multipart,
  outsideExtent,
  sharedBorderMismatch,
  holeOutsideShell,
];
