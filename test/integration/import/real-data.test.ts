import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';

const DATA = path.resolve(import.meta.dirname, '../../../../shared/data');
const present = fs.existsSync(path.join(DATA, 'urban_areas.geojson'));

interface Collection {
  features: { geometry: { type: string; coordinates: unknown } }[];
}

/** Rings in which a vertex stands twice in a row, counted from the file itself on the grid of 1e-9 degree. */
function withRepeats(file: string): number {
  const { features } = JSON.parse(fs.readFileSync(file, 'utf8')) as Collection;
  const key = ([x = 0, y = 0]: number[]): string => `${Math.round(x * 1e9)},${Math.round(y * 1e9)}`;
  return features.filter(({ geometry }) => {
    const polygons = (
      geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    ) as number[][][][];
    return polygons.some((rings) =>
      rings.some((ring) => ring.some((point, i) => i > 0 && key(point) === key(ring[i - 1]!))),
    );
  }).length;
}

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-real-'));
  await newBlueprint(path.join(folder, 'w.gpkg'));
  io = await openIo(path.join(folder, 'w.gpkg'), path.join(folder, 'scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!present)(
  `world-wide data that nobody here drew${present ? '' : ' (skipped: ../shared/data is not there)'}`,
  () => {
    it.each([
      ['urban_areas.geojson', 'industrial_park', 2143],
      ['protected_areas.geojson', 'ecological_redline', 61],
    ])('%s is staged completely into %s, and says what was repaired', async (name, layer, count) => {
      const file = path.join(DATA, name);
      const report = value(await io.stage(file, layer));
      expect(report).toMatchObject({ read: count, staged: count, refused: 0, outsideCounty: 0 });
      expect(report.repaired).toBeGreaterThanOrEqual(withRepeats(file));
      const counts = noteCounts(report);
      expect(counts['repaired-duplicates-removed']).toBe(withRepeats(file));
      expect(counts['wgs84-taken']).toBe(1);
      expect(counts['required-missing']).toBeGreaterThan(0);
      expect(counts['more']).toBeUndefined();
      expect(fs.existsSync(report.staging)).toBe(true);
    });

    it('areas agree with the figures that came with the urban areas', async () => {
      const report = value(await io.stage(path.join(DATA, 'urban_areas.geojson'), 'industrial_park'));
      const stated = (
        JSON.parse(fs.readFileSync(path.join(DATA, 'urban_areas.geojson'), 'utf8')) as {
          features: { properties: { area_sqkm: number } }[];
        }
      ).features.slice(0, report.sample.length);
      // Square kilometres to three decimals, computed by the publisher on the WGS 84 ellipsoid along geodesics.
      report.sample.forEach(({ fields }, i) => {
        expect(Number(fields['area_m2']) / (stated[i]!.properties.area_sqkm * 1e6)).toBeCloseTo(1, 2);
      });
    });
  },
);
