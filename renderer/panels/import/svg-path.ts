import type { Packed } from '../../../shared/geometry/packed.ts';

/** Where degrees (or metres) fall in the picture: pixels a unit, from its north-west corner. */
export interface PictureView {
  readonly west: number;
  readonly north: number;
  readonly squeeze: number;
  readonly scale: number;
}

/** A geometry as the data of an SVG path; points become small crosses. */
export function svgPath(shape: Packed, view: PictureView): string {
  const { xy, rings } = shape;
  const at = (point: number): readonly [number, number] => [
    ((xy[2 * point] ?? 0) - view.west) * view.squeeze * view.scale,
    (view.north - (xy[2 * point + 1] ?? 0)) * view.scale,
  ];
  const text = ([x, y]: readonly [number, number]): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  if (shape.kind === 'point') {
    return Array.from({ length: xy.length / 2 }, (_, point) => {
      const [x, y] = at(point);
      return `M${text([x - 3, y])}H${(x + 3).toFixed(1)}M${text([x, y - 3])}V${(y + 3).toFixed(1)}`;
    }).join('');
  }
  let path = '';
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const [from, to] = [rings[ring] ?? 0, rings[ring + 1] ?? 0];
    for (let point = from; point < to; point++) path += `${point === from ? 'M' : 'L'}${text(at(point))}`;
    if (shape.kind === 'polygon') path += 'z';
  }
  return path;
}
