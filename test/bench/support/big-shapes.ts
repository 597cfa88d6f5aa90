import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { must } from '../../../shared/result.ts';
import { seeded } from '../../fixtures/parcels.ts';
import { coastRing, starRing } from '../../unit/geometry/shapes.ts';
import { openBenchStore } from './bench-store.ts';
import { call } from './whole-check.ts';

type Place = readonly [lon: number, lat: number];

export const LARGE = { name: '六千点园区', at: [109.2, 30] as Place };
export const SQUARE = { name: '四点园区', at: [109.2, 30.4] as Place };
/** Half the side of the square, and the reach of the large shape's main part, in degrees. */
const REACH = 0.05;

/** 6,000 vertices in two parts, with 50 holes. */
export function largeShape(): Packed {
  const random = seeded(5);
  const [x, y] = LARGE.at;
  const holes = Array.from({ length: 50 }, (_, i) =>
    starRing(random, x + 0.006 * (i % 8) - 0.021, y + 0.006 * Math.floor(i / 8) - 0.018, 0.002, 40),
  );
  return packMultiPolygon([
    [coastRing(random, x, y, REACH, 3000), ...holes],
    [coastRing(random, x + 0.16, y, 0.03, 1000)],
  ]);
}

/** A square of four vertices. */
export function squareShape(): Packed {
  const [x, y] = SQUARE.at;
  return packMultiPolygon([
    [
      [
        [x - REACH, y - REACH],
        [x + REACH, y - REACH],
        [x + REACH, y + REACH],
        [x - REACH, y + REACH],
      ],
    ],
  ]);
}

/** Writes both parks beside the county, by the store and its command. */
export async function addShapes(file: string, backupDir: string): Promise<void> {
  const store = await openBenchStore(file, backupDir);
  for (const [{ name }, geometry] of [
    [LARGE, largeShape()],
    [SQUARE, squareShape()],
  ] as const)
    must(
      await store.page.execute(
        {
          command: 'create-feature',
          params: {
            layer: 'industrial_park',
            geometry,
            fields: { name, park_kind: 'industrial_park', park_level: 'county' },
          },
        },
        call,
      ),
    );
  await store.shutdown();
}
