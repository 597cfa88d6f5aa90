import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFile, openArchive, type Archive } from '../../../electron/background/archives.ts';
import { createMbtiles } from '../../../electron/store/mbtiles/mbtiles-writer.ts';
import { openTileCache } from '../../../electron/store/mbtiles/tile-cache.ts';
import { areaTiles } from '../../../shared/background/area-plan.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { tileBox } from '../../../shared/map/tile-grid.ts';
import { must, type Result } from '../../../shared/result.ts';
import { colorOf, plainTile } from '../../fixtures/background/pictures.ts';
import { writePmtiles } from '../../fixtures/background/write-pmtiles.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { hasGdal } from '../../fixtures/import/gdal.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-archives-'));
const at = (name: string): string => path.join(folder, name);
const BOX = [110.3, 30, 110.5, 30.2] as const;
const TILES = [...areaTiles(BOX, 9, 12)];
const pictures = new Map<string, Uint8Array>();
const keyOf = ({ z, x, y }: Tile): string => `${z}/${x}/${y}`;
const VECTOR_TILE = Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4);

async function open(name: string): Promise<Result<Archive>> {
  const look = await lookAtFile(at(name));
  return look.ok ? openArchive(at(name), look.value) : look;
}
const codeOf = async (name: string): Promise<string> => {
  const archive = await open(name);
  if (archive.ok) archive.value.close();
  return archive.ok ? 'ok' : archive.error.code;
};
/** Bytes as bytes, whichever class holds them. */
const plain = (bytes: Uint8Array | null | undefined): Uint8Array | null =>
  bytes ? new Uint8Array(bytes) : null;
/** Opens an archive and reads some of its tiles; the first failure, or `ok`. */
async function readAll(name: string): Promise<string> {
  const archive = await open(name);
  if (!archive.ok) return archive.error.code;
  const answers = await Promise.all(TILES.slice(0, 10).map((tile) => archive.value.tile(tile)));
  archive.value.close();
  const failed = answers.find((answer) => !answer.ok);
  return failed && !failed.ok ? failed.error.code : 'ok';
}
/** Every tile is the one that was put in, and there is none beside. */
async function expectTiles(archive: Archive): Promise<void> {
  for (const tile of TILES) expect(plain(must(await archive.tile(tile)))).toEqual(pictures.get(keyOf(tile)));
  const { x, y } = TILES[0]!;
  expect(must(await archive.tile({ z: 9, x: x - 1, y }))).toBeNull();
  expect(must(await archive.tile({ z: 8, x: x >> 1, y: y >> 1 }))).toBeNull();
  expect(must(await archive.tile({ z: 13, x: 2 * x, y: 2 * y }))).toBeNull();
}
function writeOurs(name: string): void {
  const writer = must(createMbtiles(at(name)));
  for (const tile of TILES) must(writer.put(tile, pictures.get(keyOf(tile))!));
  const facts = {
    name: '澄川',
    attribution: '某院',
    description: '',
    bounds: BOX,
    minZoom: 9,
    maxZoom: 12,
  } as const;
  must(writer.finish({ ...facts, format: 'png' }));
}

beforeAll(async () => {
  for (const tile of TILES) pictures.set(keyOf(tile), await plainTile(colorOf(tile)));
  writeOurs('ours.mbtiles');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('MBTiles', () => {
  it('are read as they were written', async () => {
    const archive = must(await open('ours.mbtiles'));
    expect(archive.facts).toEqual({
      minZoom: 9,
      maxZoom: 12,
      bounds: BOX,
      tileSize: 256,
      attribution: '某院',
    });
    await expectTiles(archive);
    archive.close();
    expect(fs.readdirSync(folder)).toEqual(['ours.mbtiles']);
  });

  it.skipIf(!hasPython('osgeo'))('of ours have every tile where GDAL looks for it', () => {
    // GDAL cuts the archive to its bounds.
    const inside = (tile: Tile): boolean => {
      const [west, south, east, north] = tileBox(tile);
      const [x, y] = [(west + east) / 2, (south + north) / 2];
      return x > BOX[0] && x < BOX[2] && y > BOX[1] && y < BOX[3];
    };
    const deep = TILES.filter((tile) => tile.z === 12 && inside(tile));
    expect(deep.length).toBeGreaterThan(3);
    const middles = deep.map((tile) => {
      const [west, south, east, north] = tileBox(tile);
      return `${(west + east) / 2},${(south + north) / 2}`;
    });
    const seen = runPython('read_tiles.py', [at('ours.mbtiles'), ...middles]) as {
      facts: { driver: string; metadata: Record<string, string> };
      colors: (number[] | null)[];
    };
    expect(seen.facts.driver).toBe('MBTiles');
    expect(seen.facts.metadata).toMatchObject({ name: '澄川', format: 'png', minzoom: '9', maxzoom: '12' });
    deep.forEach((tile, i) => expect(seen.colors[i]?.slice(0, 3)).toEqual(colorOf(tile)));
  });

  it.skipIf(!hasGdal)('that GDAL makes are read', async () => {
    const raw = at('raw.vrt');
    fs.writeFileSync(at('raw.bin'), Buffer.alloc(512 * 512 * 3, 77));
    const [x, y] = [12_287_000, 3_515_000];
    fs.writeFileSync(
      raw,
      `<VRTDataset rasterXSize="512" rasterYSize="512"><SRS>EPSG:3857</SRS><GeoTransform>${x},4,0,${y},0,-4</GeoTransform>${[
        1, 2, 3,
      ]
        .map(
          (band) =>
            `<VRTRasterBand dataType="Byte" band="${band}" subClass="VRTRawRasterBand"><SourceFilename relativeToVRT="1">raw.bin</SourceFilename><ImageOffset>0</ImageOffset><PixelOffset>1</PixelOffset><LineOffset>512</LineOffset></VRTRasterBand>`,
        )
        .join('')}</VRTDataset>`,
    );
    for (const format of ['PNG', 'JPEG']) {
      const out = at(`gdal-${format}.mbtiles`);
      const made = spawnSync('gdal_translate', [
        '-q',
        '-of',
        'MBTiles',
        '-co',
        `TILE_FORMAT=${format}`,
        raw,
        out,
      ]);
      expect(made.status).toBe(0);
      const archive = must(await open(path.basename(out)));
      const { minZoom, maxZoom, bounds } = archive.facts;
      expect([minZoom, maxZoom]).toEqual([15, 15]);
      expect(bounds![0]).toBeLessThan(110.378);
      const middle = [...areaTiles(bounds!, 15, 15)];
      const found = await Promise.all(middle.map(async (tile) => must(await archive.tile(tile))));
      expect(found.filter((bytes) => bytes !== null).length).toBeGreaterThan(4);
      archive.close();
      expect(fs.existsSync(`${out}-journal`) || fs.existsSync(`${out}-wal`)).toBe(false);
    }
  });

  it('with tiles and pictures apart, without metadata, and counted from the north are read too', async () => {
    const db = new Database(at('apart.mbtiles'));
    db.exec(`CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
      CREATE TABLE images (tile_id TEXT, tile_data BLOB);
      CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
      CREATE UNIQUE INDEX images_id ON images (tile_id);
      CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images ON images.tile_id = map.tile_id;`);
    for (const tile of TILES) {
      db.prepare('INSERT INTO map VALUES (?, ?, ?, ?)').run(
        tile.z,
        tile.x,
        2 ** tile.z - 1 - tile.y,
        keyOf(tile),
      );
      db.prepare('INSERT INTO images VALUES (?, ?)').run(keyOf(tile), pictures.get(keyOf(tile)));
    }
    db.close();
    const apart = must(await open('apart.mbtiles'));
    await expectTiles(apart);
    // Without a word on bounds they are those of the tiles.
    const [west, south, east, north] = apart.facts.bounds!;
    expect(west).toBeLessThanOrEqual(BOX[0]);
    expect(south).toBeLessThanOrEqual(BOX[1]);
    expect(east).toBeGreaterThanOrEqual(BOX[2]);
    expect(north).toBeGreaterThanOrEqual(BOX[3]);
    apart.close();
    fs.copyFileSync(at('ours.mbtiles'), at('north.mbtiles'));
    const north4 = new Database(at('north.mbtiles'));
    north4.exec(`INSERT INTO metadata VALUES ('scheme', 'xyz');
      UPDATE tiles SET tile_row = -1 - tile_row;
      UPDATE tiles SET tile_row = (1 << zoom_level) + tile_row;`);
    north4.close();
    const turned = must(await open('north.mbtiles'));
    await expectTiles(turned);
    turned.close();
  });

  it('are refused with the reason: vector tiles, no tiles, open elsewhere, damaged', async () => {
    const make = (name: string, sql: string, blob?: Uint8Array): void => {
      const db = new Database(at(name));
      db.exec(sql);
      if (blob) db.prepare('INSERT INTO tiles VALUES (3, 4, 5, ?)').run(blob);
      db.close();
    };
    const table =
      'CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);';
    make('vector.mbtiles', table, VECTOR_TILE);
    make('empty.mbtiles', table);
    make('other.mbtiles', 'CREATE TABLE people (name TEXT)');
    make('wal.mbtiles', `PRAGMA journal_mode = WAL; ${table}`);
    fs.writeFileSync(at('cut.mbtiles'), fs.readFileSync(at('ours.mbtiles')).subarray(0, 5000));
    expect(await codeOf('vector.mbtiles')).toBe('background.vector-tiles');
    expect(await codeOf('empty.mbtiles')).toBe('background.mbtiles-none');
    expect(await codeOf('other.mbtiles')).toBe('background.mbtiles-none');
    expect(await codeOf('wal.mbtiles')).toBe('background.mbtiles-open');
    expect(await codeOf('cut.mbtiles')).toBe('background.mbtiles-broken');
    expect(fs.readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
  });

  it('never run what the file defines: views without an end, computed columns, virtual tables', async () => {
    const make = (name: string, sql: string): void => {
      const db = new Database(at(name));
      db.exec(sql);
      db.close();
    };
    make(
      'endless.mbtiles',
      `CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
       SELECT i AS zoom_level, i AS tile_column, i AS tile_row, NULL AS tile_data FROM n WHERE i < 0;`,
    );
    make(
      'computed.mbtiles',
      `CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB AS (zeroblob(90000000)));
       INSERT INTO tiles VALUES (1, 1, 1);`,
    );
    make(
      'virtual.mbtiles',
      `CREATE VIRTUAL TABLE tiles USING fts5(zoom_level, tile_column, tile_row, tile_data);`,
    );
    for (const name of ['endless', 'computed', 'virtual']) {
      expect(await codeOf(`${name}.mbtiles`)).toBe('background.mbtiles-none');
    }
  });

  it('of which bytes have changed give an answer, whatever the bytes', async () => {
    const whole = fs.readFileSync(at('ours.mbtiles'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 40,
        }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          // Every second change goes into the head and the schema.
          changes.forEach(([place, value], i) => bytes.writeUInt8(value, i % 2 === 0 ? place % 4096 : place));
          fs.writeFileSync(at('mutated.mbtiles'), bytes);
          expect(await readAll('mutated.mbtiles')).toMatch(/^(ok|background\.)/);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('PMTiles', () => {
  const write = (name: string, options: Partial<Parameters<typeof writePmtiles>[0]> = {}): void => {
    const tiles = TILES.map((tile) => ({ tile, bytes: pictures.get(keyOf(tile))! }));
    fs.writeFileSync(at(name), writePmtiles({ tiles, minZoom: 9, maxZoom: 12, bounds: BOX, ...options }));
  };
  it('are read, with leaves and without, packed and not', async () => {
    const forms = [{}, { gzip: false }, { leafSize: 7 }, { leafSize: 3, gzip: false }];
    for (const [i, form] of forms.entries()) {
      write(`ours${i}.pmtiles`, { ...form, metadata: { attribution: '<b>某院</b>' } });
      const archive = must(await open(`ours${i}.pmtiles`));
      expect(archive.facts).toEqual({
        minZoom: 9,
        maxZoom: 12,
        bounds: BOX,
        tileSize: 256,
        attribution: '某院',
      });
      await expectTiles(archive);
      archive.close();
    }
  });
  it('with one picture for many tiles are read', async () => {
    const one = pictures.get(keyOf(TILES[0]!))!;
    write('runs.pmtiles', { tiles: TILES.map((tile) => ({ tile, bytes: one })) });
    const archive = must(await open('runs.pmtiles'));
    for (const tile of TILES) expect(plain(must(await archive.tile(tile)))).toEqual(one);
    archive.close();
  });
  it('are refused with the reason', async () => {
    write('vector.pmtiles', { type: 1 });
    expect(await codeOf('vector.pmtiles')).toBe('background.vector-tiles');
    fs.writeFileSync(at('cut.pmtiles'), fs.readFileSync(at('ours0.pmtiles')).subarray(0, 3000));
    expect(await codeOf('cut.pmtiles')).toBe('background.pmtiles-broken');
    fs.writeFileSync(at('short.pmtiles'), 'PMTiles and no more');
    expect(await codeOf('short.pmtiles')).toBe('background.pmtiles-none');
  });
  it('whose directories lead round in circles, or unpack without end, give an answer', async () => {
    // A leaf that is its own leaf: the span of the leaves is laid over the root.
    const bytes = writePmtiles({
      tiles: TILES.map((tile) => ({ tile, bytes: pictures.get(keyOf(tile))! })),
      minZoom: 9,
      maxZoom: 12,
      bounds: BOX,
      leafSize: 500,
      gzip: false,
    });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setBigUint64(40, view.getBigUint64(8, true), true);
    fs.writeFileSync(at('circle.pmtiles'), bytes);
    const circle = await open('circle.pmtiles');
    if (circle.ok) {
      expect((await circle.value.tile(TILES[0]!)).ok).toBe(false);
      circle.value.close();
    }
    const bomb = writePmtiles({ tiles: [], minZoom: 0, maxZoom: 1, bounds: BOX });
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(Buffer.alloc(200_000_000));
    const whole = Buffer.concat([bomb, packed]);
    const head = new DataView(whole.buffer, whole.byteOffset);
    head.setBigUint64(8, BigInt(bomb.length), true);
    head.setBigUint64(16, BigInt(packed.length), true);
    fs.writeFileSync(at('bomb.pmtiles'), whole);
    expect(await codeOf('bomb.pmtiles')).toBe('background.pmtiles-broken');
  });
  it('of which bytes have changed give an answer, whatever the bytes', async () => {
    const whole = fs.readFileSync(at('ours2.pmtiles'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 30,
        }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          changes.forEach(([place, value], i) =>
            bytes.writeUInt8(value, i % 2 === 0 ? 8 + (place % 600) : place),
          );
          fs.writeFileSync(at('mutated.pmtiles'), bytes);
          expect(await readAll('mutated.pmtiles')).toMatch(/^(ok|background\.)/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the cache of a server', () => {
  it('keeps what was had last within its size and its age, and begins anew where its file is damaged', () => {
    let now = 1_000_000;
    const file = at('cache.sqlite');
    const limits = { bytes: 300_000, ageMs: 10_000, now: () => now };
    const cache = openTileCache(file, limits);
    const tile = (x: number): Tile => ({ z: 12, x, y: 7 });
    const blob = (x: number): Uint8Array => new Uint8Array(1000).fill(x % 256);
    for (let x = 0; x < 1000; x++) {
      now += 1;
      cache.put(tile(x), x % 10 === 0 ? null : blob(x));
    }
    expect(plain(cache.get(tile(999))?.bytes)).toEqual(blob(999));
    expect(cache.get(tile(990))).toEqual({ bytes: null });
    expect(cache.get(tile(0))).toBeUndefined();
    expect(cache.meanBytes()!).toBeGreaterThan(800);
    cache.close();
    expect(fs.statSync(file).size).toBeLessThan(1_000_000);
    const again = openTileCache(file, limits);
    expect(plain(again.get(tile(999))?.bytes)).toEqual(blob(999));
    now += 20_000;
    expect(again.get(tile(999))).toBeUndefined();
    again.close();
    fs.writeFileSync(file, 'damaged'.repeat(2000));
    const anew = openTileCache(file, limits);
    expect(anew.get(tile(999))).toBeUndefined();
    anew.put(tile(5), blob(5));
    expect(plain(anew.get(tile(5))?.bytes)).toEqual(blob(5));
    anew.close();
  });
});
