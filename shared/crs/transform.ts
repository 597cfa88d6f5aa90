import proj4 from 'proj4';
import { RADIANS } from '../geometry/ellipsoid.ts';
import type { Crs } from './catalogue.ts';

/** Maps one position in place: reads `xy[at], xy[at + 1]` and writes the pair back (NaN or infinite where there is none). */
export type PointMap = (xy: Float64Array, at: number) => void;

/** Both ways between a system and stored degrees. Results are not rounded to the grid. */
export interface Transform {
  /** Easting and northing in metres (or degrees, for the geographic system) to longitude and latitude. */
  readonly toDegrees: PointMap;
  readonly fromDegrees: PointMap;
}

const IDENTITY: Transform = { toDegrees: () => {}, fromDegrees: () => {} };
const DEGREES = '+proj=longlat +ellps=GRS80 +no_defs';

/** The definition in the notation of PROJ. GRS80 has the size and flattening of the CGCS2000 ellipsoid. */
export function projDefinition(crs: Crs): string {
  if (crs.kind === 'geographic') return DEGREES;
  return `+proj=etmerc +lat_0=0 +lon_0=${crs.centralMeridian} +k=1 +x_0=${crs.falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
}

const made = new Map<number, Transform>();

/** The transform of a system; the same object for the same system. */
export function transformOf(crs: Crs): Transform {
  if (crs.kind === 'geographic') return IDENTITY;
  const known = made.get(crs.epsg);
  if (known) return known;
  // The projection itself, in radians: converting through a pair of systems costs three times as much for checks of
  // datums that are the same here.
  const projection = new proj4.Proj(projDefinition(crs));
  const point = { x: 0, y: 0 };
  const transform: Transform = {
    toDegrees: (xy, at) => {
      point.x = xy[at] ?? NaN;
      point.y = xy[at + 1] ?? NaN;
      const { x, y } = projection.inverse(point);
      xy[at] = x / RADIANS;
      xy[at + 1] = y / RADIANS;
    },
    fromDegrees: (xy, at) => {
      point.x = (xy[at] ?? NaN) * RADIANS;
      point.y = (xy[at + 1] ?? NaN) * RADIANS;
      const { x, y } = projection.forward(point);
      xy[at] = x;
      xy[at + 1] = y;
    },
  };
  made.set(crs.epsg, transform);
  return transform;
}
