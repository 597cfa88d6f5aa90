import { defineLineOverlap } from '../define-line-overlap.ts';

/** 边界与永久基本农田重叠. Farmland in a hole of the boundary (开天窗) is outside it, and right. */
export const boundaryBasicFarmland = defineLineOverlap({
  id: 'boundary-basic-farmland',
  netOfCounterpart: true,
});
