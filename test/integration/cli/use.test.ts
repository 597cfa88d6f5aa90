import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { check, lantu } from './lantu.ts';

let folder: string;
let file: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-use-'));
  file = at('new.gpkg');
  expect(
    lantu('new', file, '--county-name', '澄川县', '--county-code', '990121', '--zone', '4525').status,
  ).toBe(0);
  fs.writeFileSync(at('junk.gpkg'), 'junk');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it.each([
    ['no command', [], ''],
    ['an unknown command', ['bogus'], '没有命令「bogus」'],
    ['an unknown option', ['check', 'x.gpkg', '--loud'], '没有选项「--loud」'],
    ['a missing word', ['check'], '参数个数不对'],
    ['an option without value', ['export', 'a.gpkg', 'b.geojson', '--layer'], '缺少值'],
    ['a number of parcels that is not on offer', ['sample', 'x.gpkg', '--parcels', '5'], '图斑数「5」不可用'],
    ['a zone that is none', ['new', 'x.gpkg', '--zone', '4490'], '不是带带号的3度带'],
    ['a pair that is none', ['import', 'x.gpkg', 'y', '--layer', 'land_use', '--set', 'x'], '字段=值'],
  ])('refuses %s with status 2', (_what, words, message) => {
    const run = lantu(...words);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(message);
  });

  it('names the file that is missing, broken or in the way', () => {
    for (const command of [['check'], ['info']]) {
      const missing = lantu(...command, at('none.gpkg'));
      expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('none.gpkg')]);
      const junk = lantu(...command, at('junk.gpkg'));
      expect([junk.status, junk.stderr]).toEqual([2, expect.stringContaining('GeoPackage')]);
    }
    const again = lantu('new', file);
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('不会覆盖')]);
    expect(fs.readFileSync(at('junk.gpkg'), 'utf8')).toBe('junk');
  });

  it('says not checked for every rule of an empty blueprint, and never that it complies', () => {
    const result = check(file);
    expect(result.findings).toEqual([]);
    const rules = DEFAULT_RULESET.rules.filter(({ on, kind }) => on && kind !== 'table').map(({ id }) => id);
    expect(result.not_checked.map(({ rule }) => rule).sort()).toEqual([...rules].sort());
    const run = lantu('check', file);
    expect(run.stdout.split('\n').filter((line) => line.includes('未检查：缺少'))).toHaveLength(rules.length);
    expect(run.stderr).toContain('检查结果仅供规划协调参考');
    expect(run.stdout + run.stderr).not.toMatch(/合规|检查通过/);
  });

  it.each(['Pacific/Kiritimati', 'Etc/GMT+12'])('names the day of the place where it runs (%s)', (zone) => {
    const before = process.env['TZ'];
    const day = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
    process.env['TZ'] = zone;
    const first = day();
    const run = lantu('check', file);
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect([first, day()].some((one) => run.stderr.includes(one))).toBe(true);
  });

  it('refuses an import into a layer that is not there, and leaves the file as it was', () => {
    const source = at('one.geojson');
    fs.writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: [] }));
    const before = lantu('info', file, '--json').stdout;
    const wrongLayer = lantu('import', file, source, '--layer', 'nothing');
    expect([wrongLayer.status, wrongLayer.stderr]).toEqual([
      2,
      expect.stringContaining('没有图层「nothing」'),
    ]);
    const empty = lantu('import', file, source, '--layer', 'industrial_park');
    expect([empty.status, empty.stderr]).toEqual([2, expect.stringContaining('one.geojson')]);
    expect(lantu('info', file, '--json').stdout).toBe(before);
    expect(fs.readdirSync(folder).filter((name) => /\.(lock|part|tmp)|-wal|-shm/.test(name))).toEqual([]);
  });

  it('exports what it imported, coordinate for coordinate', () => {
    const ring = [
      [110, 30],
      [110.01, 30],
      [110.01, 30.01],
      [110, 30.01],
      [110, 30],
    ];
    const source = at('square.geojson');
    const feature = {
      type: 'Feature',
      properties: { YQMC: '试点园', YQLX: '工业园区', YQJB: '县级' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    fs.writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const run = lantu('import', file, source, '--layer', 'industrial_park', '--json');
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ read: 1, imported: 1, refused: 0 });
    expect(lantu('export', file, at('out.geojson'), '--layer', 'industrial_park').status).toBe(0);
    const out = JSON.parse(fs.readFileSync(at('out.geojson'), 'utf8')) as {
      features: { properties: Record<string, unknown>; geometry: { coordinates: unknown } }[];
    };
    expect(out.features).toHaveLength(1);
    expect(out.features[0]?.geometry.coordinates).toEqual([[ring]]);
    expect(out.features[0]?.properties).toMatchObject({
      name: '试点园',
      park_kind: 'industrial_park',
      park_level: 'county',
    });
  });
});
