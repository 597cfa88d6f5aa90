import type { DefectClass } from '../../shared/inspection/types.ts';
import type { ShapeKind } from './severity.tsx';

/** Shapes of the classes of defects: the same as of the severities, the gravest filled. */
export const DEFECT_SHAPE: Readonly<Record<DefectClass, ShapeKind>> = {
  A: 'blocking',
  B: 'error',
  C: 'warning',
  notice: 'notice',
};
