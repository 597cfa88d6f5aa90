import { defineLineOverlap } from '../define-line-overlap.ts';

/** 边界与红线重叠. */
export const boundaryRedline = defineLineOverlap({ id: 'boundary-redline', netOfCounterpart: false });
