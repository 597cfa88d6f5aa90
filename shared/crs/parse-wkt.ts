import { CRS_CATALOGUE, crsByEpsg, STORED_EPSG, WGS84_EPSG, type Crs } from './catalogue.ts';
import { OLD_CRS_CATALOGUE, oldCrsByEpsg, type OldCrs } from './old-datum.ts';
import { findWkt, parseWktTree, type WktNode } from './wkt-tree.ts';

/**
 * What a source says about its coordinate system.
 * - `known`: `epsg` is in the catalogue; `wgs84` when it said WGS 84, which is taken as CGCS2000.
 * - `old-datum`: Xian 1980, Beijing 1954 and the like: the shift needs parameters that are not public. `epsg` where
 *   the system is one that can be read with the user's own parameters.
 * - `unsupported`: a system that was recognised and is not read here.
 * - `none`: it says nothing, or nothing that can be understood.
 */
export type CrsReading =
  | { readonly kind: 'known'; readonly epsg: number; readonly wgs84: boolean }
  | { readonly kind: 'old-datum'; readonly name: string; readonly epsg?: number }
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'none' };

export const NO_CRS: CrsReading = { kind: 'none' };

/** EPSG codes on the Xian 1980, Beijing 1954 and New Beijing datums (EPSG dataset 10): first and last of each run. */
const OLD_DATUM_RUNS = [
  [2327, 2390],
  [2401, 2442],
  [4214, 4214],
  [4555, 4555],
  [4568, 4589],
  [4610, 4610],
  [4652, 4656],
  [4766, 4800],
  [4812, 4812],
  [4822, 4822],
  [21413, 21423],
  [21453, 21463],
  [21473, 21483],
] as const;
const isOldDatum = (epsg: number): boolean => OLD_DATUM_RUNS.some(([from, to]) => epsg >= from && epsg <= to);

/** The reading of an authority and code, as in a GeoPackage or a `crs` member. */
export function readEpsg(epsg: number): CrsReading {
  const crs = crsByEpsg(epsg);
  if (crs) return { kind: 'known', epsg: crs.epsg, wgs84: epsg === WGS84_EPSG };
  if (isOldDatum(epsg)) {
    const old = oldCrsByEpsg(epsg);
    return { kind: 'old-datum', name: `EPSG:${epsg}`, ...(old && { epsg: old.epsg }) };
  }
  return Number.isInteger(epsg) && epsg > 0 ? { kind: 'unsupported', name: `EPSG:${epsg}` } : NO_CRS;
}

/** The reading of a name such as `urn:ogc:def:crs:EPSG::4490`, `EPSG:4525` or `urn:ogc:def:crs:OGC:1.3:CRS84`. */
export function readCrsName(name: string): CrsReading {
  const text = name.trim();
  if (text === '') return NO_CRS;
  if (/(^|[:/])(CRS84h?|OGC:CRS84)$/i.test(text)) return { kind: 'known', epsg: STORED_EPSG, wgs84: true };
  const code = /EPSG(?::[\d.]*:?|\/(?:[\d.]+\/)?|:+)(\d{4,6})$/i.exec(text)?.[1];
  if (code !== undefined) return readEpsg(Number(code));
  return readDatumName(text) === 'old'
    ? { kind: 'old-datum', name: text }
    : { kind: 'unsupported', name: text };
}

/** Which datum a name speaks of, in the spellings of OGC, Esri and Chinese software. */
function readDatumName(name: string): 'cgcs2000' | 'wgs84' | 'old' | null {
  const plain = name.toLowerCase().replaceAll(/[\s_\-./]/g, '');
  if (
    /cgcs2000|china2000|chinageodeticcoordinatesystem2000|chinageodetic2000|国家2000|2000国家大地/.test(plain)
  ) {
    return 'cgcs2000';
  }
  if (/xian1?9?80|西安1?9?80|beijing1?9?54|newbeijing|北京1?9?54|^gk1?9?(80|54)/.test(plain)) return 'old';
  return /wgs1?9?84|worldgeodeticsystem1984/.test(plain) ? 'wgs84' : null;
}

const textOf = (node: WktNode | null): string => {
  const first = node?.values[0];
  return typeof first === 'string' ? first : '';
};

function authority(root: WktNode): number | null {
  for (const child of root.children) {
    if (child.keyword !== 'AUTHORITY' && child.keyword !== 'ID') continue;
    const [name, code] = child.values;
    if (typeof name === 'string' && name.toUpperCase() === 'EPSG') {
      const value = Number(code);
      if (Number.isInteger(value)) return value;
    }
  }
  return null;
}

/** The parameters of the projection by name without case, blanks and underscores. */
function projectionParameters(node: WktNode, into = new Map<string, number>()): Map<string, number> {
  if (node.keyword === 'PARAMETER') {
    const [name, value] = node.values;
    if (typeof name === 'string' && typeof value === 'number') {
      into.set(name.toLowerCase().replaceAll(/[\s_]/g, ''), value);
    }
  }
  for (const child of node.children) projectionParameters(child, into);
  return into;
}

const parameter = (
  all: ReadonlyMap<string, number>,
  fallback: number,
  ...names: readonly string[]
): number => {
  for (const name of names) {
    const value = all.get(name);
    if (value !== undefined) return value;
  }
  return fallback;
};

/** The Gauss-Kruger zone of a catalogue that a projected system is; undefined for any other projection. */
function zoneIn<T extends Crs>(catalogue: readonly T[], root: WktNode, name: string): T | undefined {
  const method = textOf(findWkt(root, 'PROJECTION', 'METHOD'))
    .toLowerCase()
    .replaceAll(/[\s_]/g, '');
  const all = projectionParameters(root);
  const meridian = parameter(all, NaN, 'centralmeridian', 'longitudeofnaturalorigin', 'longitudeoforigin');
  const easting = parameter(all, 0, 'falseeasting');
  const plain =
    parameter(all, 0, 'falsenorthing') === 0 &&
    parameter(all, 1, 'scalefactor', 'scalefactoratnaturalorigin') === 1 &&
    parameter(all, 0, 'latitudeoforigin', 'latitudeofnaturalorigin') === 0;
  // The last unit of the element is that of the axes; the angle's unit belongs to the base system.
  const unit = root.children.findLast((child) => child.keyword === 'UNIT' || child.keyword === 'LENGTHUNIT');
  const metres = unit === undefined || unit.values[1] === 1;
  if (!/transversemercator|gausskruger|gausskrüger/.test(method) || !plain || !metres) {
    return undefined;
  }
  const fits = catalogue.filter(
    (crs) =>
      crs.kind === 'gauss-kruger' &&
      Math.abs(crs.centralMeridian - meridian) < 1e-9 &&
      Math.abs(crs.falseEasting - easting) < 1e-3,
  );
  // Without prefix a 3-degree and a 6-degree zone on one meridian are the same map; the name decides which is said.
  const six = /6.?degree/i.test(name);
  return fits.find((one) => one.zoneWidth === (six ? 6 : 3)) ?? fits[0];
}

function readProjected(root: WktNode, name: string): CrsReading {
  const crs = zoneIn(CRS_CATALOGUE, root, name);
  return crs ? { kind: 'known', epsg: crs.epsg, wgs84: false } : { kind: 'unsupported', name };
}

/**
 * Reads a `.prj` file or the definition of a GeoPackage's system. The parameters of a Gauss-Kruger zone decide, not its
 * name, because offices rename zones; where they contradict a code that the text carries too, nothing is known.
 */
export function readWkt(text: string): CrsReading {
  const root = parseWktTree(text);
  if (root === null) return text.length < 200 ? readCrsName(text) : NO_CRS;
  const top =
    root.keyword === 'COMPD_CS' || root.keyword === 'COMPOUNDCRS' ? (root.children[0] ?? root) : root;
  const name = textOf(top);
  const code = authority(top);
  const projected = ['PROJCS', 'PROJCRS', 'PROJECTEDCRS'].includes(top.keyword);
  const geographic = ['GEOGCS', 'GEOGCRS', 'GEODCRS', 'GEOGRAPHICCRS', 'GEODETICCRS'].includes(top.keyword);
  if (!projected && !geographic) return code === null ? NO_CRS : readEpsg(code);
  const base = findWkt(top, 'GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS', 'GEOGCRS', 'GEODCRS');
  const datum =
    readDatumName(textOf(findWkt(top, 'DATUM', 'ENSEMBLE', 'TRF', 'GEODETICDATUM'))) ??
    readDatumName(textOf(base)) ??
    readDatumName(name);
  if (datum === 'old') {
    const old = oldSystem(top, name, code, geographic);
    return { kind: 'old-datum', name, ...(old && { epsg: old.epsg }) };
  }
  if (code !== null && datum === null) return readEpsg(code);
  if (geographic) {
    if (datum === null) return { kind: 'unsupported', name };
    return { kind: 'known', epsg: STORED_EPSG, wgs84: datum === 'wgs84' };
  }
  if (datum !== 'cgcs2000') return { kind: 'unsupported', name };
  const read = readProjected(top, name);
  if (code !== null && read.kind === 'known' && crsByEpsg(code) && !sameMap(code, read.epsg)) return NO_CRS;
  if (code !== null && read.kind === 'known' && crsByEpsg(code)) return readEpsg(code);
  return read;
}

/** The system on an old datum that a text speaks of; undefined where it is none that can be read. */
function oldSystem(top: WktNode, name: string, code: number | null, geographic: boolean): OldCrs | undefined {
  const named = [name, textOf(findWkt(top, 'DATUM', 'GEODETICDATUM'))].join(' ').toLowerCase();
  if (/new.?beijing/.test(named)) return undefined;
  const datum = /xian|西安|80/.test(named) ? 'xian80' : 'beijing54';
  if (code !== null && oldCrsByEpsg(code)?.datum === datum) return oldCrsByEpsg(code);
  const own = OLD_CRS_CATALOGUE.filter((crs) => crs.datum === datum);
  if (geographic) return own.find(({ kind }) => kind === 'geographic');
  return zoneIn(own, top, name);
}

function sameMap(a: number, b: number): boolean {
  const left = crsByEpsg(a);
  const right = crsByEpsg(b);
  return left?.centralMeridian === right?.centralMeridian && left?.falseEasting === right?.falseEasting;
}
