import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { prepareText } from '../../../electron/jobs/io/write-text.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { isOpinionLayer } from '../../../shared/notice/opinion-layer.ts';
import { publishNotice } from '../../../shared/notice/publish.ts';
import { readNotice } from '../../../shared/notice/record.ts';
import type { NoticeRecord } from '../../../shared/notice/types.ts';
import { fail, must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { spoil } from '../../fixtures/inspection/spoiled.ts';
import { lantu } from '../cli/lantu.ts';

/* A notice of the demonstration county: what its bytes hold and do not hold, and the way of opinions back to the map. */

const call = { signal: new AbortController().signal, progress: () => {} };
const shapely = hasPython('shapely');
const SECRETS = ['内部备注甲乙丙', '机密批文9号', '990121000099887766', '绝密国防工程'];
let folder: string;
let file: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-notice-'));
  must(await buildSample({ path: at('county.gpkg'), parcels: 3000, dirty: false }, call));
  file = spoil(at('county.gpkg'), at('guarded.gpkg'), ({ db }) => {
    db.prepare('UPDATE industrial_park SET remark = ?, approval_number = ?, identifier = ?').run(
      SECRETS[0],
      SECRETS[1],
      SECRETS[2],
    );
    db.prepare(
      "UPDATE major_project SET project_type = 'defence', name = ? WHERE fid = (SELECT min(fid) FROM major_project)",
    ).run(SECRETS[3]);
    db.exec('DELETE FROM lantu_outside');
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notices = (of: string): NoticeRecord[] => {
  const reader = openReader(of);
  try {
    return noticeIds(of)
      .map((id) => readNotice(reader.info(id)))
      .filter((one) => one !== null);
  } finally {
    reader.close();
  }
};
function noticeIds(of: string): string[] {
  const ids: string[] = [];
  spoil(of, at('look.gpkg'), ({ db }) => {
    ids.push(
      ...(db
        .prepare("SELECT uid FROM lantu_info WHERE uid LIKE 'notice:%' ORDER BY fid")
        .pluck()
        .all() as string[]),
    );
  });
  return ids;
}

/** Every number of the county that would give a place away, and every name by which the file knows a feature. */
function givenAway(html: string, of: string): string[] {
  const found: string[] = [];
  const decimals = html.match(/\d{2,3}\.\d{3,}/g) ?? [];
  found.push(
    ...decimals.filter(
      (one) => (Number(one) > 109 && Number(one) < 112) || (Number(one) > 29 && Number(one) < 31),
    ),
  );
  // Eastings with a zone number, and northings of this latitude, whole or not.
  found.push(...(html.match(/\b37[3-6]\d{5}\b/g) ?? []), ...(html.match(/\b3[23]\d{5}\b/g) ?? []));
  const reader = openReader(of);
  try {
    for (const { id } of reader.schemas()) {
      const { fids } = reader.envelopes(id);
      for (const { uid } of reader.featuresByFid(id, fids.slice(0, 4000)))
        if (html.includes(uid)) found.push(uid);
    }
  } finally {
    reader.close();
  }
  return found;
}

describe('the page that the command line writes', () => {
  it('holds the list and the form, and nothing internal', () => {
    const copy = at('list.gpkg');
    copyFileSync(file, copy);
    const run = lantu('notice', copy, at('list.html'), '--title', '园区规划公示', '--until', '2026-12-30');
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('命令行不能作图')]);
    const html = readFileSync(at('list.html'), 'utf8');
    expect(html).toContain('龙潭坝清洁能源装备园');
    expect(html).toContain('55.15');
    expect(html).not.toMatch(/<svg|<path|审图号/);
    for (const secret of SECRETS) expect(html).not.toContain(secret);
    expect(givenAway(html, copy)).toEqual([]);
    const [record] = notices(copy);
    expect(record).toMatchObject({ title: '园区规划公示', map: 'none', review: null });
    expect(record!.entries.map(({ number }) => number)).toEqual(record!.entries.map((_, i) => i + 1));
    // 8 parks, 12 towns, 6 ecological zones, and the projects but the one of defence.
    expect(record!.entries).toHaveLength(8 + 13 + 12 + 6);
  });

  it('has shapes only with the number of a review, and then no place on earth', () => {
    const copy = at('shapes.gpkg');
    copyFileSync(file, copy);
    const refused = lantu('notice', copy, at('no.html'), '--title', 'x', '--shapes');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('审图号')]);
    expect(notices(copy)).toEqual([]);
    const run = lantu(
      'notice',
      copy,
      at('shapes.html'),
      '--title',
      '公示',
      '--shapes',
      '--review-number',
      '示S（2026）001号',
    );
    expect(run.status).toBe(0);
    const html = readFileSync(at('shapes.html'), 'utf8');
    expect(html).toContain('审图号：示S（2026）001号');
    expect(html.match(/<path\s+class="shape"/g)?.length).toBeGreaterThan(20);
    for (const secret of SECRETS) expect(html).not.toContain(secret);
    expect(givenAway(html, copy)).toEqual([]);
    expect(notices(copy)[0]).toMatchObject({ map: 'shapes', review: '示S（2026）001号' });
  });

  it('is not recorded where it cannot be written', () => {
    const copy = at('unwritten.gpkg');
    copyFileSync(file, copy);
    const run = lantu('notice', copy, path.join(at('nowhere'), 'n.html'), '--title', '公示');
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('n.html')]);
    expect(notices(copy)).toEqual([]);
  });

  it('is taken back where its place is lost after it was recorded', async () => {
    const copy = at('lost.gpkg');
    copyFileSync(file, copy);
    const services = startLocalServices();
    must(await services.storeControl.open({ path: copy, readOnly: false }));
    try {
      const execute = (command: string, params: unknown) => services.store.execute({ command, params });
      const record: NoticeRecord = {
        format: 1,
        id: '0f0e0d0c-0000-4000-8000-000000000001',
        title: '公示',
        made: '',
        author: '',
        map: 'none',
        review: null,
        from: '',
        until: '',
        home: [110, 30],
        entries: [],
      };
      const ready = must(await prepareText(at('place.html'), 'page'));
      // A folder takes the place between the two steps: renaming a file over it fails.
      const failed = await publishNotice(
        record,
        async (command, params) => {
          const done = await execute(command, params);
          if (command === 'record-notice') mkdirSync(at('place.html'));
          return done;
        },
        ready.put,
      );
      expect(failed).toMatchObject({ ok: false, error: { code: 'export.not-written' } });
      expect(notices(copy)).toEqual([]);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      // A record that cannot be taken back is told.
      const stuck = await publishNotice(
        record,
        (command, params) =>
          command === 'record-notice' ? execute(command, params) : execute(command, { notice: '?' }),
        async () => fail('export.not-written', { file: 'x.html', cause: 'ENOSPC' }),
      );
      expect(stuck).toMatchObject({
        ok: false,
        error: { code: 'notice.record-left', params: { title: '公示', cause: 'ENOSPC' } },
      });
      expect(must(await execute('withdraw-notice', { notice: record.id }))).toMatchObject({
        label: 'history.withdraw-notice',
      });
      expect(await execute('withdraw-notice', { notice: record.id })).toMatchObject({
        ok: false,
        error: { code: 'notice.unknown' },
      });
    } finally {
      await services.stop();
    }
  });

  it('refuses a layer that is not on the whitelist, and a secret blueprint', () => {
    const line = lantu('notice', file, at('no.html'), '--title', 'x', '--layers', 'ecological_redline');
    expect([line.status, line.stderr]).toEqual([2, expect.stringContaining('白名单')]);
    const secret = spoil(file, at('secret.gpkg'), ({ db }) =>
      db.exec(
        "UPDATE lantu_info SET value = 'secret' WHERE uid = 'classification'; DELETE FROM lantu_outside",
      ),
    );
    const run = lantu('notice', secret, at('no.html'), '--title', 'x');
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('秘密')]);
  });
});

describe('opinions that come back', () => {
  const opinion = (n: number, number: number | null, more: Readonly<Record<string, unknown>> = {}) => ({
    id: String(n).padStart(32, '0'),
    number,
    name: '李四',
    contact: '138',
    text: `意见${n}`,
    date: '2026-12-05T03:04:05.000Z',
    ...more,
  });
  const save = (name: string, notice: string, opinions: readonly unknown[]): string => {
    writeFileSync(at(name), JSON.stringify({ format: 'lantu-opinions/1', notice, opinions }));
    return at(name);
  };
  const layerOf = (
    of: string,
  ): { readonly id: string; readonly rows: readonly Record<string, unknown>[] } | null => {
    const reader = openReader(of);
    try {
      const schema = reader.schemas().find(isOpinionLayer);
      if (schema === undefined) return null;
      const { fids } = reader.envelopes(schema.id);
      return { id: schema.id, rows: reader.featuresByFid(schema.id, fids).map(({ fields }) => fields) };
    } finally {
      reader.close();
    }
  };

  it('become points inside the features they are about, once each, and undo takes them back in one step', async () => {
    const copy = at('opinions.gpkg');
    copyFileSync(file, copy);
    expect(lantu('notice', copy, at('o.html'), '--title', '公示').status).toBe(0);
    const [{ id, entries }] = notices(copy) as [NoticeRecord];
    const first = save(
      'a.json',
      id,
      entries.map(({ number }) => opinion(number, number)),
    );
    const second = save('b.json', id, [
      opinion(1, 1),
      opinion(9001, null, { text: '<b>整体</b>=1+1' }),
      opinion(9002, 999),
    ]);
    const broken = save('c.json', id, [opinion(1, 1, { text: 7 })]);
    const foreign = save('d.json', '11111111-2222-3333-4444-555555555555', [opinion(1, 1)]);

    const services = startLocalServices({ author: '张三', backupDir: folder });
    must(await services.storeControl.open({ path: copy, readOnly: false }));
    const before = must(await services.store.state({})).rev;
    await services.stop();

    const run = lantu('opinions', copy, first, second, broken, foreign);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('c.json');
    expect(run.stderr).toContain('没有登记这份公示');
    expect(run.stdout).toContain(`新意见 ${entries.length + 1} 条`);
    expect(run.stdout).toContain('编号不在公示内 1 条');

    const made = layerOf(copy)!;
    expect(made.rows).toHaveLength(entries.length + 1);
    expect(made.rows.map((row) => row['subject_uid'])).toEqual([...entries.map(({ uid }) => uid), null]);
    expect(made.rows.at(-1)).toMatchObject({
      text: '<b>整体</b>=1+1',
      person: '李四',
      state: 'open',
      written_on: '2026-12-05',
      name: null,
    });

    // The same files again change nothing.
    const again = lantu('opinions', copy, first, second);
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('新意见 0 条')]);
    expect(layerOf(copy)!.rows).toHaveLength(entries.length + 1);

    if (shapely) {
      const inside = runPython('points_inside.py', [copy, made.id]) as [
        string,
        string | null,
        boolean | null,
      ][];
      expect(inside).toHaveLength(entries.length + 1);
      expect(inside.filter(([, layer, is]) => layer !== null && is !== true)).toEqual([]);
    }

    const undoing = startLocalServices({ author: '张三', backupDir: folder });
    must(await undoing.storeControl.open({ path: copy, readOnly: false }));
    expect(must(await undoing.store.state({})).rev).toBe(before + 1);
    must(await undoing.store.undo({}));
    await undoing.stop();
    expect(layerOf(copy)).toBeNull();
    expect(notices(copy)).toHaveLength(1);
  }, 120_000);
});
