import { polygonAreaM2 } from '../geometry/area.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { canonical } from '../geometry/grid.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import { clipLine, clipRing } from '../tiles/clip.ts';
import { windowRing, type MapWindow } from './map/map-window.ts';
import { STEPS_PER_MM, type Plotted } from './map/plotter.ts';

/** The ground that a sheet is about: what the legend explains and tables sum up. */
export interface Region {
  /**
   * Whether anything of a feature lies in it, and how much, m2 on the ellipsoid (null where it has no area, or nobody asks
   * for areas).
   *
   * @param shape as it is drawn; null where it lies beside the frame or is too small to be drawn, and yet has its area
   */
  measure(
    geometry: Packed,
    shape: Plotted | null,
  ): { readonly seen: boolean; readonly areaM2: number | null };
}

/** The frame of a map in steps on the paper. */
export const frameInSteps = ({ x, y, width, height }: MapWindow): Box =>
  [x, y, x + width, y + height].map((mm) => Math.round(mm * STEPS_PER_MM)) as unknown as Box;

/** Where a plotted shape lies in relation to the frame. */
function placeOf(shape: Plotted, frame: Box): 'inside' | 'crossing' | 'outside' {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of shape.parts) {
    for (const ring of part) {
      for (let i = 0; i < ring.length; i += 2) {
        minX = Math.min(minX, ring[i]!);
        maxX = Math.max(maxX, ring[i]!);
        minY = Math.min(minY, ring[i + 1]!);
        maxY = Math.max(maxY, ring[i + 1]!);
      }
    }
  }
  if (minX >= frame[0] && minY >= frame[1] && maxX <= frame[2] && maxY <= frame[3]) return 'inside';
  return minX > frame[2] || maxX < frame[0] || minY > frame[3] || maxY < frame[1] ? 'outside' : 'crossing';
}

/** Whether anything of a shape that crosses the frame's box is in the frame. */
function reachesIn({ kind, parts }: Plotted, frame: Box): boolean {
  if (kind === 'point') return false;
  return parts.some(([ring]) => {
    const points = ring!.length / 2;
    return kind === 'line'
      ? clipLine(ring!, 0, points, frame).length > 0
      : clipRing(ring!, 0, points, frame).length >= 6;
  });
}

/** Whether the border of a polygon is seen in the frame: of a layer without fill nothing else is. */
export const borderSeen = ({ parts }: Plotted, frame: Box): boolean =>
  parts.flat().some((ring) => {
    const closed = [...ring, ring[0]!, ring[1]!];
    return clipLine(closed, 0, closed.length / 2, frame).length > 0;
  });

/** What lies in the frame of a map. Without `areas` nothing is overlaid. */
export function frameRegion(window: MapWindow, overlay: Overlay, areas: boolean): Region {
  const frame = frameInSteps(window);
  const ring = windowRing(window).map(canonical);
  const ground = packFlat('polygon', [[ring]]);
  return {
    measure: (geometry, shape) => {
      const polygon = geometry.kind === 'polygon';
      if (shape === null) {
        const areaM2 = areas && polygon ? overlay.intersectionAreaM2(geometry, ground) : 0;
        return { seen: areaM2 > 0, areaM2 };
      }
      const place = placeOf(shape, frame);
      const seen = place === 'inside' || (place === 'crossing' && reachesIn(shape, frame));
      if (!seen || !areas || !polygon) return { seen, areaM2: null };
      const areaM2 =
        place === 'inside' ? polygonAreaM2(geometry) : overlay.intersectionAreaM2(geometry, ground);
      return { seen, areaM2 };
    },
  };
}

/** Less than this in common, m2, is the noise of a shared border. */
const NOISE_M2 = 1;

/** What lies in one polygon, as far as the map shows it: the township of a page of an atlas. */
export function subjectRegion(subject: Packed, overlay: Overlay): Region {
  return {
    measure: (geometry) => {
      if (geometry.kind === 'point') {
        const seen = pointInPolygon(subject, geometry.xy[0]!, geometry.xy[1]!) !== 'outside';
        return { seen, areaM2: null };
      }
      if (geometry.kind === 'line') {
        const seen = geometry.xy.some(
          (x, i) => i % 2 === 0 && pointInPolygon(subject, x, geometry.xy[i + 1]!) !== 'outside',
        );
        return { seen, areaM2: null };
      }
      const areaM2 = overlay.intersectionAreaM2(geometry, subject);
      return { seen: areaM2 > NOISE_M2, areaM2 };
    },
  };
}
