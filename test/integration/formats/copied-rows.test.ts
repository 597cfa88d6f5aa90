import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTables } from '../../../electron/formats/geopackage-tables.ts';
import { outLayer } from '../../../electron/jobs/export/out-layers.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { generateCounty } from '../../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../../fixtures/county/generated-blueprint.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
let blueprint: string;
const at = (name: string): string => path.join(folder, name);

/** Without its envelope, as other programs may write a shape. */
function withoutEnvelope(blob: Buffer): Buffer {
  const bare = Buffer.concat([blob.subarray(0, 8), blob.subarray(40)]);
  bare[3] = 1;
  return bare;
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-copied-'));
  blueprint = at('blueprint.gpkg');
  await writeGenerated(generateCounty(2000, folder), WHOLE_COUNTY, blueprint);
  const db = new Database(blueprint);
  db.pragma('trusted_schema = ON');
  for (const { name } of db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'land_use'`)
    .all() as { name: string }[])
    db.exec(`DROP TRIGGER "${name}"`);
  const set = (column: string, fid: number, value: unknown): void =>
    void db.prepare(`UPDATE land_use SET "${column}" = ? WHERE fid = ?`).run(value, fid);
  set('area_m2', 3, 5);
  set('net_area_m2', 4, null);
  const shape = db.prepare('SELECT geom FROM land_use WHERE fid = 5').pluck().get() as Buffer;
  set('geom', 5, withoutEnvelope(shape));
  set('geom', 6, null);
  set('uid', 7, '');
  set('remark', 8, Buffer.from('bytes'));
  set('land_class', 9, '1001');
  db.exec('DELETE FROM land_use WHERE fid IN (1, 10, 1500)');
  db.close();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function layerOf(reader: Reader, copy: boolean): OutLayer {
  const crs = must(crsByEpsg(4490));
  return must(
    outLayer(
      reader,
      { layer: 'land_use', fids: null, fields: null, crs, naming: 'standard', language: 'zh-CN', copy },
      () => {},
    ),
  );
}
const options = {
  language: 'zh-CN',
  mark: 'internal',
  signal: new AbortController().signal,
  index: true,
} as const;

/** A row as a line; bytes as their sum, since comparing them one by one takes long. */
const lineOf = (row: unknown): string =>
  (row as unknown[])
    .map((cell) =>
      Buffer.isBuffer(cell)
        ? createHash('sha256').update(cell).digest('hex')
        : `${typeof cell} ${String(cell)}`,
    )
    .join('|');

/** Every table with its rows, the nodes of the index as well. */
function contentOf(file: string): Record<string, unknown> {
  const db = new Database(file, { readonly: true });
  const names = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  const content = Object.fromEntries(
    names.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).raw().all().map(lineOf)]),
  );
  db.close();
  return content;
}

describe('rows that are copied', () => {
  it('are those that are written feature by feature, but for nothing', async () => {
    const reader = openReader(blueprint);
    const bytes = fs.readFileSync(blueprint);
    const slow = layerOf(reader, false);
    const quick = layerOf(reader, true);
    expect([slow.stored, quick.stored?.table]).toEqual([undefined, 'land_use']);
    const one = must((await writeTables([slow], at('slow.gpkg'), options)).ok ? true : undefined);
    expect(one).toBe(true);
    const copied = await writeTables(
      [quick, { ...quick, name: 'again', title: '又' }],
      at('quick.gpkg'),
      options,
    );
    expect(copied).toMatchObject({ ok: true, value: { narrow: [true, true], bare: [1, 1] } });
    const otherwise: number[] = [];
    let before = 0;
    for await (const page of quick.stored!.pages()) {
      for (const place of page.otherwise.keys()) otherwise.push(before + place + 2);
      before += page.boxes.length;
    }
    // The shape that is null is as it should be; its figures, which follow from it, are not.
    expect(otherwise).toEqual([3, 4, 5, 6, 7, 8, 9]);
    reader.close();
    const [wanted, found] = [contentOf(at('slow.gpkg')), contentOf(at('quick.gpkg'))];
    expect(wanted['land_use']).toHaveLength(before);
    for (const table of [
      'land_use',
      'rtree_land_use_geom_node',
      'rtree_land_use_geom_rowid',
      'gpkg_data_columns',
    ])
      expect(found[table]).toEqual(expect.arrayContaining(wanted[table] as unknown[]));
    expect(found['again']).toEqual(wanted['land_use']);
    expect(found['land_use']).toEqual(wanted['land_use']);
    expect(fs.readFileSync(blueprint).equals(bytes)).toBe(true);
  });

  it('are read feature by feature when somebody writes meanwhile', async () => {
    const writer = new Database(blueprint);
    // As a blueprint is while the app has it open.
    writer.pragma('journal_mode = WAL');
    const reader = openReader(blueprint);
    const quick = layerOf(reader, true);
    let written = false;
    const disturbed: OutLayer = {
      ...quick,
      stored: {
        ...quick.stored!,
        pages: async function* () {
          yield* quick.stored!.pages();
          if (!written) writer.exec(`UPDATE land_use SET remark = '后写' WHERE fid = 20`);
          written = true;
        },
      },
    };
    const result = await writeTables([disturbed], at('disturbed.gpkg'), options);
    expect(result.ok).toBe(true);
    writer.close();
    reader.close();
    const db = new Database(at('disturbed.gpkg'), { readonly: true });
    // Key 20 was the 18th after two that were deleted before it.
    expect(db.prepare('SELECT BZ FROM land_use WHERE fid = 18').pluck().get()).toBe('后写');
    db.close();
  });

  it('leave nothing when it is cancelled', async () => {
    const reader = openReader(blueprint);
    const abort = new AbortController();
    abort.abort();
    const result = await writeTables([layerOf(reader, true)], at('cancelled.gpkg'), {
      ...options,
      signal: abort.signal,
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    reader.close();
  });
});
