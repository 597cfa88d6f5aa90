import type { LonLat } from '../geometry/geodesic.ts';
import { canonical } from '../geometry/grid.ts';
import { fail, ok, type Result } from '../result.ts';
import { isAngle, numberOf } from './angle.ts';
import { crsByEpsg, STORED_EPSG, zoneCrs, type Crs } from './catalogue.ts';
import type { AxisLabel, WrittenValue } from './coordinate-tokens.ts';
import { zonePrefix } from './plausible.ts';
import { transformOf } from './transform.ts';

/** What helps to tell what coordinates mean. */
export interface CoordinateContext {
  /** The county's Gauss-Kruger zone; null while none is chosen. */
  readonly zone: Crs | null;
  /** Whether a place lies in the county; null while its outline is not known. */
  readonly inside: ((at: LonLat) => boolean) | null;
}

/** Which figure comes first: `x-y` is north before east, as surveyors write it. */
export type AxisOrder = 'lon-lat' | 'lat-lon' | 'x-y' | 'y-x';

/** One way to understand two coordinates. */
export interface Reading {
  /** On the grid. */
  readonly at: LonLat;
  readonly crs: Crs;
  readonly order: AxisOrder;
  /** Null while the county is not known. */
  readonly inside: boolean | null;
  /** X and Y are written the other way round than their letters say. */
  readonly swapped: boolean;
}

/** Longitudes and latitudes of China with some sea, degrees. */
const CHINA = [70, 0, 140, 56] as const;
const inChina = ([lon, lat]: LonLat): boolean =>
  lon >= CHINA[0] && lon <= CHINA[2] && lat >= CHINA[1] && lat <= CHINA[3];

/** Northings that lie in China, metres from the equator. */
const NORTHINGS = [100_000, 6_200_000] as const;
/** Eastings without zone number: half a million at the central meridian. */
const EASTINGS = [100_000, 900_000] as const;

const EAST_WEST: readonly (AxisLabel | null)[] = ['E', 'W', 'LON'];
const NORTH_SOUTH: readonly (AxisLabel | null)[] = ['N', 'S', 'LAT'];

interface Numbered {
  readonly value: number;
  readonly label: AxisLabel | null;
  readonly angle: boolean;
}

const signed = ({ value, label }: Numbered): number =>
  label === 'S' || label === 'W' ? -Math.abs(value) : value;

type Draft = Omit<Reading, 'inside'>;

function degreeReadings(pair: readonly [Numbered, Numbered]): Draft[] {
  const crs = crsByEpsg(STORED_EPSG)!;
  const out: Draft[] = [];
  for (const order of ['lon-lat', 'lat-lon'] as const) {
    const [lon, lat] = order === 'lon-lat' ? pair : [pair[1], pair[0]];
    if (NORTH_SOUTH.includes(lon.label) || EAST_WEST.includes(lat.label)) continue;
    const at: LonLat = [canonical(signed(lon)), canonical(signed(lat))];
    if (Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90) out.push({ at, crs, order, swapped: false });
  }
  return out;
}

/** The zones that an easting can be of: the one it names, else the county's and those of six degrees around it. */
function zonesOf(easting: number, home: Crs | null): Crs[] {
  const prefix = zonePrefix(easting);
  if (prefix !== null)
    return [zoneCrs(3, prefix, true) ?? zoneCrs(6, prefix, true)].filter((crs) => crs !== undefined);
  if (!(easting >= EASTINGS[0] && easting <= EASTINGS[1]) || home?.zone == null || home.zoneWidth === null)
    return [];
  const six = Math.floor(home.centralMeridian / 6) + 1;
  const sixes = home.centralMeridian % 6 === 0 ? [six, six - 1] : [six];
  return [
    zoneCrs(home.zoneWidth, home.zone, false),
    ...(home.zoneWidth === 3 ? sixes.map((zone) => zoneCrs(6, zone, false)) : []),
  ].filter((crs) => crs !== undefined);
}

function planeReadings(pair: readonly [Numbered, Numbered], home: Crs | null, letters: boolean): Draft[] {
  if (pair.some(({ angle }) => angle)) return [];
  const out: Draft[] = [];
  for (const order of ['x-y', 'y-x'] as const) {
    const [north, east] = order === 'x-y' ? pair : [pair[1], pair[0]];
    if (EAST_WEST.includes(north.label) || NORTH_SOUTH.includes(east.label)) continue;
    const against = north.label === 'Y' || east.label === 'X';
    if (letters && against) continue;
    if (!(north.value >= NORTHINGS[0] && north.value <= NORTHINGS[1])) continue;
    for (const crs of zonesOf(east.value, home)) {
      const xy = Float64Array.of(east.value, north.value);
      transformOf(crs).toDegrees(xy, 0);
      const at: LonLat = [canonical(xy[0]!), canonical(xy[1]!)];
      if (at.every(Number.isFinite)) out.push({ at, crs, order, swapped: against });
    }
  }
  return out;
}

/** Why two numbers are no position. */
function misfit(pair: readonly [Numbered, Numbered], home: Crs | null): Result<never> {
  const [a, b] = pair;
  const axis = (labels: readonly (AxisLabel | null)[]): Numbered | undefined =>
    pair.find(({ label }) => labels.includes(label));
  const [lon, lat] = [axis(EAST_WEST), axis(NORTH_SOUTH)];
  if (a.label !== null && b.label !== null) {
    const kind = (one: Numbered): boolean => EAST_WEST.includes(one.label) || one.label === 'Y';
    if (kind(a) === kind(b)) return fail('coordinate.same-axis');
  }
  const degrees = pair.some(({ angle }) => angle) || pair.every(({ value }) => Math.abs(value) < 1000);
  if (degrees) {
    if (lat && Math.abs(lat.value) > 90) return fail('coordinate.latitude', { value: lat.value });
    if (lon && Math.abs(lon.value) > 180) return fail('coordinate.longitude', { value: lon.value });
    return fail('coordinate.no-degrees', { a: a.value, b: b.value });
  }
  const plain = pair.some(({ value }) => value >= EASTINGS[0] && value <= EASTINGS[1]);
  if (plain && home === null) return fail('coordinate.no-zone');
  return fail('coordinate.no-fit', { a: a.value, b: b.value });
}

/**
 * Every way to understand two coordinates, the likeliest first: inside the county before outside, in China before
 * elsewhere, then longitude first, north first, three degrees before six. Failures say why there is none.
 */
export function readPair(
  a: WrittenValue,
  b: WrittenValue,
  context: CoordinateContext,
): Result<readonly Reading[]> {
  const numbers: Numbered[] = [];
  for (const value of [a, b]) {
    const number = numberOf(value);
    if (!number.ok) return number;
    numbers.push({ value: number.value, label: value.label, angle: isAngle(value) });
  }
  const pair = [numbers[0]!, numbers[1]!] as const;
  const written = planeReadings(pair, context.zone, true);
  const drafts = [
    ...degreeReadings(pair),
    ...(written.length > 0 ? written : planeReadings(pair, context.zone, false)),
  ];
  if (drafts.length === 0) return misfit(pair, context.zone);
  const likely = drafts.filter(({ at }) => inChina(at));
  // A zone of six degrees with the same meridian says the same as one of three.
  const apart = (likely.length > 0 ? likely : drafts).filter(
    ({ at }, i, all) => all.findIndex((one) => one.at[0] === at[0] && one.at[1] === at[1]) === i,
  );
  const readings = apart.map((draft): Reading => ({
    ...draft,
    inside: context.inside === null ? null : context.inside(draft.at),
  }));
  const rank = ({ inside }: Reading): number => (inside === true ? 0 : 1);
  return ok(readings.toSorted((x, y) => rank(x) - rank(y)));
}
