import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vctFormat } from '../../../electron/formats/vct.format.ts';
import { bytesOf } from '../../fixtures/formats/text-file.ts';
import { HEAD_3, line3, mesh, meshRing, polygon3, vctText } from '../../fixtures/formats/vct.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-vct-import-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const BORDER = '1099000000';
const TABLE = [
  'DLTB,5',
  'BSM,Char,18',
  'YSDM,Char,10',
  'DLBM,Char,5',
  'DLMC,Char,20',
  'TBMJ,Float,15,2',
  '0',
];

function parcels(size: number, head = HEAD_3): Buffer {
  const { lines, polygons } = mesh(size);
  const text = vctText({
    head,
    codes: ['2001010100,地类图斑,Polygon,DLTB'],
    tables: TABLE,
    lines: lines.flatMap(({ id, points }) => line3(id, BORDER, points)),
    polygons: polygons.flatMap(({ id, ids }) => polygon3(id, '2001010100', [...ids])),
    rows: ['DLTB', ...polygons.map(({ id }) => `${id},${id},2001010100,0103,旱地,10000.00`), 'TableEnd'],
  });
  return bytesOf(text, '\r\n', 'gb18030');
}

describe('a VCT file', () => {
  it('becomes survey parcels that meet at the very same points', async () => {
    fs.writeFileSync(at('parcels.vct'), parcels(4));
    const probe = value(await io.probe(at('parcels.vct')));
    expect(probe).toMatchObject({ format: 'vct', layers: [{ name: 'DLTB', count: 16, epsg: 4525 }] });
    const report = value(await io.stage(at('parcels.vct'), 'survey_parcel'));
    expect(report).toMatchObject({ read: 16, staged: 16, refused: 0, repaired: 0 });
    expect(report.sample[0]?.fields).toMatchObject({
      identifier: '5000000',
      survey_class: '0103',
      survey_class_name: '旱地',
      area_m2: 10_000,
    });
    // An inner point of the mesh belongs to four parcels, a point in the middle of an inner side to two.
    const owners = new Map<string, number>();
    for (const { geometry } of report.sample) {
      const { xy } = geometry;
      for (let i = 0; i + 2 < xy.length; i += 2) {
        const key = `${xy[i]},${xy[i + 1]}`;
        owners.set(key, (owners.get(key) ?? 0) + 1);
      }
    }
    const tally = [1, 2, 3, 4].map((n) => [...owners.values()].filter((count) => count === n).length);
    // 16 outer sides' middles and 4 corners; 24 inner sides' middles and 12 outer points; 9 inner points.
    expect(tally).toEqual([20, 36, 0, 9]);
  });

  it('of an old datum is refused', async () => {
    const head = HEAD_3.map((line) =>
      line.startsWith('Spheroid') ? 'Spheroid:Xian_1980,6378140,298.257' : line,
    );
    fs.writeFileSync(at('old.vct'), parcels(1, head));
    expect(await io.stage(at('old.vct'), 'survey_parcel')).toMatchObject({
      ok: false,
      error: { code: 'import.crs-old-datum' },
    });
  });

  it('of many polygons is read whole, every one in its place', async () => {
    const size = 150;
    fs.writeFileSync(at('many.vct'), parcels(size));
    const ref = { path: at('many.vct'), name: 'many.vct', scratch: folder };
    const { polygons } = mesh(size);
    const { signal } = new AbortController();
    let seen = 0;
    const wrong: number[] = [];
    for await (const item of vctFormat.read(ref, {
      layer: 'DLTB',
      encoding: null,
      signal,
      onShare: () => {},
    })) {
      const polygon = polygons[seen];
      const isRight =
        item.kind === 'feature' &&
        polygon !== undefined &&
        item.values['BSM'] === String(polygon.id) &&
        item.geometry?.xy.join() === meshRing(polygon.corner).flat().join();
      if (!isRight) wrong.push(seen);
      seen++;
    }
    expect([seen, wrong]).toEqual([size * size, []]);
  });

  it('is given up in the middle when it is cancelled', async () => {
    fs.writeFileSync(at('cancel.vct'), parcels(60));
    const abort = new AbortController();
    const result = io.stage(
      at('cancel.vct'),
      'survey_parcel',
      {},
      {
        signal: abort.signal,
        progress: ({ stage }) => {
          if (stage === 'import.stage.read') abort.abort();
        },
      },
    );
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(io.left()).toEqual([]);
    expect(noteCounts(value(await io.probe(at('cancel.vct'))))).toEqual({ 'encoding-taken': 1 });
  });
});
