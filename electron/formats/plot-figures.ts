import { zonePrefix } from '../../shared/crs/plausible.ts';

/*
 * What the figures of a boundary point are is told by their size. The ranges do not overlap, so that no two figures
 * can be a position both ways round:
 * northings of China 1 900 000 to 6 000 000 m; eastings with the number of their zone 13 000 000 to 45 999 999 m, or
 * without it 100 000 to 900 000 m; longitudes 73 to 136 and latitudes 3 to 54 degrees.
 */

const isNorthing = (v: number): boolean => v >= 1_900_000 && v <= 6_000_000;
const isPlainEasting = (v: number): boolean => v >= 100_000 && v < 900_000;
const isLongitude = (v: number): boolean => v >= 73 && v <= 136;
const isLatitude = (v: number): boolean => v >= 3 && v <= 54;

/** Zones of three degrees are 25 to 45, of six 13 to 23. */
const zoneOf = (v: number): number | null => {
  const zone = zonePrefix(v);
  return zone !== null && zone >= 13 && zone <= 45 ? zone : null;
};

/** The system that figures speak of: degrees, metres without the number of a zone, or metres of one zone (`37`). */
export type FigureSystem = 'degrees' | 'metres' | number;

/** A position, east (or longitude) before north. */
export interface Figures {
  readonly east: number;
  readonly north: number;
  readonly system: FigureSystem;
  /** True where the northing or latitude is written first. */
  readonly northFirst: boolean;
}

function systemOf(east: number, north: number): FigureSystem | null {
  if (isNorthing(north)) return zoneOf(east) ?? (isPlainEasting(east) ? 'metres' : null);
  return isLongitude(east) && isLatitude(north) ? 'degrees' : null;
}

/** Two figures in the order they are written as a position; null where they fit no range. */
export function readFigures(first: number, second: number): Figures | null {
  const northFirst = systemOf(second, first);
  if (northFirst !== null) return { east: second, north: first, system: northFirst, northFirst: true };
  const eastFirst = systemOf(first, second);
  return eastFirst === null ? null : { east: first, north: second, system: eastFirst, northFirst: false };
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
/** Longest spelling of a figure. */
const MAX_FIGURE = 40;

/** A figure as written, full-width digits too; null when it is none. */
export function figureOf(text: string): number | null {
  if (text.length === 0 || text.length > MAX_FIGURE) return null;
  const plain = NUMBER.test(text) ? text : text.normalize('NFKC').trim();
  if (!NUMBER.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** A line of a point: name, number of its ring (null where the line has none) and position. */
export interface PointLine extends Figures {
  readonly name: string;
  readonly ring: string | null;
  /** Which of the forms it has: `plain` name, ring, figures; `wide` name, figures, -, ring, -. */
  readonly form: 'plain' | 'wide';
}

const RING = /^\d{1,9}$/;

type Place = readonly [figures: number, ring: number | null];
const PLAIN: Place = [2, 1];
const WIDE: Place = [1, 4];
const AFTER: Place = [3, 1];
const BY_COUNT: Readonly<Record<number, readonly Place[]>> = {
  0: [],
  1: [],
  2: [],
  3: [[1, null]],
  4: [PLAIN],
};
const PLAIN_FIRST: readonly Place[] = [PLAIN, WIDE, AFTER];
const WIDE_FIRST: readonly Place[] = [WIDE, PLAIN, AFTER];

/** Places in which the two figures may stand, the usual one first, and where the ring then stands. */
const places = (fields: readonly string[]): readonly Place[] =>
  BY_COUNT[fields.length] ??
  // The second field of the usual form is a small whole number, which no figure in metres or of a place in degrees is.
  (RING.test(fields[1]!.normalize('NFKC')) ? PLAIN_FIRST : WIDE_FIRST);

/**
 * A line of fields as a point. Four fields are name, ring and two figures; three are without a ring; in lines of five
 * and more the two neighbouring fields are taken that fit the ranges. Null when none fit.
 */
export function readPointLine(fields: readonly string[]): PointLine | null {
  for (const [at, ringAt] of places(fields)) {
    const first = figureOf(fields[at] ?? '');
    const second = figureOf(fields[at + 1] ?? '');
    if (first === null || second === null) continue;
    const figures = readFigures(first, second);
    if (figures === null) continue;
    const ring = ringAt === null ? '' : (fields[ringAt] ?? '').normalize('NFKC').trim();
    return {
      name: fields[0]!,
      ring: ring === '' ? null : ring,
      form: at === 1 ? 'wide' : 'plain',
      ...figures,
    };
  }
  return null;
}

/** Whether fields that fit no range are meant as a point: three or more, or two that are figures. */
export const looksLikePoint = (fields: readonly string[]): boolean =>
  fields.length >= 3 || (fields.length === 2 && fields.every((field) => figureOf(field) !== null));
