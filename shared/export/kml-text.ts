import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';

/* Shapes in KML 2.2, degrees as they are. */

function coordinates(xy: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < xy.length; i += 2) text += `${i === 0 ? '' : ' '}${xy[i]},${xy[i + 1]}`;
  return `<coordinates>${text}</coordinates>`;
}

export const kmlPoint = (lon: number, lat: number): string => `<Point>${coordinates([lon, lat])}</Point>`;

function part(kind: Packed['kind'], rings: readonly ArrayLike<number>[]): string {
  const [first = []] = rings;
  if (kind === 'point') return `<Point>${coordinates(first)}</Point>`;
  if (kind === 'line') return `<LineString>${coordinates(first)}</LineString>`;
  const boundary = (name: string, ring: ArrayLike<number>): string =>
    `<${name}><LinearRing>${coordinates(ring)}</LinearRing></${name}>`;
  const holes = rings.slice(1).map((ring) => boundary('innerBoundaryIs', ring));
  return `<Polygon>${boundary('outerBoundaryIs', first)}${holes.join('')}</Polygon>`;
}

/** The parts of a shape, one element each; none of an empty one. */
export const kmlParts = (packed: Packed | null): readonly string[] =>
  packed === null || packed.xy.length === 0
    ? []
    : Array.from({ length: partCount(packed) }, (_, i) => part(packed.kind, partOf(packed, i)));

/** Several shapes as one; empty text for none. */
export const kmlGeometry = (parts: readonly string[]): string =>
  parts.length <= 1 ? (parts[0] ?? '') : `<MultiGeometry>${parts.join('')}</MultiGeometry>`;
