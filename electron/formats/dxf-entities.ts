import { turnOfRing } from '../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../shared/geometry/counts.ts';
import { boxContainsXY } from '../../shared/geometry/box.ts';
import { innerPoint } from '../../shared/geometry/inner-point.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { entityHead, groups } from './dxf-sections.ts';

/** Metres with the decimals that positions in a plane have. */
const metres = (value: number): string => value.toFixed(4);

/** A polyline; a closed one is written without its last vertex, which is the first again. */
export function polyline(xy: ArrayLike<number>, closed: boolean, handle: string, layer: string): string {
  const count = xy.length / 2 - (closed ? 1 : 0);
  let text =
    entityHead('LWPOLYLINE', handle, layer) +
    groups(100, 'AcDbPolyline', 90, count, 70, closed ? 1 : 0, 43, '0.0');
  for (let i = 0; i < count; i++) text += `10\n${metres(xy[2 * i]!)}\n20\n${metres(xy[2 * i + 1]!)}\n`;
  return text;
}

export const point = (x: number, y: number, handle: string, layer: string): string =>
  entityHead('POINT', handle, layer) + groups(100, 'AcDbPoint', 10, metres(x), 20, metres(y), 30, '0.0');

/** A line of text centred on a point. */
export function label(
  text: string,
  [x, y]: readonly [number, number],
  height: number,
  handle: string,
  layer: string,
): string {
  return (
    entityHead('TEXT', handle, layer) +
    groups(100, 'AcDbText', 10, metres(x), 20, metres(y), 30, '0.0', 40, height, 1, text, 7, 'STANDARD') +
    groups(72, 1, 11, metres(x), 21, metres(y), 31, '0.0', 100, 'AcDbText', 73, 2)
  );
}

/** Where the name of a geometry stands: in the largest part of a polygon, halfway along a line, at a point. */
export function labelPlace(packed: Packed): readonly [number, number] {
  const first: readonly [number, number] = [packed.xy[0]!, packed.xy[1]!];
  if (packed.kind === 'point') return first;
  if (packed.kind === 'line') {
    const middle = 2 * Math.floor((packed.rings[1] ?? 1) / 2);
    return [packed.xy[middle]!, packed.xy[middle + 1]!];
  }
  let rings = partOf(packed, 0);
  for (let part = 1; part < partCount(packed); part++) {
    const other = partOf(packed, part);
    if (Math.abs(turnOfRing(other[0]!)) > Math.abs(turnOfRing(rings[0]!))) rings = other;
  }
  const [x, y] = innerPoint(rings);
  return boxContainsXY(packed.box, x, y) ? [x, y] : first;
}
