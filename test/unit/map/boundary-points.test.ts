import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { parsePoints } from '../../../shared/crs/point-table.ts';
import { packMultiPolygon, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { segmentOf } from '../../../shared/geometry/geodesic.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import {
  boundaryCount,
  boundaryPoint,
  boundaryRings,
  rowOfVertex,
  sideOf,
} from '../../../shared/map/boundary-points.ts';
import { boundaryCells, submissionText } from '../../../shared/map/boundary-text.ts';
import { handles } from '../../../shared/map/ring-edit.ts';
import { replacedRing } from '../../../shared/map/replace-ring.ts';
import { must as value } from '../../../shared/result.ts';
import { must } from '../../fixtures/import/must.ts';

const zone37 = must(crsByEpsg(4525));
const square = (lon: number, lat: number, side: number): [number, number][] => [
  [lon, lat],
  [lon + side, lat],
  [lon + side, lat + side],
  [lon, lat + side],
];
/** Two parts; the first has a hole. */
const shape = packMultiPolygon([
  [square(110.1, 30, 0.01), square(110.103, 30.003, 0.002)],
  [square(110.2, 30, 0.005)],
]);
const table = (packed: Packed) => {
  const rings = boundaryRings(packed);
  return Array.from({ length: boundaryCount(rings) }, (_, row) => boundaryPoint(packed, rings, row)!);
};
const HEADS = {
  number: '点号',
  ring: '圈号',
  x: 'X',
  y: 'Y',
  longitude: '经度',
  latitude: '纬度',
  length: '边长',
  bearing: '方位角',
};

/** A star-shaped ring round a place, in any direction. */
const star = fc
  .tuple(
    fc.array(fc.double({ min: 0.001, max: 0.01, noNaN: true }), { minLength: 3, maxLength: 40 }),
    fc.double({ min: 0, max: 6, noNaN: true }),
  )
  .map(([radii, turn]) =>
    packPolygon([
      radii.map((radius, i) => {
        const angle = turn + (2 * Math.PI * i) / radii.length;
        return [110.3 + radius * Math.cos(angle), 30.1 + radius * Math.sin(angle)];
      }),
    ]),
  );

describe('boundary points', () => {
  it('begin in the north-west and run clockwise, holes the other way, numbers running on', () => {
    const places = table(shape).map(({ at }) => at);
    expect(places.slice(0, 4)).toEqual([
      [110.1, 30.01],
      [110.11, 30.01],
      [110.11, 30],
      [110.1, 30],
    ]);
    // A hole with the land to the right: counter-clockwise.
    expect(places.slice(4, 8)).toEqual([
      [110.103, 30.005],
      [110.103, 30.003],
      [110.105, 30.003],
      [110.105, 30.005],
    ]);
    expect(places[8]).toEqual([110.2, 30.005]);
    expect(boundaryRings(shape).map(({ part, hole, firstRow }) => ({ part, hole, firstRow }))).toEqual([
      { part: 0, hole: false, firstRow: 0 },
      { part: 0, hole: true, firstRow: 4 },
      { part: 1, hole: false, firstRow: 8 },
    ]);
    expect(boundaryPoint(shape, boundaryRings(shape), 12)).toBeUndefined();
    expect(boundaryPoint(shape, boundaryRings(shape), -1)).toBeUndefined();
  });

  it('have every stored vertex once, and find its row again', () => {
    fc.assert(
      fc.property(fc.oneof(star, fc.constant(shape)), (packed) => {
        const rings = boundaryRings(packed);
        const rows = table(packed);
        const stored = handles(packed).vertices;
        expect(rows).toHaveLength(stored.length);
        for (const { ring, index, point } of stored) {
          const row = rowOfVertex(rings, ring, index);
          expect(rows[row]).toMatchObject({ row, ring, index, at: point });
        }
      }),
    );
  });

  it('sides close each ring', () => {
    fc.assert(
      fc.property(star, (packed) => {
        const rows = table(packed);
        for (const point of rows) {
          expect(rows[point.next.row]?.at).toEqual(point.next.at);
          expect(sideOf(point)).toEqual(segmentOf(point.at, rows[point.next.row]!.at));
        }
        expect(rows.at(-1)?.next.row).toBe(0);
      }),
    );
  });

  it('copied and pasted are the same ring to the millimetre, and in degrees to the grid step', () => {
    fc.assert(
      fc.property(star, (packed) => {
        const text = boundaryCells(packed, zone37, HEADS, '\t');
        const pasted = value(parsePoints(text, { zone: zone37, inside: null }));
        expect(pasted.errors).toEqual([]);
        expect(pasted.rings).toHaveLength(1);
        expect(pasted.rings[0]?.closed).toBe(true);
        const rows = table(packed);
        expect(pasted.rings[0]?.points).toHaveLength(rows.length);
        pasted.rings[0]?.points.forEach((at, i) => {
          expect(segmentOf(at, rows[i]!.at).lengthM).toBeLessThan(0.0009);
        });
        const degrees = text
          .split('\n')
          .map((line) => line.split('\t').toSpliced(2, 2).slice(0, 4).join('\t'))
          .join('\n');
        const exact = value(parsePoints(degrees, { zone: zone37, inside: null }));
        const again = replacedRing(packed, 0, exact.rings[0]!.points);
        // The same places in the same turn; where the ring begins may differ.
        expect(table(again).map(({ at }) => at)).toEqual(rows.map(({ at }) => at));
      }),
    );
  });

  it('are written in the submission form, which reads back', () => {
    const text = must(
      submissionText(shape, zone37, {
        producer: '某局',
        date: '2026-11-28',
        name: '园区,甲',
        use: '工业',
        code: '1001',
      }) ?? undefined,
    );
    expect(text).toContain('带号=37\r\n');
    expect(text).toMatch(/\r\n12,[\d.]+,1,园区 甲,面,,工业,1001,@\r\nJ1,1,33\d{5}\.\d{3},37\d{6}\.\d{3}\r\n/);
    const read = value(parsePoints(text, { zone: null, inside: null }));
    expect(read.rings.map(({ points, closed }) => [points.length, closed])).toEqual([
      [4, true],
      [4, true],
      [4, true],
    ]);
    expect(submissionText(shape, null, { producer: '', date: '', name: '', use: '', code: '' })).toBeNull();
  });

  it('a replaced ring leaves the others as they are', () => {
    const again = replacedRing(
      shape,
      1,
      table(shape)
        .slice(4, 8)
        .map(({ at }) => at),
    );
    expect(table(again)).toHaveLength(12);
    const other = replacedRing(shape, 2, square(110.3, 30, 0.001));
    expect(samePacked(replacedRing(other, 2, square(110.2, 30, 0.005)), shape)).toBe(true);
  });
});
