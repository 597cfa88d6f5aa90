import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEntry, parseDirectory, tileId } from '../../../electron/background/pmtiles/directory.ts';
import { readHeader } from '../../../electron/background/pmtiles/header.ts';
import { directoryBytes, writePmtiles } from '../../fixtures/background/write-pmtiles.ts';

describe('numbers of tiles', () => {
  it('are those of the standard', () => {
    // Examples of the PMTiles specification, version 3.
    expect(tileId({ z: 0, x: 0, y: 0 })).toBe(0);
    expect(
      [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 0],
      ].map(([x, y]) => tileId({ z: 1, x: x!, y: y! })),
    ).toEqual([1, 2, 3, 4]);
    expect(tileId({ z: 2, x: 0, y: 0 })).toBe(5);
    expect(tileId({ z: 12, x: 3423, y: 1763 })).toBe(19_078_479);
  });
  it('name every tile of a zoom once, and neighbours on the curve are neighbours on the ground', () => {
    for (const z of [1, 2, 3, 4, 5]) {
      const side = 2 ** z;
      const places = new Map<number, [number, number]>();
      for (let x = 0; x < side; x++) for (let y = 0; y < side; y++) places.set(tileId({ z, x, y }), [x, y]);
      const first = (4 ** z - 1) / 3;
      expect(places.size).toBe(side * side);
      for (let i = 1; i < side * side; i++) {
        const [a, b] = [places.get(first + i - 1)!, places.get(first + i)!];
        expect(Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])).toBe(1);
      }
    }
  });
});

describe('directories', () => {
  const entries = fc.array(
    fc.record({
      gap: fc.nat({ max: 1000 }),
      run: fc.integer({ min: 1, max: 5 }),
      length: fc.integer({ min: 1, max: 1e6 }),
      offset: fc.nat({ max: 1e12 }),
      follows: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  );
  it('are read as they were written, and every tile of a run is found', () => {
    fc.assert(
      fc.property(entries, (list) => {
        let id = 0;
        let end = 0;
        const written = list.map(({ gap, run, length, offset, follows }) => {
          id += gap;
          const entry = { id, run, length, offset: follows ? end : offset };
          id += run;
          end = entry.offset + length;
          return entry;
        });
        const read = parseDirectory(directoryBytes(written))!;
        for (const { id: first, run, length, offset } of written) {
          for (const wanted of [first, first + run - 1]) {
            expect(findEntry(read, wanted)).toEqual({ offset, length, leaf: false });
          }
        }
        expect(findEntry(read, id)).toBeNull();
      }),
    );
  });
  it('that are damaged are refused or read, and never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, id) => {
        const read = parseDirectory(bytes);
        if (read !== null) findEntry(read, id);
      }),
      { numRuns: 3000 },
    );
    // A count that the bytes cannot hold takes no memory.
    expect(parseDirectory(Uint8Array.of(255, 255, 255, 255, 255, 255, 127, 0))).toBeNull();
  });
});

describe('headers', () => {
  const whole = writePmtiles({ tiles: [], minZoom: 3, maxZoom: 5, bounds: [110, 30, 111, 31] });
  it('say where everything lies', () => {
    expect(readHeader(whole, whole.length)).toMatchObject({
      ok: true,
      value: { minZoom: 3, maxZoom: 5, bounds: [110, 30, 111, 31], compression: 'gzip' },
    });
  });
  it('of other versions, of vector tiles and of short files are refused by name', () => {
    const changed = (at: number, value: number): Uint8Array => {
      const copy = whole.slice();
      copy[at] = value;
      return copy;
    };
    const codeOf = (bytes: Uint8Array, size = whole.length): string => {
      const read = readHeader(bytes, size);
      return read.ok ? 'ok' : read.error.code;
    };
    expect(codeOf(changed(0, 0))).toBe('background.pmtiles-none');
    expect(codeOf(changed(7, 2))).toBe('background.pmtiles-version');
    expect(codeOf(changed(99, 1))).toBe('background.vector-tiles');
    expect(codeOf(changed(97, 4))).toBe('background.pmtiles-compression');
    expect(codeOf(changed(101, 60))).toBe('background.pmtiles-broken');
    expect(codeOf(whole, 130)).toBe('background.pmtiles-broken');
    expect(codeOf(whole.slice(0, 100))).toBe('background.pmtiles-none');
  });
});
