import type { GeometryKind } from '../geometry/packed.ts';

/** Kinds by the words formats use; lines first, because a polyline is none of polygons. */
const WORDS: readonly (readonly [GeometryKind, RegExp])[] = [
  ['line', /line|curve(?!polygon)/],
  ['polygon', /polygon|multisurface/],
  ['point', /point/],
];

/**
 * The kind of geometry that a source means by the name it gives it (`MULTIPOLYGON`, `3D Polygon`, `PolyLineZ`); null
 * where it has several, names none, or says that it may be any.
 */
export function kindOfName(name: string): GeometryKind | null {
  const kinds = new Set(
    name
      .split(',')
      .map((part) => WORDS.find(([, word]) => word.test(part.toLowerCase().replaceAll(' ', '')))?.[0]),
  );
  const [only] = kinds;
  return kinds.size === 1 ? (only ?? null) : null;
}
