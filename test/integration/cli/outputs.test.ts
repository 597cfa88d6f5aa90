import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallCounty } from '../../fixtures/package/small-county.ts';
import { lantu } from './lantu.ts';

/* What stands at the place of an output is somebody's until it is said that it may go. */

let folder: string;
const at = (name: string): string => path.join(folder, name);
const county = (): string => at('a.gpkg');

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-outputs-'));
  await smallCounty(county());
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const override = ['--override', '报审前试做', '--by', '王五', '--date', '2026-11-22'];

describe('an output that exists', () => {
  it.each([
    ['export', 'e.geojson', (out: string) => ['export', county(), out, '--layer', 'industrial_park']],
    ['export of a set of files', 'e.shp', (out: string) => ['export', county(), out, '--layer', 'land_use']],
    ['tables', 't.xlsx', (out: string) => ['tables', county(), '--out', out]],
    [
      'sheet',
      's.pdf',
      (out: string) => ['sheet', county(), '--out', out, '--template', 'industrial-a4-landscape'],
    ],
    ['notice', 'n.html', (out: string) => ['notice', county(), out, '--title', '公示']],
    ['package', 'p.zip', (out: string) => ['package', county(), out, ...override]],
    ['inspect --html', 'i.html', (out: string) => ['inspect', county(), '--html', out]],
    ['inspect --xlsx', 'i.xlsx', (out: string) => ['inspect', county(), '--xlsx', out]],
    ['ruleset export', 'r.json', (out: string) => ['ruleset', 'export', county(), out]],
  ])('is refused by %s with status 2, and replaced with --force', (_what, name, words) => {
    fs.writeFileSync(at(name), 'mine');
    const refused = lantu(...words(at(name)));
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(`${name} 已存在`)]);
    expect(refused.stderr).toContain('--force');
    expect(fs.readFileSync(at(name), 'utf8')).toBe('mine');
    const forced = lantu(...words(at(name)), '--force');
    expect([0, 1], forced.stderr).toContain(forced.status);
    expect(fs.statSync(at(name)).size).toBeGreaterThan(100);
    expect(fs.readdirSync(folder).filter((one) => one.endsWith('.tmp'))).toEqual([]);
  });

  it('is refused where it is a part of the set that would be written', () => {
    fs.writeFileSync(at('set.dbf'), 'mine');
    const words = ['export', county(), at('set.shp'), '--layer', 'land_use'];
    const refused = lantu(...words);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('set.dbf')]);
    expect(fs.existsSync(at('set.shp'))).toBe(false);
    expect(fs.readFileSync(at('set.dbf'), 'utf8')).toBe('mine');
    expect(lantu(...words, '--force').status).toBe(0);
  });

  it.each([
    ['d.geojson', (out: string) => ['export', county(), out, '--layer', 'industrial_park']],
    ['d.xlsx', (out: string) => ['tables', county(), '--out', out]],
    ['d.html', (out: string) => ['notice', county(), out, '--title', '公示']],
    ['d.zip', (out: string) => ['package', county(), out, ...override]],
  ])('is kept, with or without --force, where it is a folder (%s)', (name, words) => {
    fs.mkdirSync(at(name));
    fs.writeFileSync(path.join(at(name), 'mine'), 'mine');
    expect(lantu(...words(at(name))).status).toBe(2);
    expect(lantu(...words(at(name)), '--force').status).toBe(2);
    expect(fs.readFileSync(path.join(at(name), 'mine'), 'utf8')).toBe('mine');
  });

  it('is a matter of --force, says the help', () => {
    const { status, stdout } = lantu('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('要覆盖请加 --force')]);
    for (const command of ['export', 'tables', 'sheet', 'notice', 'package', 'inspect', 'ruleset'])
      expect(stdout).toMatch(new RegExp(`lantu ${command} .*\\[--force\\]`));
  });
});
