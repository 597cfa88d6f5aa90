import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lantu } from './lantu.ts';

let folder: string;
let file: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-classes-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let made = 0;
beforeEach(() => {
  file = at(`blueprint-${++made}.gpkg`);
  const words = ['--county-name', '澄川县', '--county-code', '990121', '--zone', '4525'];
  expect(lantu('new', file, ...words).status).toBe(0);
});

/** Squares side by side, one a code, in a column of the given name. */
function source(codes: readonly string[], column = 'DLBM'): string {
  const features = codes.map((code, k) => {
    const [west, east] = [110 + k * 0.002, 110.001 + k * 0.002];
    const ring = [
      [west, 30],
      [east, 30],
      [east, 30.001],
      [west, 30.001],
      [west, 30],
    ];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    return { type: 'Feature', properties: { TBBH: String(k + 1), [column]: code }, geometry };
  });
  const name = at(`dltb-${made}.geojson`);
  fs.writeFileSync(name, JSON.stringify({ type: 'FeatureCollection', features }));
  return name;
}

/** Class, class as delivered and edition of every stored feature, by the class as delivered. */
function stored(): Record<string, readonly unknown[]> {
  const out = at(`out-${made}.geojson`);
  const run = lantu('export', file, out, '--layer', 'land_use', '--force');
  expect(run.status, run.stderr).toBe(0);
  const { features } = JSON.parse(fs.readFileSync(out, 'utf8')) as {
    features: { properties: Record<string, unknown> }[];
  };
  return Object.fromEntries(
    features.map(({ properties: own }) => [
      String(own['land_class_raw']),
      [own['land_class'] ?? null, own['class_edition'] ?? null],
    ]),
  );
}

describe('class codes that come in by the command line', () => {
  it('of the land survey are written in those of 2023, and never stay as another class', () => {
    // By the tables of the two books: 0303 红树林地, 0305 灌木林地, 1101 河流水面. 0601 is 工业用地 there and 农村道路 here,
    // 1001 铁路用地 there and 工业用地 here; both are several classes here. 08H1 is in the survey alone.
    const codes = ['0101', '0303', '0305', '1101', '0601', '1001', '1001 铁路用地', '08H1', '0701'];
    const run = lantu('import', file, source(codes), '--layer', 'land_use');
    expect(run.status, run.stderr).toBe(0);
    expect(stored()).toEqual({
      '0101': ['0101', '2023'],
      '0303': ['0507', '2023'],
      '0305': ['0303', '2023'],
      '1101': ['1701', '2023'],
      '0601': [null, '2023'],
      '1001': [null, '2023'],
      '1001 铁路用地': [null, '2023'],
      '08H1': ['08H1', '2023'],
      '0701': ['0701', '2023'],
    });
    expect(run.stderr).toMatch(/「DLBM」.*没有代为选择.*1001 × 2/);
    for (const code of ['0601 × 1', '08H1 × 1', '0701 × 1']) expect(run.stderr).toContain(code);
    expect(run.stderr).toMatch(/land_class：0601 .*留空，共 1 个/);
  });

  it('of 2020 follow the table of the editions', () => {
    const run = lantu('import', file, source(['0204', '0603', '0101']), '--layer', 'land_use', '--json');
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ classes: { land_class: { book: '2020', open: {} } } });
    expect(stored()).toEqual({
      '0204': ['0205', '2023'],
      '0603': ['060202', '2023'],
      '0101': ['0101', '2023'],
    });
  });

  it('of 2023 stay as they are', () => {
    const run = lantu('import', file, source(['0205', '0601', '1001']), '--layer', 'land_use');
    expect(run.status, run.stderr).toBe(0);
    expect(stored()).toEqual({
      '0205': ['0205', '2023'],
      '0601': ['0601', '2023'],
      '1001': ['1001', '2023'],
    });
    expect(run.stderr).not.toContain('没有代为选择');
  });

  it('that do not tell their book are refused until it is said', () => {
    const words = ['import', file, source(['1001', '0101']), '--layer', 'land_use'];
    const refused = lantu(...words);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/「DLBM」.*1001.*--class-book/);
    expect(stored()).toEqual({});
    const wrong = lantu(...words, '--class-book', '2019');
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('2023, 2020, survey')]);
    expect(lantu(...words, '--class-book', 'survey').status).toBe(0);
    expect(stored()).toEqual({ '1001': [null, '2023'], '0101': ['0101', '2023'] });
    expect(lantu(...words, '--class-book', '2023', '--replace').status).toBe(0);
    expect(stored()).toEqual({ '1001': ['1001', '2023'], '0101': ['0101', '2023'] });
  });

  it('keep what was delivered where the column is named on the line, and the book that is said over the codes', () => {
    const words = ['--layer', 'land_use', '--map', 'land_class=YT', '--class-book', 'survey'];
    const run = lantu('import', file, source(['0303', '0205'], 'YT'), ...words);
    expect(run.status, run.stderr).toBe(0);
    expect(stored()).toEqual({ '0303': ['0507', '2023'], '0205': ['0205', '2023'] });
    expect(run.stderr).toMatch(/「YT」.*0205.*2023/);
  });
});
