import { describe, expect, it } from 'vitest';
import { OLD_CRS_CATALOGUE, oldCrsByEpsg, oldTransform } from '../../../shared/crs/old-datum.ts';
import { readWkt } from '../../../shared/crs/parse-wkt.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { gdalWkt, GDAL_MISSING, hasGdal } from '../../fixtures/import/gdal.ts';
import { must } from '../../fixtures/import/must.ts';

const hasProj = hasPython('pyproj');
const SEVEN = { dx: -12.3, dy: 104.6, dz: 41.2, rx: 0.42, ry: -1.13, rz: 2.05, scale: -3.7 };
/** Degrees: a step of the stored grid, a tenth of a millimetre. */
const TOLERANCE = 1e-9;

describe('systems on old datums', () => {
  it('have a code each', () => {
    expect(new Set(OLD_CRS_CATALOGUE.map(({ epsg }) => epsg)).size).toBe(OLD_CRS_CATALOGUE.length);
    expect(oldCrsByEpsg(2361)).toMatchObject({ datum: 'xian80', zone: 37, falseEasting: 37_500_000 });
    expect(oldCrsByEpsg(2434)).toMatchObject({ datum: 'beijing54', centralMeridian: 111, prefixed: false });
    expect(oldCrsByEpsg(4525)).toBeUndefined();
  });

  it.skipIf(!hasGdal)('are recognised in every text that GDAL writes of them', () => {
    // Every eleventh falls into each of the runs of codes.
    for (const [i, { epsg, kind, datum, centralMeridian, falseEasting }] of OLD_CRS_CATALOGUE.entries()) {
      if (i > 1 && i % 11 !== 0) continue;
      for (const dialect of ['wkt1', 'wkt_esri'] as const) {
        const read = readWkt(gdalWkt(epsg, dialect));
        expect(read, `EPSG:${epsg}`).toMatchObject({ kind: 'old-datum' });
        const found = must(oldCrsByEpsg(read.kind === 'old-datum' ? (read.epsg ?? 0) : 0));
        // In Esri's text a 3- and a 6-degree zone on one meridian may be the same map.
        expect(found).toMatchObject({ datum, kind, centralMeridian, falseEasting });
      }
    }
  });
  if (!hasGdal) console.log(GDAL_MISSING);

  it.skipIf(!hasProj)('come to CGCS2000 where PROJ puts them', () => {
    const cases = [
      [
        2361,
        [
          [37_403_511.2519, 3_320_534.4364],
          [37_520_000, 3_400_000],
        ],
      ],
      [2434, [[403_511.25, 3_320_534.43]]],
      [4610, [[110.5, 30.25]]],
      [4214, [[101.1, 24.9]]],
    ] as const;
    for (const [epsg, points] of cases) {
      for (const [rotation, convention] of [
        ['coordinate-frame', 'coordinate_frame'],
        ['position-vector', 'position_vector'],
      ] as const) {
        const { toDegrees, fromDegrees } = oldTransform(must(oldCrsByEpsg(epsg)), { ...SEVEN, rotation });
        const expected = runPython('datum_shift.py', [
          `EPSG:${epsg}`,
          convention,
          Object.values(SEVEN).join(','),
          JSON.stringify(points),
        ]) as [number, number][];
        points.forEach(([x, y], i) => {
          const xy = Float64Array.of(x, y);
          toDegrees(xy, 0);
          expect(Math.abs(xy[0]! - expected[i]![0])).toBeLessThan(TOLERANCE);
          expect(Math.abs(xy[1]! - expected[i]![1])).toBeLessThan(TOLERANCE);
          fromDegrees(xy, 0);
          // Back again heights are lost: the way is exact to some millimetres.
          const unit = epsg > 4000 ? 1e-7 : 0.01;
          expect(Math.abs(xy[0]! - x)).toBeLessThan(unit);
          expect(Math.abs(xy[1]! - y)).toBeLessThan(unit);
        });
      }
    }
  });
});
