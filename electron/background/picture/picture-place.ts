import type { PyramidPlan } from './pyramid.ts';
import { BLOCK_LEVELS } from './pyramid.ts';
import { TILE } from './pixels.ts';
import { crsCandidates, type Candidate } from '../../../shared/crs/candidates.ts';
import { crsByEpsg, type Crs } from '../../../shared/crs/catalogue.ts';
import { readWkt } from '../../../shared/crs/parse-wkt.ts';
import { plausibleIn } from '../../../shared/crs/plausible.ts';
import { transformOf } from '../../../shared/crs/transform.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { toMercator } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { PictureInfo } from './picture-info.ts';

/** In which system a picture is: one of the catalogue, another that GDAL reads, or to be said by the user. */
export type PictureCrs =
  | { readonly kind: 'known'; readonly crs: Crs }
  | { readonly kind: 'foreign'; readonly name: string }
  | { readonly kind: 'none'; readonly candidates: readonly Candidate[] };

type Place = readonly [number, number];

/** Deepest zoom of tiles, far below what an aerial photograph resolves. */
const DEEPEST = 22;
/** The map shows nothing above this zoom. */
const FLATTEST = 3;
/** A picture finer than a level by this part of a zoom is shown by that level; of a large one half a zoom, for each level takes four times the work. */
const TOLERANCE = { small: 0.25, large: 0.5 } as const;
const LARGE_PIXELS = 100_000_000;
/** What straight edges between the corners may cut off, as a share of the picture. */
const MARGIN = 0.01;

/** Corners, middles of the edges and the middle of a picture, in its own coordinates. */
function framePoints({ width, height, geoTransform: g }: PictureInfo): readonly Place[] {
  if (g === null) return [];
  return [0, 0.5, 1].flatMap((v) =>
    [0, 0.5, 1].map((u): Place => {
      const [column, row] = [u * width, v * height];
      return [g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5]];
    }),
  );
}

function boxOf(points: readonly Place[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const fits = (crs: Crs, points: readonly Place[]): boolean =>
  points.every(([x, y]) => plausibleIn(crs, x, y));

/**
 * Tells the system of a picture.
 *
 * @param county in degrees, null when there is none
 * @param beside the text of a `.prj` file beside it, where the picture itself states nothing
 * @returns failures `background.no-place` (neither coordinates nor a world file), `background.old-datum`
 */
export function pictureCrs(info: PictureInfo, beside: string, county: Box | null): Result<PictureCrs> {
  const points = framePoints(info);
  if (points.length === 0) return fail('background.no-place');
  const said = readWkt(info.wkt || beside);
  if (said.kind === 'old-datum') return fail('background.old-datum', { name: said.name });
  if (said.kind === 'known') {
    const crs = crsByEpsg(said.epsg);
    // A zone number in the eastings and not in the system, or the other way round, is no place on earth.
    if (crs && fits(crs, points)) return ok({ kind: 'known', crs });
  }
  if (said.kind === 'unsupported' && info.wkt !== '' && info.corners !== null) {
    return ok({ kind: 'foreign', name: said.name });
  }
  return ok({ kind: 'none', candidates: crsCandidates([boxOf(points)], county) });
}

/**
 * Where the tiles of a picture lie and how deep they go.
 *
 * @param crs null for a system that only GDAL reads
 * @returns failures `background.crs-does-not-fit`, `background.no-place`
 */
export function planPicture(info: PictureInfo, crs: Crs | null): Result<PyramidPlan> {
  const points = framePoints(info);
  let degrees: readonly Place[];
  if (crs === null) degrees = info.corners ?? [];
  else {
    if (!fits(crs, points)) return fail('background.crs-does-not-fit', { epsg: crs.epsg });
    const { toDegrees } = transformOf(crs);
    degrees = points.map(([x, y]): Place => {
      const xy = Float64Array.of(x, y);
      toDegrees(xy, 0);
      return [xy[0]!, xy[1]!];
    });
  }
  if (degrees.length < 4 || !degrees.flat().every(Number.isFinite)) return fail('background.no-place');
  const [west, south, east, north] = boxOf(degrees);
  const [dx, dy] = [(east - west) * MARGIN, (north - south) * MARGIN];
  const bounds: Box = [
    Math.max(-180, west - dx),
    Math.max(-85, south - dy),
    Math.min(180, east + dx),
    Math.min(85, north + dy),
  ];
  if (!(bounds[0] < bounds[2] && bounds[1] < bounds[3])) return fail('background.no-place');
  const [left, top] = toMercator(west, north);
  const [right, bottom] = toMercator(east, south);
  // Of a turned picture the box is larger than the picture: then the tiles are a little coarser than its pixels.
  const pixel = Math.sqrt(((right - left) * (bottom - top)) / (info.width * info.height));
  const tolerance = info.width * info.height > LARGE_PIXELS ? TOLERANCE.large : TOLERANCE.small;
  const maxZoom = Math.ceil(Math.log2(1 / (TILE * pixel)) - tolerance);
  const deepest = Math.max(BLOCK_LEVELS, Math.min(DEEPEST, maxZoom));
  const whole = Math.floor(Math.log2(1 / Math.max(right - left, bottom - top))) - 1;
  return ok({ bounds, minZoom: Math.max(FLATTEST, Math.min(whole, deepest)), maxZoom: deepest });
}

/** West, south, east and north of a tile in metres of web mercator, as GDAL wants them. */
export function cellExtent({
  z,
  x,
  y,
}: {
  z: number;
  x: number;
  y: number;
}): readonly [number, number, number, number] {
  const half = 20_037_508.342789244;
  const side = (2 * half) / 2 ** z;
  return [-half + x * side, half - (y + 1) * side, -half + (x + 1) * side, half - y * side];
}
