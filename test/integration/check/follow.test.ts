import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';

/*
 * The check beside a real writer: every edit, undo and redo of a real file is followed, and what is then known
 * equals, to the last digit, what a check that has never seen the file before finds in it.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
let folder: string;
let file: string;
let services: LocalServices;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-follow-'));
  file = path.join(folder, 'county.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
  services = startLocalServices({ backupDir: folder, author: '甲' });
  must(await services.storeControl.open({ path: file, readOnly: false }));
  must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
}, 120_000);
afterAll(async () => {
  await services.stop();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.map(({ memory: _memory, ...finding }) => ({
      ...finding,
      pieces: finding.pieces.map((piece) => ({ ...piece, geometry: [...piece.geometry.xy] })),
    })),
  );

/** The service's own result, once it has come to rest at the file's revision. */
async function settled(rev: number): Promise<CheckResult> {
  for (let i = 0; i < 400; i++) {
    const result = must(await services.query.findings({}));
    if (!result.state.running && result.state.finishedAt !== null && result.state.rev >= rev) return result;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the check did not reach revision ${rev}`);
}

async function afresh(): Promise<CheckResult> {
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
    automatic: false,
    emit: () => {},
    log: (_level, line) => {
      throw new Error(line);
    },
  });
  must(await service.open({ path: file, cacheDir: folder, scratchDir: folder }, call));
  const result = must(await service.check({}, call));
  await service.close({}, call);
  return result;
}

async function follows(committed: { readonly rev: number }): Promise<CheckResult> {
  const now = await settled(committed.rev);
  const fresh = await afresh();
  expect(bytes(now.findings)).toBe(bytes(fresh.findings));
  expect(now.notChecked).toEqual(fresh.notChecked);
  return now;
}

const execute = async (command: string, params: unknown) =>
  must(await services.store.execute({ command, params }));

describe('the check beside the writer', () => {
  it('follows edits, undo and redo exactly', async () => {
    const start = await settled(0);
    const redline = start.findings.find(({ rule }) => rule === 'park-redline')!;
    const refs = [redline.subject];
    const before = bytes(start.findings);

    const deleted = await follows(await execute('delete-features', { refs }));
    expect(deleted.findings.some(({ subject }) => subject.uid === redline.subject.uid)).toBe(false);
    expect(bytes((await follows(must(await services.store.undo({})))).findings)).toBe(before);

    const exempt = await follows(
      await execute('edit-attributes', { refs, fields: { park_kind: 'modern_agriculture' } }),
    );
    expect(
      exempt.findings.filter(({ subject }) => subject.uid === redline.subject.uid).map(({ rule }) => rule),
    ).toEqual(['park-redline']);
    expect(bytes((await follows(must(await services.store.undo({})))).findings)).toBe(before);

    const [park] = must(await services.query.features({ refs }));
    const moved = mapPacked(park!.geometry!, (x, y) => [
      Math.round((x + 0.002) * 1e9) / 1e9,
      Math.round((y - 0.001) * 1e9) / 1e9,
    ]);
    await follows(await execute('edit-geometry', { ref: refs[0], geometry: moved }));
    await follows(must(await services.store.undo({})));
    await follows(must(await services.store.redo({})));
    expect(bytes((await follows(must(await services.store.undo({})))).findings)).toBe(before);

    const drawn = await follows(
      await execute('create-feature', {
        layer: 'industrial_park',
        geometry: mapPacked(redline.pieces[0]!.geometry, (x, y) => [
          Math.round(x * 1e9) / 1e9,
          Math.round(y * 1e9) / 1e9,
        ]),
        fields: { name: '新园', park_kind: 'industrial_park', park_level: 'county' },
      }),
    );
    expect(drawn.findings.length).toBeGreaterThan(start.findings.length);
  }, 120_000);

  it('follows a counterpart that is edited: a planned parcel gets another class', async () => {
    const start = must(await services.query.findings({}));
    const built = start.findings.find(({ rule }) => rule === 'ecological-zone-construction')!;
    const refs = [built.pieces[0]!.other!];
    const farmed = await follows(await execute('edit-attributes', { refs, fields: { land_class: '0101' } }));
    expect(farmed.findings.map(({ key }) => key)).not.toContain(built.key);
    const back = await follows(must(await services.store.undo({})));
    expect(back.findings.map(({ key }) => key)).toContain(built.key);
  }, 60_000);

  it('keeps a note on its finding', async () => {
    const [finding] = must(await services.query.findings({})).findings;
    const noted = await execute('note-finding', {
      memory: null,
      rule: finding!.rule,
      subject: finding!.subject,
      counterpartLayer: finding!.counterpartLayer,
      piece: finding!.pieces[0]!.other?.uid ?? null,
      status: 'seen',
      note: '已看过',
      shape: finding!.pieces[0]!.geometry,
    });
    const result = await settled(noted.rev);
    expect(result.findings.find(({ key }) => key === finding!.key)?.memory).toMatchObject([
      { status: 'seen', note: '已看过', author: '甲', piece: finding!.pieces[0]!.key, matchedBy: 'key' },
    ]);
  });
});
