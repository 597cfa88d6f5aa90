import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  packLines,
  packMultiPolygon,
  packPoints,
  packPolygon,
} from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { tileAt, tileBox, type Tile } from '../../../shared/map/tile-grid.ts';
import { EXTENT, tileFrame } from '../../../shared/tiles/frame.ts';
import { mvtLayer, mvtTile, type TileValue } from '../../../shared/tiles/mvt-writer.ts';
import { shapeStream } from '../../../shared/tiles/shape-stream.ts';
import { drawShape } from '../../../shared/tiles/tile-shape.ts';
import { decodeTile, ringArea, type DecodedFeature } from '../../fixtures/mvt.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';

function encode(
  tile: Tile,
  geometries: readonly Packed[],
  keys: readonly string[] = [],
  values: readonly TileValue[] = [],
): readonly DecodedFeature[] {
  const frame = tileFrame(tile);
  const layer = mvtLayer('test');
  const stream = shapeStream();
  geometries.forEach((geometry, i) => {
    if (drawShape(stream, frame, geometry)) layer.add(i + 1, stream, keys, values);
  });
  const [decoded] = decodeTile(mvtTile([layer]));
  return decoded?.features ?? [];
}

/** Web mercator by its textbook formula, tile units. */
function project({ z, x, y }: Tile, lon: number, lat: number): [number, number] {
  const n = 2 ** z;
  const phi = (lat * Math.PI) / 180;
  return [
    (((lon + 180) / 360) * n - x) * EXTENT,
    (((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * n - y) * EXTENT,
  ];
}

test('the frame agrees with the mercator formula at all zooms and latitudes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 70, max: 140, noNaN: true }),
      fc.double({ min: 3, max: 54, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (z, lon, lat, share) => {
        const tile = tileAt(lon, lat, z);
        const frame = tileFrame(tile);
        // Mercator ends at 85 degrees; the window of the largest tiles does not.
        const at = Math.max(-85, Math.min(85, frame.window[1] + share * (frame.window[3] - frame.window[1])));
        expect(Math.abs(frame.x(lon) - project(tile, lon, at)[0])).toBeLessThan(1e-4);
        expect(Math.abs(frame.y(at) - project(tile, lon, at)[1])).toBeLessThan(1e-4);
      },
    ),
    { numRuns: 3000 },
  );
});

describe('polygons', () => {
  const tile = tileAt(110.01, 30.01, 15);
  const [west, south, east, north] = tileBox(tile);
  const at = (x: number, y: number): [number, number] => [
    west + x * (east - west),
    south + y * (north - south),
  ];

  test('shell and hole keep their places and turn as the specification asks', () => {
    const shell = [at(0.1, 0.1), at(0.9, 0.1), at(0.9, 0.9), at(0.1, 0.9)];
    const hole = [at(0.4, 0.4), at(0.6, 0.4), at(0.6, 0.6), at(0.4, 0.6)];
    const other = [at(0.92, 0.1), at(0.98, 0.1), at(0.98, 0.2)];
    const [feature] = encode(tile, [packMultiPolygon([[shell, hole], [other]])]);
    expect(feature?.parts).toHaveLength(3);
    const areas = feature!.parts.map(ringArea);
    expect(areas[0]! / (0.8 * 4096) ** 2).toBeCloseTo(1, 2);
    expect(-areas[1]! / (0.2 * 4096) ** 2).toBeCloseTo(1, 2);
    expect(areas[2]).toBeGreaterThan(0);
    expect(feature!.parts[0]).toHaveLength(4);
  });

  test('rings of another program that run the wrong way are turned', () => {
    const packed = packPolygon([[at(0.1, 0.1), at(0.9, 0.1), at(0.9, 0.9), at(0.1, 0.9)]]);
    const backwards = packed.xy.slice();
    for (let i = 0; i < 5; i++) backwards.set(packed.xy.subarray(2 * i, 2 * i + 2), 2 * (4 - i));
    const [feature] = encode(tile, [{ ...packed, xy: backwards }]);
    expect(ringArea(feature!.parts[0]!)).toBeGreaterThan(0);
  });

  test('a feature across four tiles is in each of them, and the parts meet', () => {
    const corner = at(1, 1);
    const d = 0.002;
    const square = packPolygon([
      [
        [corner[0] - d, corner[1] - d],
        [corner[0] + d, corner[1] - d],
        [corner[0] + d, corner[1] + d],
        [corner[0] - d, corner[1] + d],
      ],
    ]);
    let sum = 0;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, -1],
      [1, -1],
    ] as const) {
      const four = { z: tile.z, x: tile.x + dx, y: tile.y + dy };
      const [feature] = encode(four, [square]);
      expect(feature?.id).toBe(1);
      for (const [x, y] of feature!.parts[0]!) {
        expect(x).toBeGreaterThanOrEqual(-64);
        expect(x).toBeLessThanOrEqual(EXTENT + 64);
        expect(y).toBeGreaterThanOrEqual(-64);
        expect(y).toBeLessThanOrEqual(EXTENT + 64);
      }
      // Without the buffer each holds its own quarter.
      const inside = feature!.parts[0]!.map(
        ([x, y]) => [Math.max(0, Math.min(EXTENT, x)), Math.max(0, Math.min(EXTENT, y))] as const,
      );
      sum += ringArea(inside);
    }
    const [a, b] = [project(tile, square.box[0], square.box[1]), project(tile, square.box[2], square.box[3])];
    expect(sum / ((b[0] - a[0]) * (a[1] - b[1]))).toBeCloseTo(1, 3);
  });

  test('neighbours share each rounded vertex of their border, at every zoom', () => {
    const grid = parcelGrid(7, 6, 6, { between: 5 });
    const cells = [0, 1, 2, 3, 4, 5].flatMap((r) => [0, 1, 2, 3, 4, 5].map((c) => [c, r] as const));
    for (const z of [13, 15, 17]) {
      const [nodeX, nodeY] = grid.node(3, 3);
      const around = tileAt(nodeX, nodeY, z);
      const features = encode(
        around,
        cells.map(([c, r]) => grid.parcel(c, r)),
      );
      // Directed edges of all rings: inside a coverage each one has its twin, off the border of the window.
      const edges = new Map<string, number>();
      const byId = new Map(features.map((feature) => [feature.id, feature]));
      for (const [i, [c, r]] of cells.entries()) {
        if (c === 0 || r === 0 || c === 5 || r === 5) continue;
        for (const ring of byId.get(i + 1)?.parts ?? []) {
          ring.forEach(([x, y], k) => {
            const [nx, ny] = ring[(k + 1) % ring.length]!;
            edges.set(`${x},${y},${nx},${ny}`, i);
          });
        }
      }
      const border = (x: number, y: number): boolean =>
        x <= -64 || y <= -64 || x >= EXTENT + 64 || y >= EXTENT + 64;
      const lonely = [...edges.keys()].filter((edge) => {
        const [x, y, nx, ny] = edge.split(',').map(Number) as [number, number, number, number];
        if (border(x, y) || border(nx, ny)) return false;
        return !edges.has(`${nx},${ny},${x},${y}`);
      });
      // Only the outline of the inner 4 x 4 block has no twin; its edges belong to the outer parcels too.
      const outer = new Set<string>();
      for (const [i, [c, r]] of cells.entries()) {
        if (c !== 0 && r !== 0 && c !== 5 && r !== 5) continue;
        for (const ring of byId.get(i + 1)?.parts ?? []) {
          ring.forEach(([x, y], k) => {
            const [nx, ny] = ring[(k + 1) % ring.length]!;
            outer.add(`${nx},${ny},${x},${y}`);
          });
        }
      }
      expect(edges.size).toBeGreaterThan(20);
      expect(lonely.filter((edge) => !outer.has(edge))).toEqual([]);
    }
  });
});

test('lines and points', () => {
  const tile = tileAt(110.01, 30.01, 14);
  const [west, south, east, north] = tileBox(tile);
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  const line = packLines([
    [
      [west - 1, middle[1]],
      [east + 1, middle[1]],
    ],
  ]);
  const points = packPoints([middle, [west - 1, south]]);
  const [drawn, place] = encode(tile, [line, points]);
  expect(drawn?.type).toBe('line');
  expect(drawn?.parts).toEqual([
    [
      [-64, 2048],
      [EXTENT + 64, 2048],
    ],
  ]);
  expect(place).toMatchObject({ id: 2, type: 'point', parts: [[[2048, 2048]]] });
});

test('attributes of every kind come back, null is left out', () => {
  const tile = tileAt(110.01, 30.01, 14);
  const [feature] = encode(
    tile,
    [packPoints([[110.01, 30.01]])],
    ['text', 'int', 'negative', 'real', 'none', 'empty'],
    ['水田', 4_000_000_000, -7, 1.25, null, ''],
  );
  expect(feature?.properties).toEqual({
    text: '水田',
    int: 4_000_000_000,
    negative: -7,
    real: 1.25,
    empty: '',
  });
});
