import { CRS_CATALOGUE, STORED_EPSG, zoneCrs } from '../../shared/crs/catalogue.ts';
import { NO_CRS, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { zonePrefix } from '../../shared/crs/plausible.ts';

/** What stands between HeadBegin and HeadEnd, by key in lower case. */
export type VctHead = ReadonlyMap<string, string>;

/** How objects are written: `new` is GB/T 17798-2007 and the land use exchange 3.0, `old` 1.0 and 2.0. */
export type VctForm = 'new' | 'old';

const get = (head: VctHead, ...keys: readonly string[]): string =>
  keys.map((key) => head.get(key) ?? '').find((value) => value !== '') ?? '';

/** `Key:Value` of a line of the head; null for anything else. */
export function headEntry(text: string): readonly [key: string, value: string] | null {
  const at = text.search(/[:：]/);
  return at <= 0 ? null : [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()];
}

/** The form of a file; null for a dialect that is not read (LANDUSE-DAT, whose objects have another order). */
export function formOfHead(head: VctHead): VctForm | null {
  const mark = get(head, 'datamark').toUpperCase();
  const version = get(head, 'version');
  if (mark.startsWith('LANDUSE-DAT')) return null;
  return /2007|^3/.test(version.replaceAll(' ', '')) || mark === 'LANDUSE-VCT' ? 'new' : 'old';
}

/** The character between the parts of a line; a comma unless the head says another. */
export const separatorOf = (head: VctHead): string => get(head, 'separator').charAt(0) || ',';

/** 0: polygons have coordinates of their own; 1: they name lines; 2: with nodes and sides. Of old files only. */
export const topologyOf = (head: VctHead): number => Number(get(head, 'topo') || '0');

/** Whether coordinates are written as differences from an offset. */
export const hasOffset = (head: VctHead): boolean =>
  get(head, 'offset')
    .split(',')
    .some((value) => Number(value) !== 0);

const numbersOf = (text: string): number[] =>
  text
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(part))
    .map(Number);

type Datum = 'cgcs2000' | 'wgs84' | 'old' | 'other' | null;

/** The datum by the flattening of its ellipsoid, else by name. */
function datumOf(spheroid: string): Datum {
  if (spheroid === '') return null;
  const plain = spheroid.toLowerCase().replaceAll(/[\s_-]/g, '');
  const numbers = numbersOf(spheroid);
  if (numbers.some((value) => Math.abs(value - 298.257222101) < 1e-8)) return 'cgcs2000';
  if (numbers.some((value) => Math.abs(value - 298.257223563) < 1e-8)) return 'wgs84';
  if (numbers.some((value) => value === 6_378_140 || value === 6_378_245)) return 'old';
  if (/cgcs2000|国家2000|2000国家/.test(plain)) return 'cgcs2000';
  if (/wgs84/.test(plain)) return 'wgs84';
  return /iag75|xian|西安|80|krasov|beijing|北京|54/.test(plain) ? 'old' : 'other';
}

/**
 * Meridian, false easting and zone of a Gauss-Kruger projection. Programs write `Parameters` with and without the
 * empty places (`111,,,,1.0,37500000,0.0,3,37` and `111,1,37500000,0,3,37`): the meridian is first, the zone last, its
 * width before it.
 */
function gaussKruger(head: VctHead): { meridian: number; easting: number | null; zone: number | null } {
  const parameters = numbersOf(get(head, 'parameters'));
  const named = Number(get(head, 'meridian', 'meridinan') || NaN);
  const isZoned = parameters.length >= 4 && [3, 6].includes(parameters.at(-2)!);
  const meridian = Number.isFinite(named) ? named : (parameters[0] ?? NaN);
  const easting = parameters.find(
    (value) => value === 500_000 || (value > 1e6 && value % 1_000_000 === 500_000),
  );
  return { meridian, easting: easting ?? null, zone: isZoned ? parameters.at(-1)! : null };
}

/**
 * The system of a VCT file from its head. Where the false easting is not stated, the extent tells whether eastings
 * carry the number of their zone.
 */
export function vctCrs(head: VctHead): CrsReading {
  const spheroid = get(head, 'spheroid');
  const datum = datumOf(spheroid);
  const unit = get(head, 'xyunit', 'unit').toUpperCase();
  const type = get(head, 'coordinatesystemtype').toUpperCase();
  if (datum === 'old') return { kind: 'old-datum', name: spheroid };
  if (datum === 'other' || ['K', 'S'].includes(unit))
    return { kind: 'unsupported', name: datum === 'other' ? spheroid : `Unit ${unit}` };
  if (datum === null) return NO_CRS;
  if (type === 'D' || unit === 'D') return { kind: 'known', epsg: STORED_EPSG, wgs84: datum === 'wgs84' };
  if (datum === 'wgs84') return { kind: 'unsupported', name: spheroid };
  const projection = get(head, 'projection');
  if (projection !== '' && !/高斯|gauss|kr[uü]e?ger|transverse/i.test(projection))
    return { kind: 'unsupported', name: projection };
  const { meridian, easting, zone } = gaussKruger(head);
  const extent = Number((get(head, 'extentmin').split(',')[0] ?? '') || get(head, 'minx') || NaN);
  const prefix = zonePrefix(extent);
  const isPrefixed = easting === null ? prefix !== null : easting !== 500_000;
  const fits = CRS_CATALOGUE.filter(
    (crs) =>
      crs.kind === 'gauss-kruger' &&
      crs.prefixed === isPrefixed &&
      Math.abs(crs.centralMeridian - meridian) < 1e-9 &&
      (easting === null || crs.falseEasting === easting),
  );
  const number = zone ?? prefix;
  const crs =
    fits.find((one) => one.zone === number) ??
    fits.find(({ zoneWidth }) => zoneWidth === 3) ??
    fits[0] ??
    (Number.isFinite(meridian) || number === null
      ? undefined
      : (zoneCrs(3, number, isPrefixed) ?? zoneCrs(6, number, isPrefixed)));
  return crs === undefined ? NO_CRS : { kind: 'known', epsg: crs.epsg, wgs84: false };
}
