import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareFile, probeFile } from '../../../electron/background/add-file.ts';
import { openShelf, type StoredFile } from '../../../electron/background/stored.ts';
import type { Progress } from '../../../shared/bridge/contract.ts';
import { must, type Result } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { gdalTransform, hasGdal } from '../../fixtures/import/gdal.ts';

interface Made {
  readonly epsg: number;
  readonly transform: readonly [number, number, number, number, number, number];
  readonly side: number;
}
interface Seen {
  readonly facts: {
    readonly driver: string;
    readonly bands: number;
    readonly metadata: Record<string, string>;
  };
  readonly colors: readonly (readonly number[] | null)[];
}

const able = hasPython('osgeo') && hasGdal;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-pictures-'));
const shelf = openShelf(path.join(folder, 'shelf'));
const at = (name: string): string => path.join(folder, name);
const blueprint = at('a.gpkg');
/** The county that the places lie in. */
const COUNTY = [110.2, 29.9, 110.6, 30.3] as const;
let made: Readonly<Record<string, Made>> = {};

const call = (signal = new AbortController().signal, told: Progress[] = []) => ({
  signal,
  progress: (one: Progress) => void told.push(one),
});
const prepare = (name: string, epsg: number | null = null): Promise<Result<StoredFile>> =>
  prepareFile(at(name), epsg, blueprint, shelf, call());
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

/** Middles of cells of the board, as column and row of the picture. */
const CELLS = [
  [50, 50],
  [150, 50],
  [350, 250],
  [450, 250],
  [550, 550],
] as const;
const isHigh = ([column, row]: readonly [number, number]): boolean =>
  (Math.floor(row / 100) + Math.floor(column / 100)) % 2 === 0;

/** Colours of the tiles at the middles of cells, which lie where GDAL's own transformation puts them. */
function look(name: string, stored: StoredFile, cells: readonly (readonly [number, number])[] = CELLS): Seen {
  const { epsg, transform: g } = made[name]!;
  const places = cells.map(([column, row]): [number, number] => [
    g[0] + column * g[1] + row * g[2],
    g[3] + column * g[4] + row * g[5],
  ]);
  const degrees = epsg === 4490 ? places : gdalTransform(epsg, 4490, places);
  const words = degrees.map((place) => place.join(','));
  return runPython('read_tiles.py', [shelf.tilesFile(stored.tiles!), ...words]) as Seen;
}

/** How far a colour is from the wanted one; far for none at all. */
const off = (seen: readonly number[] | null | undefined, wanted: readonly number[]): number =>
  seen ? Math.max(...wanted.map((value, i) => Math.abs((seen[i] ?? 999) - value))) : 999;

const HIGH = [220, 40, 90, 255];
const LOW = [30, 200, 90, 255];

describe.skipIf(!able)('pictures with a place on the ground', () => {
  beforeAll(() => {
    made = runPython('make_pictures.py', [folder]) as typeof made;
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it.each(['colours.tif', 'short.tif', 'degrees.tif', 'turned.tif', 'utm.tif', 'prj.jpg', 'wld.png'])(
    '%s lies where GDAL puts it, with its colours',
    async (name) => {
      const stored = must(await prepare(name));
      const seen = look(name, stored);
      expect(seen.facts).toMatchObject({ driver: 'MBTiles', bands: 4 });
      CELLS.forEach((cell, i) => {
        expect(off(seen.colors[i], isHigh(cell) ? HIGH : LOW)).toBeLessThan(8);
      });
    },
  );

  it('is sharp to a pixel: either side of a border of the board has its own colour', async () => {
    const stored = must(await prepare('colours.tif'));
    const cells = [
      [297, 250],
      [303, 250],
      [250, 297],
      [250, 303],
    ] as const;
    const seen = look('colours.tif', stored, cells);
    cells.forEach((cell, i) => expect(off(seen.colors[i], isHigh(cell) ? HIGH : LOW)).toBeLessThan(16));
  });

  it('is stretched where its samples are no bytes: 16 bits, 12 bits, heights', async () => {
    for (const [name, bands] of [
      ['sixteen.tif', 1],
      ['twelve.tif', 3],
      ['heights.tif', 1],
    ] as const) {
      const told = must(await probeFile(at(name), COUNTY, call()));
      expect(told.picture).toMatchObject({ bands, crs: 'known', epsg: 4525 });
      const seen = look(name, must(await prepare(name)));
      CELLS.slice(1).forEach((cell, i) => {
        const grey = isHigh(cell) ? 255 : 0;
        expect(off(seen.colors[i + 1], [grey, grey, grey, 255])).toBeLessThan(4);
      });
    }
  });

  it('is clear where it has no data, a hole in its alpha, and outside', async () => {
    const heights = look('heights.tif', must(await prepare('heights.tif')), [
      [250, 20],
      [250, 90],
    ]);
    expect(heights.colors[0]?.[3]).toBe(0);
    expect(heights.colors[1]?.[3]).toBe(255);
    const alpha = look('alpha.tif', must(await prepare('alpha.tif')), [
      [300, 300],
      [50, 50],
    ]);
    expect(alpha.colors[0]?.[3]).toBe(0);
    expect(off(alpha.colors[1], HIGH)).toBeLessThan(8);
    const turned = look('turned.tif', must(await prepare('turned.tif')), [[-20, 300]]);
    expect(turned.colors[0]?.[3] ?? 0).toBe(0);
  });

  it('keeps the colours of a palette exactly, and red is red whatever the order of bands', async () => {
    const palette = look('palette.tif', must(await prepare('palette.tif')));
    CELLS.forEach((cell, i) => {
      expect(palette.colors[i]).toEqual(isHigh(cell) ? [250, 210, 20, 255] : [12, 130, 77, 255]);
    });
    const bgr = look('bgr.tif', must(await prepare('bgr.tif')));
    CELLS.forEach((cell, i) => {
      // Stretched: red from 30 to 220, green the other way round.
      expect(off(bgr.colors[i]?.slice(0, 2), isHigh(cell) ? [255, 0] : [0, 255])).toBeLessThan(4);
    });
  });

  it('asks for its system where it states none, and is then where that puts it', async () => {
    for (const name of ['unsaid.tif', 'world.png']) {
      expect(codeOf(await prepare(name))).toBe('background.crs-unknown');
      const { picture } = must(await probeFile(at(name), COUNTY, call()));
      expect(picture).toMatchObject({ crs: 'none', epsg: null });
      expect(picture?.candidates[0]).toMatchObject({ epsg: 4525, inside: 1, sampled: 1 });
      const seen = look(name, must(await prepare(name, 4525)));
      CELLS.forEach((cell, i) => expect(off(seen.colors[i], isHigh(cell) ? HIGH : LOW)).toBeLessThan(8));
      // Without zone number the figures cannot be of this system.
      expect(codeOf(await prepare(name, 4546))).toBe('background.crs-does-not-fit');
    }
  });

  it('is refused with the reason: no place, an old datum, damaged, no picture', async () => {
    expect(codeOf(await prepare('nowhere.png'))).toBe('background.no-place');
    expect(codeOf(await prepare('old.tif'))).toBe('background.old-datum');
    const whole = fs.readFileSync(at('colours.tif'));
    fs.writeFileSync(at('cut.tif'), whole.subarray(0, 200));
    expect(codeOf(await prepare('cut.tif'))).toMatch(/^background\.(gdal-failed|picture-broken|no-place)$/);
    fs.writeFileSync(at('text.tif'), 'no picture at all');
    expect(codeOf(await prepare('text.tif'))).toBe('background.file-kind');
    expect(codeOf(await prepare('missing.tif'))).toBe('background.file-missing');
  });

  it('is turned once for the same file and system; cancelled, it leaves nothing', async () => {
    const first = must(await prepare('colours.tif'));
    const told: Progress[] = [];
    const again = must(
      await prepareFile(at('colours.tif'), null, blueprint, shelf, call(new AbortController().signal, told)),
    );
    expect(again.tiles).toBe(first.tiles);
    expect(told).toEqual([]);
    fs.copyFileSync(at('colours.tif'), at('other.tif'));
    const abort = new AbortController();
    const before = fs.readdirSync(path.dirname(shelf.tilesFile('x'))).toSorted();
    const cut = prepareFile(at('other.tif'), null, blueprint, shelf, {
      signal: abort.signal,
      progress: ({ share }) => {
        if (share !== null) abort.abort();
      },
    });
    expect(codeOf(await cut)).toBe('cancelled');
    expect(fs.readdirSync(path.dirname(shelf.tilesFile('x'))).toSorted()).toEqual(before);
    expect(fs.readdirSync(path.join(shelf.folder, 'scratch'))).toEqual([]);
  });

  it('survives damage at any place: an answer, no hang, nothing left behind', async () => {
    const whole = fs.readFileSync(at('sixteen.tif'));
    for (let turn = 0; turn < 12; turn++) {
      const bytes = Buffer.from(whole);
      // The head with its tags, where a byte means most; the figures are fixed so that a failure can be seen again.
      for (let i = 0; i < 6; i++) bytes[4 + ((turn * 131 + i * 977) % 400)] = (turn * 57 + i * 91) % 256;
      fs.writeFileSync(at('mutated.tif'), bytes);
      const result = await prepare('mutated.tif');
      expect(typeof codeOf(result)).toBe('string');
      if (result.ok && result.value.tiles) fs.rmSync(shelf.tilesFile(result.value.tiles), { force: true });
    }
    expect(fs.readdirSync(path.join(shelf.folder, 'scratch'))).toEqual([]);
  });
});
