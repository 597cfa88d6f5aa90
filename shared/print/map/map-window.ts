import type { Crs } from '../../crs/catalogue.ts';
import { transformOf } from '../../crs/transform.ts';
import { EMPTY_BOX, unionBox } from '../../geometry/box.ts';
import type { Box } from '../../geometry/packed.ts';

/** Where a map lies: the rectangle on the paper (mm) and what is in its middle on the ground (metres). */
export interface MapWindow {
  readonly crs: Crs;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The n of 1:n. A millimetre on the paper is n millimetres in the plane of the zone. */
  readonly scale: number;
  /** Easting and northing of the middle of the rectangle. */
  readonly east: number;
  readonly north: number;
}

const MM_PER_M = 1000;

/** Millimetres on the paper of a place in the plane. */
export const paperX = (window: MapWindow, east: number): number =>
  window.x + window.width / 2 + ((east - window.east) * MM_PER_M) / window.scale;
export const paperY = (window: MapWindow, north: number): number =>
  window.y + window.height / 2 - ((north - window.north) * MM_PER_M) / window.scale;

/** The place in the plane under a point of the paper. */
export const eastOf = (window: MapWindow, x: number): number =>
  window.east + ((x - window.x - window.width / 2) * window.scale) / MM_PER_M;
export const northOf = (window: MapWindow, y: number): number =>
  window.north - ((y - window.y - window.height / 2) * window.scale) / MM_PER_M;

/** Longitude and latitude under a point of the paper; not rounded to the grid. */
export function degreesAt(window: MapWindow, x: number, y: number): readonly [number, number] {
  const xy = Float64Array.of(eastOf(window, x), northOf(window, y));
  transformOf(window.crs).toDegrees(xy, 0);
  return [xy[0]!, xy[1]!];
}

/** Points along each side that are looked at for the box of a window: sides bend in degrees. */
const SIDE_STEPS = 16;

/** The window's rectangle in degrees as a closed ring, anticlockwise, with points along its sides. */
export function windowRing(window: MapWindow, margin = 0): Float64Array {
  const { x, y, width, height } = window;
  const [left, top, right, bottom] = [x - margin, y - margin, x + width + margin, y + height + margin];
  const corners = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
    [left, bottom],
  ] as const;
  const ring: number[] = [];
  for (let side = 0; side < 4; side++) {
    const [ax, ay] = corners[side]!;
    const [bx, by] = corners[side + 1]!;
    for (let k = 0; k < SIDE_STEPS; k++) {
      const t = k / SIDE_STEPS;
      ring.push(...degreesAt(window, ax + (bx - ax) * t, ay + (by - ay) * t));
    }
  }
  return Float64Array.from([...ring, ring[0]!, ring[1]!]);
}

/** Box in degrees of what a window shows, with `margin` millimetres around it. */
export function windowBox(window: MapWindow, margin: number): Box {
  const ring = windowRing(window, margin);
  let box: Box = EMPTY_BOX;
  for (let i = 0; i < ring.length; i += 2)
    box = unionBox(box, [ring[i]!, ring[i + 1]!, ring[i]!, ring[i + 1]!]);
  return box;
}

/** Box in the plane (east, north) of a box in degrees. */
export function planeBox(crs: Crs, box: Box): Box {
  const { fromDegrees } = transformOf(crs);
  let out: Box = EMPTY_BOX;
  for (let i = 0; i <= SIDE_STEPS; i++) {
    const lon = box[0] + ((box[2] - box[0]) * i) / SIDE_STEPS;
    const lat = box[1] + ((box[3] - box[1]) * i) / SIDE_STEPS;
    for (const [x, y] of [
      [lon, box[1]],
      [lon, box[3]],
      [box[0], lat],
      [box[2], lat],
    ] as const) {
      const xy = Float64Array.of(x, y);
      fromDegrees(xy, 0);
      out = unionBox(out, [xy[0]!, xy[1]!, xy[0]!, xy[1]!]);
    }
  }
  return out;
}

/** Scales that plans are drawn at, times a power of ten: those of maps, and round ones between them. */
const ROUND = [1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10];

/** The largest round scale at which a box of the plane (metres) fits a rectangle (mm). */
export function fittingScale(box: Box, width: number, height: number): number {
  const least = MM_PER_M * Math.max((box[2] - box[0]) / width, (box[3] - box[1]) / height, 1e-6);
  const power = 10 ** Math.floor(Math.log10(least));
  return Math.max(1, Math.ceil(power * (ROUND.find((factor) => factor * power >= least - 1e-9) ?? 10)));
}
