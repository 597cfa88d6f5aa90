import proj4 from 'proj4';
import type { Crs } from './catalogue.ts';

/** Maps one position in place: reads `xy[at], xy[at + 1]` and writes the pair back. */
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
  const converter = proj4(DEGREES, projDefinition(crs));
  const mapBy =
    (convert: (point: [number, number]) => number[]): PointMap =>
    (xy, at) => {
      const x = xy[at] ?? NaN;
      const y = xy[at + 1] ?? NaN;
      // The converter throws for values that are not finite; the caller sees NaN.
      const finite = Number.isFinite(x) && Number.isFinite(y);
      const point = finite ? convert([x, y]) : [NaN, NaN];
      xy[at] = point[0] ?? NaN;
      xy[at + 1] = point[1] ?? NaN;
    };
  const transform: Transform = {
    toDegrees: mapBy((point) => converter.inverse(point)),
    fromDegrees: mapBy((point) => converter.forward(point)),
  };
  made.set(crs.epsg, transform);
  return transform;
}
