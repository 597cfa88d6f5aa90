import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { fixesFor } from '../../../shared/fixes/catalogue.ts';
import type { FixOffer } from '../../../shared/fixes/fix.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { sampleRuleset } from '../../../shared/sample/ruleset.ts';

/*
 * Every finding of the dirty county that has a ready way to resolve it, on a real file: what is offered first is
 * looked at, run, followed by the check, and taken back. The finding is gone, no control line was written, and after
 * undo the findings are those of before.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const ruleset = sampleRuleset('990121');
let folder: string;
let services: LocalServices;
let layers: readonly LayerState[];
let before: CheckResult;

async function settled(rev: number): Promise<CheckResult> {
  for (let i = 0; i < 1200; i++) {
    const result = must(await services.query.findings({}));
    if (!result.state.running && result.state.finishedAt !== null && result.state.rev >= rev) return result;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the check did not reach revision ${rev}`);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-fixes-'));
  const file = path.join(folder, 'county.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: true }, call));
  services = startLocalServices({ backupDir: folder, author: '甲' });
  must(await services.storeControl.open({ path: file, readOnly: false }));
  must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
  // What was surveyed is locked until somebody unlocks it, and some faults lie there.
  for (const layer of ['county', 'township', 'survey_parcel']) {
    must(await services.store.setLayerView({ layer, locked: false }));
  }
  layers = must(await services.store.layers({}));
  before = await settled(0);
}, 240_000);
afterAll(async () => {
  await services.stop();
  await rm(folder, { recursive: true, force: true });
});

async function offersOf(finding: Finding): Promise<readonly FixOffer[]> {
  const refs = [finding.subject, ...finding.pieces.flatMap(({ other }) => other ?? [])].filter(
    ({ uid }) => uid !== '',
  );
  const records = must(await services.query.features({ refs }));
  const feature = (ref: RecordRef) =>
    records.find(({ layer, uid }) => layer === ref.table && uid === ref.uid);
  const layer = (id: string) => layers.find(({ schema }) => schema.id === id);
  return fixesFor({
    finding,
    rule: ruleset.rules.find(({ id }) => id === finding.rule)!,
    ruleset,
    subject: feature(finding.subject) ?? null,
    feature,
    schema: (id) => layer(id)?.schema,
    readOnly: (id) => layer(id)?.schema.readOnly ?? true,
    locked: (id) => layer(id)?.locked ?? true,
    layersOf: (role) => layers.filter(({ schema }) => schema.role === role).map(({ schema }) => schema.id),
  });
}

/** Parameters that need nobody: ready, or with the value that suits best. */
function ready({ choose, params, blocked }: FixOffer): unknown {
  if (blocked !== null) return null;
  if (choose === null) return params;
  const [best] = choose.suggested;
  return best === undefined ? null : choose.params(best);
}

const keys = ({ findings }: CheckResult): string[] => findings.map(({ key }) => key).sort();

/** Fixes that are the user's to choose, or that settle one piece of several. */
const resolved = (finding: Finding, after: CheckResult): boolean => {
  const now = after.findings.find(({ key }) => key === finding.key);
  return now === undefined || (finding.pieces.length > 1 && now.pieces.length < finding.pieces.length);
};

describe('ways to resolve a finding', () => {
  it('do what they say, for every finding that has one, and can be taken back', async () => {
    const readOnly = new Set(layers.filter(({ schema }) => schema.readOnly).map(({ schema }) => schema.id));
    const done = new Map<string, number>();
    const left: string[] = [];
    for (const finding of before.findings) {
      const [first] = (await offersOf(finding)).filter((one) => ready(one) !== null);
      if (first === undefined) continue;
      const params = ready(first);
      const what = `${finding.rule} ${first.id} ${finding.subject.table} ${finding.subject.uid}`;
      const preview = await services.store.preview({ command: first.command, params });
      const commit = await services.store.execute({ command: first.command, params });
      if (!commit.ok || !preview.ok) {
        // What lies outside the county altogether is not cut to nothing: the user is told to delete it.
        if (finding.rule === 'outside-county' && !commit.ok && commit.error.code === 'command.nothing-left') {
          continue;
        }
        left.push(`${what}: ${JSON.stringify(commit.ok ? preview : commit.error)}`);
        continue;
      }
      const written = commit.value.touched.map(({ layer }) => layer);
      expect(
        written.filter((layer) => readOnly.has(layer)),
        what,
      ).toEqual([]);
      const shown = new Set(preview.value.changes.map(({ at }) => at.table));
      expect(new Set(written), what).toEqual(shown);
      const after = await settled(commit.value.rev);
      if (!resolved(finding, after)) left.push(`${what}: still there`);
      done.set(first.command, (done.get(first.command) ?? 0) + 1);
      const undone = must(await services.store.undo({}));
      expect(keys(await settled(undone.rev)), what).toEqual(keys(before));
    }
    console.log([...done].map(([command, count]) => `${command} ${count}`).join(', '));
    expect(left).toEqual([]);
    expect(done.size).toBeGreaterThan(6);
  }, 300_000);
});
