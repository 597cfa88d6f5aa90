import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hilbertIndex } from '../../../electron/store/read/hilbert.ts';
import { lru } from '../../../electron/store/read/lru.ts';
import { tilesOf } from '../../../electron/store/read/overviews.ts';
import { tileBox } from '../../../shared/map/tile-grid.ts';

test('the Hilbert curve visits each cell of a corner once, going from neighbour to neighbour', () => {
  const cells = Array.from({ length: 32 * 32 }, (_u, i) => ({ x: i % 32, y: Math.floor(i / 32) }));
  const path = cells
    .map((cell) => ({ ...cell, at: hilbertIndex(cell.x, cell.y) }))
    .sort((a, b) => a.at - b.at);
  expect(path.map((cell) => cell.at)).toEqual(path.map((_cell, i) => i));
  for (let i = 1; i < path.length; i++) {
    expect(Math.abs(path[i]!.x - path[i - 1]!.x) + Math.abs(path[i]!.y - path[i - 1]!.y)).toBe(1);
  }
});

test('a cache drops what was used longest ago, by weight', () => {
  const cache = lru<string>(10);
  cache.set('a', 'A', 4);
  cache.set('b', 'B', 4);
  expect(cache.get('a')).toBe('A');
  cache.set('c', 'C', 4);
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toBe('A');
  cache.set('huge', 'H', 11);
  expect(cache.get('huge')).toBeUndefined();
  cache.set('a', 'A2', 9);
  expect([cache.get('a'), cache.get('c')]).toEqual(['A2', undefined]);
});

test('the tiles of a box are all whose window meets it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: -179, max: 170, noNaN: true }),
      fc.double({ min: -80, max: 70, noNaN: true }),
      fc.double({ min: 0, max: 9, noNaN: true }),
      (z, west, south, size) => {
        const box = [west, south, west + size, south + size] as const;
        const wanted: string[] = [];
        for (let x = 0; x < 2 ** z; x++) {
          for (let y = 0; y < 2 ** z; y++) {
            const [w, s, e, n] = tileBox({ z, x, y }, 64 / 4096);
            if (w <= box[2] && e >= box[0] && s <= box[3] && n >= box[1]) wanted.push(`${x}/${y}`);
          }
        }
        expect(tilesOf(box, z).map(({ x, y }) => `${x}/${y}`)).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});
