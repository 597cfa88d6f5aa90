import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startShareThread } from '../../../electron/hosts/share-thread.ts';
import { createCheckService, type ShareWorkers } from '../../../electron/jobs/check/check-service.ts';
import type { StartedWorker } from '../../../electron/jobs/check/crew.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';

/* A full check shared among threads gives what one thread gives; a thread that is lost costs a run and nothing else. */

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-threads-'));
  file = path.join(folder, 'county.gpkg');
  // Large enough that the blocks of its largest layers are dealt out.
  must(await buildSample({ path: file, parcels: 20_000, dirty: false }, call));
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.map((finding) => ({
      ...finding,
      pieces: finding.pieces.map((piece) => ({ ...piece, geometry: [...piece.geometry.xy] })),
    })),
  );

async function opened(workers?: ShareWorkers) {
  const lines: string[] = [];
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
    automatic: false,
    shown: Infinity,
    emit: () => {},
    log: (_level, line) => void lines.push(line),
    ...(workers && { workers }),
  });
  must(await service.open({ path: file, cacheDir: folder, scratchDir: folder }, call));
  return { service, lines };
}

/** Threads that can be counted and killed. */
function watched(size: number) {
  const started: StartedWorker[] = [];
  const start = (): StartedWorker => {
    const worker = startShareThread();
    started.push(worker);
    return worker;
  };
  // A file from which it pays takes longer to make than to check.
  return { started, workers: { size, start, least: 0 } };
}

describe('a check by several threads', () => {
  it('gives byte for byte what one gives, and starts no thread before it is needed', async () => {
    const alone = await opened();
    const one = must(await alone.service.check({}, call));
    must(await alone.service.close({}, call));
    expect(one.findings.length).toBeGreaterThan(50);
    const { started, workers } = watched(2);
    const { service, lines } = await opened(workers);
    expect(started).toHaveLength(0);
    const shared = must(await service.check({}, call));
    expect(started).toHaveLength(2);
    expect(bytes(shared.findings)).toBe(bytes(one.findings));
    expect(shared.notChecked).toEqual(one.notChecked);
    must(await service.close({}, call));
    expect(lines).toEqual([]);
  }, 240_000);

  it('leaves a file to one thread that is too small to be shared', async () => {
    const { started, workers } = watched(1);
    const { least: _none, ...usual } = workers;
    const { service } = await opened(usual);
    must(await service.check({}, call));
    expect(started).toHaveLength(0);
    must(await service.close({}, call));
  }, 120_000);

  it('says that a thread was lost, keeps what was found, and checks again with another', async () => {
    const { started, workers } = watched(1);
    const { service } = await opened(workers);
    const before = must(await service.check({}, call));
    const second = service.check(
      {},
      {
        ...call,
        // In the middle of the run, when the other thread is at work as well.
        progress: ({ share }) => {
          if ((share ?? 0) > 0.02) started.at(-1)?.stop();
        },
      },
    );
    expect(await second).toMatchObject({ ok: false, error: { code: 'check-worker-lost' } });
    const kept = must(await service.findings({}, call));
    expect(kept.findings.map(({ key }) => key).sort()).toEqual(before.findings.map(({ key }) => key).sort());
    const again = must(await service.check({}, call));
    // One for each run: they go when a run needs them no more.
    expect(started).toHaveLength(3);
    expect(bytes(again.findings)).toBe(bytes(before.findings));
    must(await service.close({}, call));
  }, 240_000);

  it('ends the threads with the session, whatever they are at', async () => {
    const { workers } = watched(1);
    const { service, lines } = await opened(workers);
    let reached: () => void = () => {};
    const underWay = new Promise<void>((resolve) => (reached = resolve));
    const answer = service.check({}, { ...call, progress: () => reached() });
    await underWay;
    must(await service.close({}, call));
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(lines).toEqual([]);
  }, 120_000);
});
