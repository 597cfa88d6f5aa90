import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ioHost } from '../../../electron/hosts/io-host.ts';
import { createIoService } from '../../../electron/jobs/io/io-service.ts';
import { takeLock } from '../../../electron/store/lock.ts';
import { allRows } from '../../../electron/store/sqlite.ts';
import { must } from '../../../shared/result.ts';
import { call } from '../../fixtures/import/io.ts';
import { spoil } from '../../fixtures/inspection/spoiled.ts';
import { requestFor, smallCounty } from '../../fixtures/package/small-county.ts';
import { lantu } from '../cli/lantu.ts';

/* What another program edits in the file has no number in the history until it is taken in. */

let folder: string;
const at = (name: string): string => path.join(folder, name);
const NAME = '另一程序改名园';

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-outside-'));
  await smallCounty(at('a.gpkg'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** As another program would: plain SQL, with the triggers that the file brings. */
const edit = (from: string, to: string): string =>
  spoil(from, to, ({ db }) => {
    db.prepare('UPDATE industrial_park SET name = ? WHERE fid = (SELECT min(fid) FROM industrial_park)').run(
      NAME,
    );
  });
const rows = (file: string, sql: string): Record<string, unknown>[] => {
  let found: Record<string, unknown>[] = [];
  spoil(file, at('look.gpkg'), ({ db }) => {
    found = allRows<Record<string, unknown>>(db, sql);
  });
  return found;
};
const OPTIONS =
  '--plan industrial --names own --format geojson --override 报审前试做 --by 王五 --date 2026-11-22'.split(
    ' ',
  );
const words = (file: string, out: string): string[] => ['package', file, out, ...OPTIONS];

describe('edits of another program', () => {
  it('are taken into the history before a package is made on the command line', () => {
    const file = edit(at('a.gpkg'), at('edited.gpkg'));
    expect(rows(file, 'SELECT DISTINCT layer FROM lantu_outside')).toEqual([{ layer: 'industrial_park' }]);
    const [before] = rows(file, 'SELECT max(seq) AS seq FROM lantu_change');
    const run = lantu(...words(file, at('p')));
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('已把其他程序所作的 1 条修改')]);
    expect(rows(file, 'SELECT * FROM lantu_outside')).toEqual([]);
    const seq = Number(before!['seq']) + 1;
    expect(rows(file, 'SELECT seq, kind FROM lantu_change ORDER BY seq DESC LIMIT 1')).toEqual([
      { seq, kind: 'outside' },
    ]);
    const manifest = JSON.parse(fs.readFileSync(path.join(at('p'), 'manifest.json'), 'utf8')) as object;
    expect(JSON.stringify(manifest)).toContain(`"seq":${seq}`);
    const names = fs.readdirSync(at('p'), { recursive: true, encoding: 'utf8' });
    const data = names.filter((name) => name.endsWith('.geojson'));
    expect(data.map((name) => fs.readFileSync(path.join(at('p'), name), 'utf8')).join('')).toContain(NAME);
  });

  it('stop the package where somebody else has the file', () => {
    const file = edit(at('a.gpkg'), at('locked.gpkg'));
    const lock = must(
      takeLock(file, { host: os.hostname(), pid: process.pid, user: '李四' }, () => new Date()),
    );
    try {
      const run = lantu(...words(file, at('q')));
      expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('1 条其他程序所作的修改')]);
      expect(fs.existsSync(at('q'))).toBe(false);
    } finally {
      lock.release();
    }
  });

  it('that come after a survey stop the package: its check is not of what would be packed', async () => {
    fs.copyFileSync(at('a.gpkg'), at('late.gpkg'));
    const service = createIoService(ioHost());
    const place = { path: at('late.gpkg'), cacheDir: folder, scratchDir: at('scratch') };
    must(await service.open(place, call()));
    try {
      const request = requestFor(at('r'), { kind: 'folder' });
      must(await service.packageSurvey(request, call()));
      const edited = edit(at('late.gpkg'), at('other.gpkg'));
      await service.close({}, call());
      fs.copyFileSync(edited, at('late.gpkg'));
      must(await service.open(place, call()));
      expect(await service.packageMake(request, call())).toMatchObject({
        ok: false,
        error: { code: 'package.outside', params: { count: 1 } },
      });
      expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp') || name === 'r')).toEqual([]);
    } finally {
      await service.close({}, call());
    }
  });
});
