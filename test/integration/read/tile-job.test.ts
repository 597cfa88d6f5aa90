import { afterEach, expect, test } from 'vitest';
import { labels } from '../../../electron/store/read/labels.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { tileJob } from '../../../electron/store/read/tile-job.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { tileAt, tileBox } from '../../../shared/map/tile-grid.ts';
import { testBlueprint, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { decodeTile } from '../../fixtures/mvt.ts';

let blueprint: TestBlueprint;
let reader: Reader;
afterEach(() => {
  reader.close();
  blueprint.close();
});

test('an overview cut short shows the largest features, and ends the same as one made at once', () => {
  blueprint = testBlueprint();
  const tile = tileAt(110.1, 30.1, 10);
  const [west, south, east] = tileBox(tile);
  const width = east - west;
  // 300 squares side by side, the one with the higher fid larger.
  blueprint.change(
    Array.from({ length: 300 }, (_u, i) => {
      const size = (width / 20) * (0.3 + i / 1000);
      const x = west + ((i % 18) + 1) * (width / 20);
      const y = south + (Math.floor(i / 18) + 1) * (width / 22);
      const shell: [number, number][] = [
        [x, y],
        [x + size, y],
        [x + size, y + size],
        [x, y + size],
      ];
      return { layer: 'land_use', op: 'put' as const, fid: i + 1, geometry: packPolygon([shell]) };
    }),
  );
  reader = openReader(blueprint.path);
  const job = tileJob(reader, labels(), 'land_use', tile)!;
  const ids = (): number[] =>
    (decodeTile(job.bytes()).find((layer) => layer.name === 'land_use')?.features ?? []).map(
      (feature) => feature.id,
    );
  expect(ids()).toEqual([]);
  let looks = 0;
  // Sixteen looks go by while the sizes are read.
  expect(job.run(() => ++looks > 18)).toBe(false);
  const part = ids();
  expect(part.length).toBeGreaterThan(10);
  expect(part.length).toBeLessThan(300);
  expect(part).toEqual(Array.from({ length: part.length }, (_u, i) => 300 - i));
  while (!job.run(() => false));
  expect(ids()).toEqual(Array.from({ length: 300 }, (_u, i) => 300 - i));
  const whole = tileJob(reader, labels(), 'land_use', tile)!;
  whole.run(() => false);
  expect(whole.bytes()).toEqual(job.bytes());
});
