import type { Map as MapLibreMap } from 'maplibre-gl';
import { RADIANS } from '../../../shared/geometry/ellipsoid.ts';

/** Side of the world in pixels at zoom 0. */
const WORLD = 512;

/** Where places of the map lie on the screen for one position of the camera; pitch is always zero. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  /** Pixels from the upper left corner, written as x, y, x, y ... for flat longitudes and latitudes. */
  project(lonLat: ArrayLike<number>): Float64Array;
}

const mercatorY = (latitude: number): number => {
  const sine = Math.sin(latitude * RADIANS);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

/**
 * The camera of a map as plain figures. Thousands of points a frame are projected with them, for which the map's own
 * `project` makes too many objects; a test holds the two together.
 */
export function screenOf(
  map: Pick<MapLibreMap, 'getCenter' | 'getZoom' | 'getBearing' | 'getContainer'>,
): Screen {
  const { lng, lat } = map.getCenter();
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return screenAt([lng, lat], map.getZoom(), map.getBearing(), width, height);
}

/** @param bearing degrees that the map is turned, clockwise */
export function screenAt(
  centre: readonly [number, number],
  zoom: number,
  bearing: number,
  width: number,
  height: number,
): Screen {
  const scale = WORLD * 2 ** zoom;
  const [cx, cy] = [centre[0] / 360, mercatorY(centre[1])];
  const [sin, cos] = [Math.sin(-bearing * RADIANS), Math.cos(-bearing * RADIANS)];
  return {
    width,
    height,
    project: (lonLat) => {
      const out = new Float64Array(lonLat.length);
      for (let i = 0; i + 1 < lonLat.length; i += 2) {
        const x = (lonLat[i]! / 360 - cx) * scale;
        const y = (mercatorY(lonLat[i + 1]!) - cy) * scale;
        out[i] = x * cos - y * sin + width / 2;
        out[i + 1] = x * sin + y * cos + height / 2;
      }
      return out;
    },
  };
}
