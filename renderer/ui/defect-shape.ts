import type { ShapeKind } from './severity.tsx';

/** Shapes of the classes of defects: the same as of the severities, the gravest filled. */
export const DEFECT_SHAPE = {
  A: 'blocking',
  B: 'error',
  C: 'warning',
  notice: 'notice',
} as const satisfies Readonly<Record<string, ShapeKind>>;
