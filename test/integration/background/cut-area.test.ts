import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMbtiles } from '../../../electron/store/mbtiles/mbtiles-writer.ts';
import { areaTiles } from '../../../shared/background/area-plan.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { must, type Result } from '../../../shared/result.ts';
import type { CutReport } from '../../../shared/background/types.ts';
import { plainTile } from '../../fixtures/background/pictures.ts';
import { startBackgrounds, type RunningService } from '../../fixtures/background/service.ts';

const WHOLE: Box = [110, 30, 110.4, 30.4];
const PART: Box = [110.05, 30.05, 110.15, 30.15];
const [LOW, HIGH] = [9, 13];

let folder: string;
let service: RunningService;
let tile: Uint8Array;
const at = (name: string): string => path.join(folder, name);

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-cut-'));
  tile = await plainTile([20, 120, 60]);
  const writer = must(createMbtiles(at('source.mbtiles')));
  for (const one of areaTiles(WHOLE, LOW, HIGH)) must(writer.put(one, tile));
  must(
    writer.finish({
      name: '航片',
      attribution: '测绘院',
      description: '',
      bounds: WHOLE,
      minZoom: LOW,
      maxZoom: HIGH,
      format: 'png',
    }),
  );
  service = startBackgrounds({ folder: at('user') });
  must(
    await service.control.open({
      blueprintId: '01900000-0000-7000-8000-000000000001',
      path: at('a.gpkg'),
      references: [],
    }),
  );
});
afterEach(async () => {
  await service.control.close({});
  expect(service.bugs).toEqual([]);
  fs.rmSync(folder, { recursive: true, force: true });
});

async function cut(box: Box, maxBytes: number): Promise<Result<CutReport>> {
  await service.control.grant({ token: 'source', path: at('source.mbtiles'), access: 'read' });
  const added = must(await service.page.addFile({ file: 'source', epsg: null, replace: null }));
  await service.control.grant({ token: 'out', path: at('out.mbtiles'), access: 'write' });
  const [west, south, east, north] = box;
  return service.page.cutArea({ id: added.id, box: [west, south, east, north], maxBytes, file: 'out' });
}

/** Tiles of a file by level, rows from the south. */
function levelsOf(file: string): Map<number, number> {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare('SELECT zoom_level z, count(*) n FROM tiles GROUP BY zoom_level').all() as {
    z: number;
    n: number;
  }[];
  db.close();
  return new Map(rows.map(({ z, n }) => [z, n]));
}

const countOf = (box: Box, zoom: number): number => [...areaTiles(box, zoom, zoom)].length;

describe('a background that is cut to go along', () => {
  it('has every level of the area, and nothing beside it', async () => {
    const report = must(await cut(PART, 1e9));
    const levels = levelsOf(at('out.mbtiles'));
    for (let zoom = LOW; zoom <= HIGH; zoom++) expect(levels.get(zoom)).toBe(countOf(PART, zoom));
    expect(report).toMatchObject({
      maxZoom: HIGH,
      saved: [...levels.values()].reduce((sum, n) => sum + n, 0),
      bytes: tile.length * report.saved,
    });
    const db = new Database(at('out.mbtiles'), { readonly: true });
    const facts = new Map(
      (db.prepare('SELECT name, value FROM metadata').all() as { name: string; value: string }[]).map(
        ({ name, value }) => [name, value],
      ),
    );
    db.close();
    expect(facts.get('attribution')).toBe('测绘院');
    expect(facts.get('maxzoom')).toBe(String(HIGH));
  });

  it('ends at the finest whole level that has room', async () => {
    const fits = [LOW, LOW + 1, LOW + 2].reduce((sum, zoom) => sum + countOf(PART, zoom), 0);
    const report = must(await cut(PART, tile.length * (fits + 1)));
    expect(report).toMatchObject({ saved: fits, maxZoom: LOW + 2 });
    expect([...levelsOf(at('out.mbtiles')).keys()]).toEqual([LOW, LOW + 1, LOW + 2]);
  });

  it('leaves nothing where there is no room, or nothing of the area', async () => {
    expect(await cut(PART, 10)).toMatchObject({ ok: false, error: { code: 'background.cut-small' } });
    expect(await cut([100, 20, 100.1, 20.1], 1e9)).toMatchObject({
      ok: false,
      error: { code: 'background.cut-empty' },
    });
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('out'))).toEqual([]);
  });
});
