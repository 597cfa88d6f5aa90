import { textParam, type InspectionCheck } from '../define-check.ts';
import type { ShapeFaultKind } from '../source.ts';

const WORDS: Partial<Record<ShapeFaultKind, string>> = {
  none: 'shape-none',
  empty: 'shape-empty',
  unreadable: 'shape-unreadable',
};

/** 空图形: a feature without a shape, or with bytes that are none. */
export const emptyShape: InspectionCheck = {
  kind: 'shape',
  check: 'T1',
  faults: ['none', 'empty', 'unreadable'],
  message: ({ kind }, subject) => ({ key: WORDS[kind] ?? 'shape-unreadable', params: subject }),
};

/** 曲线: arcs and splines, which no planar figure or exchange text keeps; they are to be densified first. */
export const curve: InspectionCheck = {
  kind: 'shape',
  check: 'T7',
  faults: ['curve'],
  message: (_fault, subject) => ({ key: 'shape-curve', params: subject }),
};

/** A shape of another kind than its layer's. */
export const shapeKind: InspectionCheck = {
  kind: 'shape',
  check: 'A2',
  faults: ['other-kind'],
  message: ({ detail }, subject) => ({
    key: 'shape-kind',
    params: { ...subject, type: textParam(TYPE_NAMES[(detail ?? 0) % 1000] ?? String(detail)) },
  }),
};

/** Names of geometry types by their code in well-known binary. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'POINT',
  2: 'LINESTRING',
  3: 'POLYGON',
  4: 'MULTIPOINT',
  5: 'MULTILINESTRING',
  6: 'MULTIPOLYGON',
  7: 'GEOMETRYCOLLECTION',
};
