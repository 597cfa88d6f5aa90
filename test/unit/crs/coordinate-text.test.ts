import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBearing, formatDms, parseAngle } from '../../../shared/crs/angle.ts';
import { crsByEpsg, zoneCrs } from '../../../shared/crs/catalogue.ts';
import { formatPosition, parsePoint, POSITION_FORMS } from '../../../shared/crs/coordinate-text.ts';
import type { CoordinateContext } from '../../../shared/crs/readings.ts';
import { parseLength, parseStep } from '../../../shared/crs/step-text.ts';
import { transformOf } from '../../../shared/crs/transform.ts';
import { toZoneXY } from '../../../shared/crs/zone-xy.ts';
import { segmentOf, type LonLat } from '../../../shared/geometry/geodesic.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { failureText } from '../../../shared/i18n/text.ts';
import { must as value } from '../../../shared/result.ts';
import { must } from '../../fixtures/import/must.ts';
import { GDAL_MISSING, gdalTransform, hasGdal } from '../../fixtures/import/gdal.ts';
import { seeded } from '../../fixtures/import/random.ts';

const zone37 = must(crsByEpsg(4525));
/** A county around 110.4 E, 30.1 N. */
const inside = ([lon, lat]: LonLat): boolean => lon > 110 && lon < 110.8 && lat > 29.8 && lat < 30.4;
const context: CoordinateContext = { zone: zone37, inside };
const nowhere: CoordinateContext = { zone: null, inside: null };

const P: LonLat = [110.356_711_111, 30.020_138_889];
const near = (at: LonLat, to: LonLat, step = 2e-9): void => {
  expect(Math.abs(at[0] - to[0])).toBeLessThanOrEqual(step);
  expect(Math.abs(at[1] - to[1])).toBeLessThanOrEqual(step);
};

describe('positions in degrees', () => {
  it.each([
    '110°21′24.16″E 30°01′12.5″N',
    `110°21'24.16"E, 30°01'12.5"N`,
    `E110°21'24.16" N30°1'12.5"`,
    'N30°01′12.5″ E110°21′24.16″',
    '110 21 24.16 30 1 12.5',
    '30 1 12.5, 110 21 24.16',
    '110 21 24.16 E 30 1 12.5 N',
    '110:21:24.16 30:01:12.5',
    '110-21-24.16 30-01-12.5',
    '东经110度21分24.16秒 北纬30度1分12.5秒',
    '北纬30°01′12.5″，东经110°21′24.16″',
    '１１０°２１′２４．１６″Ｅ，３０°０１′１２．５″Ｎ',
    '110º21’24.16” 30º01’12.5”',
    '经度：110.3567111 纬度：30.0201389',
    'B=30.020138889 L=110.356711111',
    '110.356711111, 30.020138889',
    '30.020138889 110.356711111',
    '110.356711111\t30.020138889',
    '110°21.402667′ 30°1.208333′',
    'lat 30.020138889 lon 110.356711111',
    '110.356711111E30.020138889N',
  ])('%s', (text) => {
    const { at, readings } = value(parsePoint(text, context));
    near(at, P, 5e-8);
    expect(readings[0]?.inside).toBe(true);
  });

  it('keep the sign of the southern and western half', () => {
    expect(value(parsePoint('70.5W 33.25S', nowhere)).at).toEqual([-70.5, -33.25]);
    expect(value(parsePoint('-70.5, -33.25', nowhere)).readings.map(({ order }) => order)).toEqual([
      'lon-lat',
      'lat-lon',
    ]);
  });

  it('list both orders where both are possible, the county first', () => {
    const west: CoordinateContext = { zone: null, inside: ([lon]) => lon > 85 };
    const { readings, at } = value(parsePoint('43.5 87.5', west));
    expect(at).toEqual([87.5, 43.5]);
    // The other order is far from China, and not offered.
    expect(readings).toHaveLength(1);
    expect(value(parsePoint('20 30', nowhere)).readings).toHaveLength(2);
  });
});

describe('positions in a zone', () => {
  const xy = must(toZoneXY(P[0], P[1], zone37));
  const [x, y] = [xy.x.toFixed(4), xy.y.toFixed(4)];

  it.each([
    [`X ${x} Y ${y}`, 'x-y', 4525],
    [`${x} ${y}`, 'x-y', 4525],
    [`${x}，${y}`, 'x-y', 4525],
    [`${y}\t${x}`, 'y-x', 4525],
    [`Y=${y}; X=${x}`, 'y-x', 4525],
    [`${x} ${y.slice(2)}`, 'x-y', 4546],
    [`${y.slice(2)} ${x}`, 'y-x', 4546],
    [`纵坐标 ${x} 横坐标 ${y}`, 'x-y', 4525],
    [`北 ${x} 东 ${y}`, 'x-y', 4525],
    [`Ｘ：${x}米 Ｙ：${y}米`, 'x-y', 4525],
  ])('%s', (text, order, epsg) => {
    const { at, readings } = value(parsePoint(text, context));
    near(at, P);
    expect(readings[0]).toMatchObject({ order, inside: true, swapped: false, crs: { epsg } });
  });

  it('say when X and Y stand the other way round', () => {
    const { at, readings } = value(parsePoint(`X ${y} Y ${x}`, context));
    near(at, P);
    expect(readings[0]?.swapped).toBe(true);
  });

  it('know the zones of six degrees by their number', () => {
    const six = must(zoneCrs(6, 19, true));
    const there = must(toZoneXY(P[0], P[1], six));
    const { at, readings } = value(parsePoint(`${there.x.toFixed(4)} ${there.y.toFixed(4)}`, context));
    near(at, P);
    expect(readings[0]?.crs.zoneWidth).toBe(6);
  });

  it('offer the zone of six degrees too where no number tells', () => {
    const zone36: CoordinateContext = { zone: must(crsByEpsg(4524)), inside: null };
    const { readings } = value(parsePoint('3322847.16 412038.52', zone36));
    expect(readings.map(({ crs }) => `${crs.zoneWidth}/${crs.zone}`)).toEqual(['3/36', '6/19', '6/18']);
  });
});

describe('what is wrong is said', () => {
  it.each([
    ['', 'coordinate.empty'],
    ['110.5', 'coordinate.count'],
    ['110.5 30.1 56.2', 'coordinate.count'],
    ['110.5 30.1 #', 'coordinate.character'],
    ['110°61′00″ 30°', 'coordinate.minutes'],
    ['110°21′75″ 30°', 'coordinate.seconds'],
    ['110.5°21′ 30°', 'coordinate.whole'],
    ['110°° 30', 'coordinate.symbols'],
    [`110'5", 30°`, 'coordinate.symbols'],
    ['110.5N 30.1E', 'coordinate.latitude'],
    ['N30.1 N30.2', 'coordinate.same-axis'],
    ['X 3322847 X 3322848', 'coordinate.same-axis'],
    ['150.5 110.1', 'coordinate.no-degrees'],
    ['22847.16 12038.52', 'coordinate.no-fit'],
    ['3322847.16 99412038.52', 'coordinate.no-fit'],
  ])('%s: %s', (text, code) => {
    const read = parsePoint(text, context);
    expect(read.ok ? 'read' : read.error.code).toBe(code);
    if (!read.ok) {
      expect(failureText('zh-CN', read.error)).not.toMatch(/^error\.|\{/);
      expect(failureText('en', read.error)).not.toMatch(/^error\.|\{/);
    }
  });

  it('asks for a zone where plane figures have none', () => {
    const read = parsePoint('3322847.16 412038.52', nowhere);
    expect(read.ok ? 'read' : read.error.code).toBe('coordinate.no-zone');
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 30 }),
          fc.string({ unit: fc.constantFrom(...Array.from('0159.°\'" ,XYNE-@<度')), maxLength: 20 }),
        ),
        (text) => {
          const point = parsePoint(text, context);
          const step = parseStep(text, P, context);
          for (const read of [point, step]) {
            if (read.ok) expect(read.value.at.every((one) => canonical(one) === one)).toBe(true);
            else expect(failureText('zh-CN', read.error)).not.toMatch(/^error\./);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const placeOf = (zone: number) =>
  fc.tuple(
    fc.double({ min: 3 * zone - 1.6, max: 3 * zone + 1.6, noNaN: true }).map(canonical),
    fc.double({ min: 4, max: 53, noNaN: true }).map(canonical),
  );

describe('writing and reading come back', () => {
  it.each(['degrees', 'dms'] as const)('%s: to the grid step', (form) => {
    fc.assert(
      fc.property(placeOf(37), (at) => {
        const text = formatPosition(form, at, zone37, 'exact');
        expect(value(parsePoint(text, nowhere)).readings.map((one) => one.at)).toContainEqual(at);
      }),
    );
  });

  it.each(['zone', 'zone-plain', 'zone-6'] as const)(
    '%s: typed to the millimetre, shown to the millimetre',
    (form) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 25, max: 45 }).chain((zone) => fc.tuple(fc.constant(zone), placeOf(zone))),
          ([zone, at]) => {
            const crs = must(zoneCrs(3, zone, true));
            const text = formatPosition(form, at, crs, 'exact');
            const { readings } = value(parsePoint(text, { zone: crs, inside: null }));
            const again = readings.map((one) => formatPosition(form, one.at, crs, 'exact'));
            expect(again).toContain(text);
            // Within half a millimetre of where it was, and as it is typed again the same stored place.
            const nearest = Math.min(...readings.map((one) => segmentOf(at, one.at).lengthM));
            expect(nearest).toBeLessThan(0.000_9);
          },
        ),
      );
    },
  );

  it('minutes and seconds carry over', () => {
    expect(formatDms(29.999_999_999_9, 3)).toBe('30°00′00.000″');
    expect(formatDms(110.5, 0)).toBe('110°30′00″');
    expect(formatBearing(359.9999)).toBe('0°00′');
    expect(formatBearing(288.6667)).toBe('288°40′');
    expect(formatBearing(-1, true)).toBe('359°00′00″');
  });

  it('has a text for every form of a place in the zone', () => {
    for (const form of POSITION_FORMS) expect(formatPosition(form, P, zone37)).not.toBe('');
    expect(formatPosition('zone', P, null)).toBe('');
    expect(formatPosition('degrees', P, null)).toBe('110.356711°E 30.020139°N');
    expect(formatPosition('dms', P, null)).toBe('110°21′24.160″E 30°01′12.500″N');
  });
});

describe('steps', () => {
  it.each([
    ['271.68 288°40′', 271.68, 288 + 40 / 60],
    ['288°40′ 271.68', 271.68, 288 + 40 / 60],
    ['271.68<288.5', 271.68, 288.5],
    ['@271.68<288-40', 271.68, 288 + 40 / 60],
    ['271.68米，288度40分', 271.68, 288 + 40 / 60],
    ['1.5km 90', 1500, 90],
    ['100 288 40 30', 100, 288 + 40 / 60 + 30 / 3600],
  ])('%s', (text, length, bearing) => {
    const step = value(parseStep(text, P, context));
    expect(step).toMatchObject({ kind: 'polar' });
    const way = segmentOf(P, step.at);
    expect(Math.abs(way.lengthM - length)).toBeLessThan(1e-4);
    expect(Math.abs(way.bearingDeg - bearing) * (Math.PI / 180) * length).toBeLessThan(1e-4);
  });

  it('go by metres north and east in the zone', () => {
    const { at } = value(parseStep('@100.5,-20.25', P, context));
    const [before, after] = [must(toZoneXY(P[0], P[1], zone37)), must(toZoneXY(at[0], at[1], zone37))];
    expect(after.x - before.x).toBeCloseTo(100.5, 3);
    expect(after.y - before.y).toBeCloseTo(-20.25, 3);
  });

  it.each([
    ['271.68', 'coordinate.step'],
    ['0 90', 'coordinate.length'],
    ['10 400', 'coordinate.bearing'],
    ['10 20°70′', 'coordinate.minutes'],
    ['@1', 'coordinate.offset'],
  ])('%s: %s', (text, code) => {
    const read = parseStep(text, P, context);
    expect(read.ok ? 'read' : read.error.code).toBe(code);
  });

  it('measure in metres', () => {
    expect(value(parseLength('271.68米'))).toBe(271.68);
    expect(value(parseLength('1.2公里'))).toBe(1200);
    expect(value(parseAngle('288°40′12″'))).toBeCloseTo(288.67, 10);
  });
});

describe.skipIf(!hasGdal)(`agreement with GDAL (${hasGdal ? 'running' : GDAL_MISSING})`, () => {
  it('typed X and Y lie where GDAL puts them, to the grid', () => {
    const random = seeded(11);
    const typed = Array.from({ length: 200 }, () => [
      (3_200_000 + random() * 200_000).toFixed(3),
      (37_350_000 + random() * 300_000).toFixed(3),
    ]);
    const planes = typed.map(([north, east]): [number, number] => [Number(east), Number(north)]);
    const truth = gdalTransform(4525, 4490, planes);
    typed.forEach(([north, east], i) => {
      near(value(parsePoint(`X ${north} Y ${east}`, context)).at, truth[i]!, 1.2e-9);
      const point = Float64Array.of(...truth[i]!);
      transformOf(zone37).fromDegrees(point, 0);
      expect(point[1]).toBeCloseTo(Number(north), 3);
    });
  });
});
