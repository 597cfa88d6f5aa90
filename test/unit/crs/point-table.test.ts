import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { formatPosition } from '../../../shared/crs/coordinate-text.ts';
import { parsePoints } from '../../../shared/crs/point-table.ts';
import type { CoordinateContext } from '../../../shared/crs/readings.ts';
import { toZoneXY } from '../../../shared/crs/zone-xy.ts';
import { segmentOf, type LonLat } from '../../../shared/geometry/geodesic.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { must as value } from '../../../shared/result.ts';
import { must } from '../../fixtures/import/must.ts';

const zone37 = must(crsByEpsg(4525));
const inside = ([lon, lat]: LonLat): boolean => lon > 110 && lon < 110.8 && lat > 29.8 && lat < 30.4;
const context: CoordinateContext = { zone: zone37, inside };

const PLACES: readonly LonLat[] = [
  [110.1, 30.1],
  [110.11, 30.1],
  [110.11, 30.09],
  [110.1, 30.09],
];
const xy = PLACES.map(([lon, lat]) => must(toZoneXY(lon, lat, zone37)));
const rows = (write: (x: string, y: string, i: number) => string): string =>
  xy.map(({ x, y }, i) => write(x.toFixed(3), y.toFixed(3), i)).join('\n');
const close = (points: readonly LonLat[] | undefined): void => {
  expect(points).toHaveLength(PLACES.length);
  points?.forEach((at, i) => expect(segmentOf(at, PLACES[i]!).lengthM).toBeLessThan(0.001));
};

describe('pasted tables of boundary points', () => {
  it.each([
    ['tabs with a head', `点号\tX坐标\tY坐标\n${rows((x, y, i) => `J${i + 1}\t${x}\t${y}`)}`],
    ['tabs without a head', rows((x, y, i) => `J${i + 1}\t${x}\t${y}`)],
    ['commas', rows((x, y, i) => `${i + 1},${x},${y}`)],
    ['full-width commas', rows((x, y, i) => `J${i + 1}，${x}，${y}`)],
    ['spaces, no numbers', rows((x, y) => `${x}   ${y}`)],
    ['side lengths behind', `点号 X Y 边长\n${rows((x, y, i) => `${i + 1} ${x} ${y} 965.12`)}`],
    ['side lengths behind, no head', rows((x, y, i) => `${i + 1} ${x} ${y} 105.12`)],
    ['quotes of a spreadsheet', rows((x, y, i) => `"J${i + 1}","${x}","${y}"`)],
    ['Windows line ends and a title', `某园区界址点成果表\r\n${rows((x, y, i) => `J${i + 1} ${x} ${y}\r`)}`],
    ['letters', rows((x, y) => `X=${x} Y=${y}`)],
  ])('%s', (_, text) => {
    const table = value(parsePoints(text, context));
    expect(table.errors).toEqual([]);
    expect(table.rings).toHaveLength(1);
    close(table.rings[0]?.points);
    expect(table).toMatchObject({ order: 'x-y', swapped: false, outside: 0, crs: { epsg: 4525 } });
  });

  it('tell a swapped table, with and without a head', () => {
    const text = rows((x, y, i) => `J${i + 1}\t${y}\t${x}`);
    for (const all of [text, `点号\tX\tY\n${text}`]) {
      const table = value(parsePoints(all, context));
      close(table.rings[0]?.points);
      expect(table.swapped).toBe(true);
    }
    // Columns in the other order under heads that say so are not swapped.
    expect(value(parsePoints(`点号\tY\tX\n${text}`, context)).swapped).toBe(false);
  });

  it('leave out the first point where it stands again at the end', () => {
    const first = `J1\t${xy[0]!.x.toFixed(3)}\t${xy[0]!.y.toFixed(3)}`;
    const table = value(parsePoints(`${rows((x, y, i) => `J${i + 1}\t${x}\t${y}`)}\n${first}`, context));
    close(table.rings[0]?.points);
    expect(table.rings[0]?.closed).toBe(true);
    expect(table.rings[0]?.numbers).toEqual(['J1', 'J2', 'J3', 'J4']);
  });

  it('read the submission form with its rings', () => {
    const ring = (n: number): string =>
      [...xy, xy[0]!].map(({ x, y }, i) => `J${(i % 4) + 1},${n},${x.toFixed(3)},${y.toFixed(3)}`).join('\n');
    const text = `[属性描述]\n格式版本号=1.00版本\n几度分带=3\n带号=37\n精度=0.01\n[地块坐标]\n5,1.0,1,某地块,面,,工业,,@\n${ring(1)}\n${ring(2)}`;
    const table = value(parsePoints(text, { zone: null, inside: null }));
    expect(table.errors).toEqual([]);
    expect(table.rings).toHaveLength(2);
    for (const one of table.rings) close(one.points);
  });

  it('take the zone from the head where eastings have no number', () => {
    const text = `[属性描述]\n几度分带=3\n带号=37\n[地块坐标]\n${rows((x, y, i) => `J${i + 1},1,${x},${y.slice(2)}`)}`;
    const table = value(parsePoints(text, { zone: null, inside: null }));
    close(table.rings[0]?.points);
    expect(table.crs.epsg).toBe(4546);
  });

  it('read degrees under their heads', () => {
    const text = `序号,纬度,经度\n${PLACES.map(([lon, lat], i) => `${i + 1},${lat},${lon}`).join('\n')}`;
    const table = value(parsePoints(text, context));
    expect(table.rings[0]?.points).toEqual(PLACES);
    expect(table.order).toBe('lat-lon');
  });

  it('name the lines that cannot be read, and go on', () => {
    const lines = rows((x, y, i) => `J${i + 1}\t${x}\t${y}`).split('\n');
    lines[1] = 'J2\t33308x.1\t37413000';
    lines[2] = `J3\t${xy[2]!.x.toFixed(3)}`;
    const table = value(parsePoints(`点号\tX\tY\n${lines.join('\n')}`, context));
    expect(table.errors.map(({ line }) => line)).toEqual([3, 4]);
    expect(table.count).toBe(2);
  });

  it.each([
    ['', 'coordinate.empty'],
    ['甲\t乙\n丙\t丁', 'coordinate.table'],
    ['1\t2\n3\t4', 'read'],
  ])('%j: %s', (text, code) => {
    const read = parsePoints(text, { zone: null, inside: null });
    expect(read.ok ? 'read' : read.error.code).toBe(code);
  });

  it('come back from what is written, every point to the millimetre', () => {
    const place = fc.tuple(
      fc.double({ min: 110, max: 110.8, noNaN: true }).map(canonical),
      fc.double({ min: 29.8, max: 30.4, noNaN: true }).map(canonical),
    );
    fc.assert(
      fc.property(fc.uniqueArray(place, { minLength: 3, maxLength: 40, selector: String }), (places) => {
        const text = places
          .map(
            (at, i) =>
              `J${i + 1}\t${formatPosition('zone', at, zone37, 'exact').replace(/[XY]/g, '').trim().replace(/\s+/, '\t')}`,
          )
          .join('\n');
        const table = value(parsePoints(text, context));
        const points = table.rings.flatMap((ring) => ring.points);
        expect(points).toHaveLength(places.length);
        points.forEach((at, i) => expect(segmentOf(at, places[i]!).lengthM).toBeLessThan(0.0009));
      }),
    );
  });

  it('take 36,000 points', () => {
    const text = Array.from({ length: 36_000 }, (_, i) => {
      const angle = (i / 36_000) * 2 * Math.PI;
      return `J${i + 1}\t${(3_330_000 + 5000 * Math.sin(angle)).toFixed(3)}\t${(37_413_000 + 5000 * Math.cos(angle)).toFixed(3)}`;
    }).join('\n');
    const table = value(parsePoints(text, context));
    expect(table.count).toBe(36_000);
  });
});
