import { defineLineOverlap } from '../define-line-overlap.ts';

/** 红线与永久基本农田重叠. */
export const redlineBasicFarmland = defineLineOverlap({
  id: 'redline-basic-farmland',
  netOfCounterpart: true,
});
