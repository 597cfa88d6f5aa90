import { unionBox } from '../geometry/box.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { PageFrame, PagePoint } from './types.ts';

/** The wider side of the frame, in page units. */
const SIDE = 10_000;
/** Radius of the earth, metres: good enough for saying how coarse a drawing is. */
const EARTH_M = 6_371_000;
/** Room around what is shown, a share of the wider side. */
const MARGIN = 0.04;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Mercator, in radians: what the map of the window draws in, so that pins stand where its picture has the place. */
const mercatorY = (latitude: number): number => Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2));
const latitudeOf = (y: number): number => ((2 * Math.atan(Math.exp(y)) - Math.PI / 2) * 180) / Math.PI;

/** A frame around a box, the box that it shows, and how a place comes into page units. */
export interface Framed {
  readonly frame: PageFrame;
  /** Degrees. */
  readonly box: Box;
  /** Metres on the ground in one page unit, in the middle of the frame. */
  readonly unitM: number;
  readonly toPage: (lon: number, lat: number) => PagePoint;
}

/** Lays a frame around boxes (degrees), with a margin. A box that is a point gets some room. */
export function frameAround(boxes: readonly Box[]): Framed {
  const [w, s, e, n] = boxes.reduce(unionBox);
  const [x0, x1] = [radians(w), radians(e)];
  const [y0, y1] = [mercatorY(s), mercatorY(n)];
  const side = Math.max(x1 - x0, y1 - y0, 1e-6);
  const room = side * MARGIN;
  // Never flatter or narrower than three to one: the page has no place for ribbons.
  const wide = Math.max(x1 - x0 + 2 * room, (y1 - y0 + 2 * room) / 3);
  const high = Math.max(y1 - y0 + 2 * room, (x1 - x0 + 2 * room) / 3);
  const left = (x0 + x1) / 2 - wide / 2;
  const top = (y0 + y1) / 2 + high / 2;
  const scale = SIDE / Math.max(wide, high);
  const degrees = (value: number): number => (value * 180) / Math.PI;
  return {
    frame: { width: Math.round(wide * scale), height: Math.round(high * scale) },
    box: [degrees(left), latitudeOf(top - high), degrees(left + wide), latitudeOf(top)],
    unitM: (EARTH_M * Math.cos(radians(latitudeOf(top - high / 2)))) / scale,
    toPage: (lon, lat) => [
      Math.round((radians(lon) - left) * scale),
      Math.round((top - mercatorY(lat)) * scale),
    ],
  };
}

/**
 * Path data of a shape in whole page units: vertices that fall on one another are dropped, parts that shrink to
 * nothing too. Neighbours that share a vertex share it in the page.
 */
export function pathOf({ xy, rings, kind }: Packed, toPage: Framed['toPage']): string {
  if (kind === 'point') return '';
  const out: string[] = [];
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const points: PagePoint[] = [];
    for (let i = rings[ring]!; i < rings[ring + 1]!; i++) {
      const at = toPage(xy[2 * i]!, xy[2 * i + 1]!);
      const last = points.at(-1);
      if (last?.[0] !== at[0] || last[1] !== at[1]) points.push(at);
    }
    const closed = kind === 'polygon';
    if (points.length < (closed ? 4 : 2)) continue;
    const [first, ...rest] = closed ? points.slice(0, -1) : points;
    out.push(`M${first!.join(' ')}L${rest.map((at) => at.join(' ')).join(' ')}${closed ? 'Z' : ''}`);
  }
  return out.join('');
}
