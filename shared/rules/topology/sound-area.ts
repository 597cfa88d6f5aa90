import type { SelfFeature } from '../bound-rule.ts';

/**
 * Whether the area of a polygon means anything: its rings are whole and do not cross. What is wrong with them is
 * said by the rules on shape, and a figure made from them would only say it again. Costly: ask last.
 */
export const hasSoundArea = (feature: Pick<SelfFeature, 'problems'>): boolean =>
  feature.problems().every(({ kind }) => kind === 'duplicate-vertex' || kind === 'self-touching');
