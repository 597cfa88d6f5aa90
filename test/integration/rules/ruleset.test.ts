import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult, FindingsDelta } from '../../../shared/bridge/query-contract.ts';
import { must } from '../../../shared/result.ts';
import { withRule, withThreshold } from '../../../shared/rules/ruleset-edit.ts';
import { rulesetText } from '../../../shared/rules/ruleset-format.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { asEdited } from '../../../shared/rules/ruleset-version.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { lantu } from '../cli/lantu.ts';
import { content, rows } from '../store/harness.ts';

let folder: string;
let file: string;
let services: LocalServices;
const at = (name: string): string => path.join(folder, name);

async function open(): Promise<void> {
  services = startLocalServices({ author: '张三', backupDir: folder });
  must(await services.storeControl.open({ path: file, readOnly: false }));
  must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
}

type Corner = readonly [lon: number, lat: number];

/** Rectangles as the import brings them. */
const rectangles = (shapes: readonly (readonly [name: string, from: Corner, to: Corner])[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: shapes.map(([name, [west, south], [east, north]]) => ({
      type: 'Feature',
      properties: { name, park_kind: 'industrial_park', park_level: 'county' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
    })),
  });

/** One park half outside the boundary, one with a corner in the redline, one that nothing speaks against. */
function build(target: string): void {
  const layers: Readonly<Record<string, string>> = {
    industrial_park: rectangles([
      ['东园', [110.55, 30.11], [110.57, 30.12]],
      ['西园', [110.51, 30.11], [110.52, 30.12]],
      ['中园', [110.53, 30.11], [110.54, 30.12]],
    ]),
    urban_boundary: rectangles([['边界', [110.5, 30.1], [110.56, 30.14]]]),
    ecological_redline: rectangles([['红线', [110.49, 30.115], [110.511, 30.125]]]),
  };
  const made = lantu('new', target, '--county-name', '澄川县', '--county-code', '990121', '--zone', '4525');
  expect(made.status, made.stderr).toBe(0);
  for (const [layer, text] of Object.entries(layers)) {
    fs.writeFileSync(at(`${layer}.geojson`), text);
    const run = lantu('import', target, at(`${layer}.geojson`), '--layer', layer);
    expect(run.status, run.stderr).toBe(0);
  }
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-ruleset-'));
  file = at('county.gpkg');
  build(file);
  fs.copyFileSync(file, at('cli.gpkg'));
  await open();
}, 120_000);
afterAll(async () => {
  await services.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Findings of the page, by what it is told: the first answer, then the deltas. */
function following(): {
  readonly keys: () => string[];
  readonly versions: () => Set<string>;
  take(result: CheckResult): void;
} {
  const known = new Map<string, string>();
  const take = ({ findings }: CheckResult): void => {
    known.clear();
    for (const { key, rulesetVersion } of findings) known.set(key, rulesetVersion);
  };
  services.query.on('findings', ({ added, changed, removed }: FindingsDelta) => {
    for (const { key, rulesetVersion } of [...added, ...changed]) known.set(key, rulesetVersion);
    for (const key of removed) known.delete(key);
  });
  return { take, keys: () => [...known.keys()].sort(), versions: () => new Set(known.values()) };
}

const set = async (ruleset: Ruleset | null) =>
  must(
    await services.store.execute({
      command: 'set-ruleset',
      params: { ruleset: ruleset === null ? null : rulesetText(ruleset) },
    }),
  );
const checked = async (): Promise<CheckResult> => must(await services.query.check({}));
const keysOf = (result: CheckResult): string[] => result.findings.map(({ key }) => key).sort();
const inForce = async () => must(await services.query.ruleset({}));
const edit = async (make: (ruleset: Ruleset) => Ruleset): Promise<Ruleset> => {
  const { ruleset, edits } = await inForce();
  const edited = asEdited(make(ruleset), { county: '990121', edits });
  await set(edited);
  return edited;
};

describe('the ruleset of a blueprint', () => {
  it('is the default until one is kept; then findings go by it and carry its version', async () => {
    expect(await inForce()).toMatchObject({
      own: false,
      problems: [],
      ruleset: { version: DEFAULT_RULESET.version },
    });
    const before = await checked();
    expect(new Set(before.findings.map((one) => one.rulesetVersion))).toEqual(
      new Set([DEFAULT_RULESET.version]),
    );
    const page = following();
    page.take(before);
    const ofParks = before.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('park-'));
    expect(ofParks.sort()).toEqual(['park-outside-boundary', 'park-redline']);

    // Off: its findings go, the others stay under the keys they had.
    const off = await edit((ruleset) => withRule(ruleset, 'park-outside-boundary', { on: false }));
    const without = await checked();
    expect(without.state.rulesetVersion).toBe(off.version);
    expect(without.findings.filter(({ rule }) => rule === 'park-outside-boundary')).toEqual([]);
    expect(keysOf(without)).toEqual(
      keysOf({ ...before, findings: before.findings.filter(({ rule }) => rule !== 'park-outside-boundary') }),
    );
    expect(without.notChecked.map(({ rule }) => rule)).not.toContain('park-outside-boundary');
    expect(page.keys()).toEqual(keysOf(without));
    expect(page.versions()).toEqual(new Set([off.version]));

    // On again: the same keys are back.
    const on = await edit((ruleset) => withRule(ruleset, 'park-outside-boundary', { on: true }));
    const again = await checked();
    expect(keysOf(again)).toEqual(keysOf(before));
    expect(new Set(again.findings.map((one) => one.rulesetVersion))).toEqual(new Set([on.version]));
    expect(page.keys()).toEqual(keysOf(before));
    expect(on.version).not.toBe(off.version);
  }, 120_000);

  it('is undone and done again like any change, and survives closing', async () => {
    const was = await inForce();
    const before = keysOf(await checked());
    const high = await edit((ruleset) => withThreshold(ruleset, 'park-outside-boundary', 'min_area_m2', 1e9));
    // The half of the eastern park that lies outside is about 1.07 km2.
    expect(keysOf(await checked()).length).toBe(before.length - 1);
    must(await services.store.undo({}));
    expect((await inForce()).ruleset).toEqual(was.ruleset);
    expect(keysOf(await checked())).toEqual(before);
    must(await services.store.redo({}));
    expect((await inForce()).ruleset).toEqual(high);
    const [step] = must(await services.store.history({ before: null, limit: 1 }));
    expect(step).toMatchObject({ label: 'history.set-ruleset', params: { version: high.version, count: 1 } });
    await services.stop();
    expect(
      rows<{ value: string }>(file, "SELECT value FROM lantu_info WHERE uid = 'ruleset_version'"),
    ).toEqual([{ value: high.version }]);
    await open();
    expect((await inForce()).ruleset).toEqual(high);
    expect(must(await services.store.info({})).rulesetVersion).toBe(high.version);
    // An edit after an undo never has the name of the one that was undone.
    must(await services.store.undo({}));
    const other = await edit((ruleset) => withThreshold(ruleset, 'park-outside-boundary', 'min_area_m2', 7));
    expect(other.version).not.toBe(high.version);
  }, 120_000);

  it('is written to a file that comes back as it went, through the services of the page', async () => {
    const { ruleset } = await inForce();
    const grant = async (name: string, access: 'read' | 'write') =>
      must(await services.queryControl.grant({ token: `${access} ${name}`, path: at(name), access }));
    await grant('out.lantu-rules.json', 'write');
    must(await services.query.rulesetWrite({ file: 'write out.lantu-rules.json' }));
    expect(fs.readFileSync(at('out.lantu-rules.json'), 'utf8')).toBe(rulesetText(ruleset));
    await grant('out.lantu-rules.json', 'read');
    const read = must(await services.query.rulesetRead({ file: 'read out.lantu-rules.json' }));
    expect(read).toEqual({ ruleset, problems: [], missing: [] });
    const refused = await services.query.rulesetRead({ file: 'unknown' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'bridge.no-such-file' } });
    fs.writeFileSync(at('bad.json'), '{"format": "lantu-rules/9"}');
    await grant('bad.json', 'read');
    expect(must(await services.query.rulesetRead({ file: 'read bad.json' }))).toMatchObject({
      ruleset: null,
      problems: [{ code: 'newer' }],
    });
    await grant('none.json', 'read');
    expect(await services.query.rulesetRead({ file: 'read none.json' })).toMatchObject({
      ok: false,
      error: { code: 'ruleset-file', params: { cause: 'ENOENT' } },
    });
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('that cannot be used is said, and the default is in force', async () => {
    must(await services.store.execute({ command: 'set-ruleset', params: { ruleset: null } }));
    await services.stop();
    const copy = at('broken.gpkg');
    fs.copyFileSync(file, copy);
    const good = JSON.parse(rulesetText(DEFAULT_RULESET)) as { rules: { id: string }[] };
    for (const rule of good.rules) rule.id = `${rule.id}-of-tomorrow`;
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(copy);
    db.prepare("INSERT INTO lantu_info (uid, revision, value) VALUES ('ruleset', 0, ?)").run(
      JSON.stringify(good),
    );
    db.close();
    const reader = openReader(copy);
    try {
      const found = reader.ruleset();
      expect(found).toMatchObject({ own: true, ruleset: { version: DEFAULT_RULESET.version } });
      expect(found.problems).toHaveLength(good.rules.length);
    } finally {
      reader.close();
    }
    const run = lantu('check', copy);
    expect(run.stderr).toContain('不能使用；现按默认规则集');
    expect(run.stderr).toContain('本软件没有这条规则');
    expect(run.status).toBe(1);
    await open();
  }, 60_000);
});

describe('the command line', () => {
  const findings = (target: string) =>
    JSON.parse(lantu('check', target, '--json').stdout) as {
      ruleset: { id: string; version: string };
      findings: { id: string; rule: string; severity: string }[];
    };

  it('exports, compares and imports; the check goes by what was imported', async () => {
    const own = at('cli.gpkg');
    const before = findings(own);
    expect(before.ruleset.version).toBe(DEFAULT_RULESET.version);
    expect(lantu('ruleset', 'export', own, at('a.json')).status).toBe(0);
    expect(fs.readFileSync(at('a.json'), 'utf8')).toBe(rulesetText(DEFAULT_RULESET));
    const changed = withRule(
      withRule(DEFAULT_RULESET, 'park-redline', { severity: 'notice' }),
      'park-outside-boundary',
      {
        on: false,
      },
    );
    fs.writeFileSync(at('b.json'), rulesetText(changed));
    const diff = lantu('ruleset', 'diff', own, at('b.json'));
    expect(diff.stdout.trim().split('\n').sort()).toEqual(
      [
        '园区压占生态保护红线 · 级别：底线冲突 → 提示（底线规则）',
        '园区位于城镇开发边界外 · 开关：开 → 关（底线规则）',
      ].sort(),
    );
    expect(lantu('ruleset', 'import', own, at('b.json')).status).toBe(0);
    const after = findings(own);
    expect(after.ruleset).toMatchObject({ id: 'lantu-default-990121' });
    expect(after.ruleset.version).toMatch(/^2026\.1\+\d+$/);
    expect(after.findings.some(({ rule }) => rule === 'park-outside-boundary')).toBe(false);
    expect(new Set(after.findings.map(({ id }) => id))).toEqual(
      new Set(before.findings.filter(({ rule }) => rule !== 'park-outside-boundary').map(({ id }) => id)),
    );
    expect(lantu('ruleset', 'show', own).stdout).toContain('本蓝图自有');
    expect(lantu('ruleset', 'import', own, at('b.json')).stderr).toContain('内容没有变化');
    expect(lantu('ruleset', 'reset', own).status).toBe(0);
    expect(
      findings(own)
        .findings.map(({ id }) => id)
        .sort(),
    ).toEqual(before.findings.map(({ id }) => id).sort());
  }, 120_000);

  it('refuses a broken file with everything that is wrong, and leaves the blueprint as it was', async () => {
    const copy = JSON.parse(rulesetText(DEFAULT_RULESET)) as Record<string, unknown> & {
      rules: Record<string, unknown>[];
    };
    copy.rules[0]!['severity'] = 'fatal';
    copy.rules[1]!['on'] = 1;
    fs.writeFileSync(at('c.json'), JSON.stringify(copy));
    await services.stop();
    const before = content(file);
    const run = lantu('ruleset', 'import', file, at('c.json'));
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('2处错误');
    expect(run.stderr).toContain('severity');
    expect(run.stderr).toContain('的 on');
    expect(content(file)).toEqual(before);
    await open();
    for (const words of [
      ['ruleset', 'paint', file],
      ['ruleset', 'export', file],
      ['ruleset', 'show', file, 'x'],
    ]) {
      expect(lantu(...words).status).toBe(2);
    }
  }, 60_000);
});
