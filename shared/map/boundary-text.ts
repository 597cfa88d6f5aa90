import { formatBearing } from '../crs/angle.ts';
import type { Crs } from '../crs/catalogue.ts';
import { toZoneXY } from '../crs/zone-xy.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { Packed } from '../geometry/packed.ts';
import { boundaryNumber, boundaryPoint, boundaryRings, sideOf } from './boundary-points.ts';
import type { LonLat } from './sketch.ts';

/** Names of the columns in the user's language, in their order. */
export interface BoundaryHeads {
  readonly number: string;
  readonly ring: string;
  readonly x: string;
  readonly y: string;
  readonly longitude: string;
  readonly latitude: string;
  readonly length: string;
  readonly bearing: string;
}

/** X and Y of a place to the millimetre; empty without a zone. */
export function textXY(at: LonLat, zone: Crs | null): { readonly x: string; readonly y: string } {
  const xy = zone === null ? null : toZoneXY(at[0], at[1], zone);
  return xy === null ? { x: '', y: '' } : { x: xy.x.toFixed(3), y: xy.y.toFixed(3) };
}

/** A line of the table as it is written. The last of a ring is its first point again, without a side. */
interface Line {
  readonly number: string;
  /** Counted from 1. */
  readonly ring: number;
  readonly at: LonLat;
  readonly side: { readonly lengthM: number; readonly bearingDeg: number } | null;
}

function linesOf(packed: Packed): Line[] {
  const rings = boundaryRings(packed);
  return rings.flatMap(({ firstRow, count }, n) =>
    Array.from({ length: count + 1 }, (_, step): Line => {
      const point = boundaryPoint(packed, rings, firstRow + (step % count))!;
      return {
        number: boundaryNumber(point.row),
        ring: n + 1,
        at: point.at,
        side: step === count ? null : sideOf(point),
      };
    }),
  );
}

/** The table with its heads, cells apart by `separator`, lines by LF. */
export function boundaryCells(
  packed: Packed,
  zone: Crs | null,
  heads: BoundaryHeads,
  separator: '\t' | ',',
): string {
  const lines = linesOf(packed).map(({ number, ring, at, side }) => {
    const { x, y } = textXY(at, zone);
    return [
      number,
      String(ring),
      x,
      y,
      at[0].toFixed(9),
      at[1].toFixed(9),
      side === null ? '' : side.lengthM.toFixed(3),
      side === null ? '' : formatBearing(side.bearingDeg, true),
    ];
  });
  const { number, ring, x, y, longitude, latitude, length, bearing } = heads;
  return [[number, ring, x, y, longitude, latitude, length, bearing], ...lines]
    .map((cells) => cells.join(separator))
    .join('\n');
}

/** What the head of the submission form says. */
export interface SubmissionParts {
  readonly producer: string;
  /** `2026-11-28`. */
  readonly date: string;
  readonly name: string;
  readonly use: string;
  readonly code: string;
}

const clean = (text: string): string => text.replace(/[,，@\r\n]/g, ' ').trim();

/**
 * The boundary points as the submission form of 建设用地 reporting has them (电子报盘 TXT, version 1.00): plot line with
 * number of points, area in hectares, number, name, kind; then number, ring, X north, Y east with the zone number,
 * each ring closed by its first point. Null without a zone of three or six degrees.
 */
export function submissionText(packed: Packed, zone: Crs | null, parts: SubmissionParts): string | null {
  if (zone?.zone == null || zone.zoneWidth === null) return null;
  const lines = linesOf(packed);
  const points = lines.filter(({ side }) => side !== null).length;
  const hectares = (polygonAreaM2(packed) / 10_000).toFixed(4);
  return [
    '[属性描述]',
    '格式版本号=1.00版本',
    `数据产生单位=${clean(parts.producer)}`,
    `数据产生日期=${parts.date}`,
    '坐标系=2000国家大地坐标系',
    `几度分带=${zone.zoneWidth}`,
    '投影类型=高斯克吕格',
    '计量单位=米',
    `带号=${zone.zone}`,
    '精度=0.001',
    '转换参数=0,0,0,0,0,0,0',
    '[地块坐标]',
    `${points},${hectares},1,${clean(parts.name)},面,,${clean(parts.use)},${clean(parts.code)},@`,
    ...lines.map(({ number, ring, at }) => {
      const { x, y } = textXY(at, zone);
      return `${number},${ring},${x},${y}`;
    }),
    '',
  ].join('\r\n');
}
