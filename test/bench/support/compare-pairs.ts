import { readFileSync } from 'node:fs';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { readWkb } from '../../../shared/geometry/wkb.ts';

/** How our areas differ from those of the same pairs by GEOS, both on the ellipsoid by the same formula. */
export interface Comparison {
  readonly pairs: number;
  /** Over 0.01 m2 by GEOS, nothing by us. */
  readonly missing: number;
  /** Over 0.01 m2 by us, nothing by GEOS. */
  readonly extra: number;
  /** Both have something, and it differs by more than 0.01 m2. */
  readonly over: number;
  readonly worstM2: number;
  /** Worst pair: parcel and control. */
  readonly worstPair: readonly [number, number] | null;
}

const TOLERANCE_M2 = 0.01;
const key = (parcel: number, control: number): number => parcel * 65_536 + control;

/** Our file of pairs: records of three doubles, parcel, control, m2. */
function ourAreas(file: string): Map<number, number> {
  const bytes = readFileSync(file);
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const areas = new Map<number, number>();
  for (let i = 0; i < values.length; i += 3) areas.set(key(values[i]!, values[i + 1]!), values[i + 2]!);
  return areas;
}

/** The file of overlay_shapely.py: parcel, control, length of WKB as doubles, and the WKB. */
function geosAreas(file: string): Map<number, number> {
  const bytes = readFileSync(file);
  const areas = new Map<number, number>();
  for (let at = 0; at < bytes.length;) {
    const pair = key(bytes.readDoubleLE(at), bytes.readDoubleLE(at + 8));
    const length = bytes.readDoubleLE(at + 16);
    areas.set(pair, arealM2(bytes.subarray(at + 24, at + 24 + length)));
    at += 24 + length;
  }
  return areas;
}

const COLLECTION = 7;

/** Of a collection, which a touch along a line and an area together make, only what has an area. */
function arealM2(wkb: Buffer): number {
  if (wkb.readUInt32LE(1) !== COLLECTION) {
    const packed = readWkb(wkb);
    if (!packed.ok) throw new Error(`GEOS gave a geometry of type ${wkb.readUInt32LE(1)}`);
    return polygonAreaM2(packed.value);
  }
  let sum = 0;
  const members = wkb.readUInt32LE(5);
  for (let member = 0, at = 9; member < members; member++) {
    sum += arealM2(wkb.subarray(at));
    at += wkbLength(wkb.subarray(at));
  }
  return sum;
}

/** Bytes of a simple geometry in the plane, or of several of a kind. */
function wkbLength(wkb: Buffer): number {
  const type = wkb.readUInt32LE(1);
  if (type === 1) return 21;
  const count = wkb.readUInt32LE(5);
  if (type === 2) return 9 + 16 * count;
  let at = 9;
  for (let i = 0; i < count; i++) {
    at += type === 3 ? 4 + 16 * wkb.readUInt32LE(at) : wkbLength(wkb.subarray(at));
  }
  return at;
}

export function comparePairs(oursFile: string, geosFile: string): Comparison {
  const ours = ourAreas(oursFile);
  const geos = geosAreas(geosFile);
  let [missing, extra, over, worstM2] = [0, 0, 0, 0];
  let worstPair: number | null = null;
  const all = new Set([...ours.keys(), ...geos.keys()]);
  for (const pair of all) {
    const a = ours.get(pair) ?? 0;
    const b = geos.get(pair) ?? 0;
    const off = Math.abs(a - b);
    if (off > worstM2) [worstM2, worstPair] = [off, pair];
    if (off <= TOLERANCE_M2) continue;
    if (a === 0) missing++;
    else if (b === 0) extra++;
    else over++;
  }
  const place = worstPair === null ? null : ([Math.floor(worstPair / 65_536), worstPair % 65_536] as const);
  return { pairs: all.size, missing, extra, over, worstM2, worstPair: place };
}
