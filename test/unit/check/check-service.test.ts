import { describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import type { CheckState, FindingsDelta } from '../../../shared/bridge/query-contract.ts';
import type { Remembered } from '../../../shared/check/rematch.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { must } from '../../../shared/result.ts';
import { PAIR_RULES } from '../../fixtures/check/rulesets.ts';
import { memorySource, put, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { rect } from '../../fixtures/check/shapes.ts';

const call = { signal: new AbortController().signal, progress: () => {} };
const files = { path: 'a.gpkg', cacheDir: '', scratchDir: '' };

function serviceOver(source: MemorySource, automatic = true) {
  const deltas: FindingsDelta[] = [];
  const states: CheckState[] = [];
  const lines: string[] = [];
  let open = 0;
  const service = createCheckService({
    openReader: () => {
      open += 1;
      return { ...source, close: () => void (open -= 1) };
    },
    loadOverlay,
    loadFill: loadCoverageFill,
    ruleset: PAIR_RULES,
    automatic,
    emit: (name, payload) => {
      if (name === 'findings') deltas.push(payload as FindingsDelta);
      else states.push(payload as CheckState);
    },
    log: (_level, line) => void lines.push(line),
  });
  const idle = async (): Promise<void> => {
    for (let i = 0; i < 500; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const last = states.at(-1);
      if (last?.running === false && (!automatic || last.rev === source.rev())) return;
    }
    throw new Error('the check did not come to rest');
  };
  return { service, deltas, states, lines, idle, readers: () => open };
}

const park = (x: number) => put('industrial_park', 1, rect(0, 0, x, 1000), { name: '甲园', park_kind: null });
const boundary = put('urban_boundary', 1, rect(-10, -10, 1000, 1010));
const rulesOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

describe('the check service', () => {
  it('runs by itself after opening and after each commit, and tells what changed', async () => {
    const source = memorySource();
    source.commit([park(1200), boundary]);
    const { service, deltas, states, idle } = serviceOver(source);
    must(await service.open(files, call));
    await idle();
    expect(deltas).toHaveLength(1);
    expect(rulesOf(deltas[0]!.added)).toEqual(['park-outside-boundary']);
    expect(deltas[0]!.notChecked).toHaveLength(5);
    expect(states.at(-1)).toMatchObject({ rev: 1, running: false, counts: { blocking: 1, error: 0 } });

    must(await service.committed(source.commit([park(1100)]), call));
    await idle();
    expect(rulesOf(deltas[1]!.changed)).toEqual(['park-outside-boundary']);
    must(await service.committed(source.commit([park(900)]), call));
    await idle();
    expect(deltas[2]!.removed).toEqual([deltas[0]!.added[0]!.key]);
    const result = must(await service.findings({}, call));
    expect(result.findings).toEqual([]);
    expect(result.state).toMatchObject({ rev: 3, running: false });
    expect(result.state.finishedAt).toMatch(/^\d{4}-/);
    await service.close({}, call);
  });

  it('answers a question to check with a full run, also when nothing runs by itself', async () => {
    const source = memorySource();
    source.commit([park(1200), boundary]);
    const { service, deltas } = serviceOver(source, false);
    must(await service.open(files, call));
    expect(deltas).toEqual([]);
    const [one, two] = await Promise.all([service.check({}, call), service.check({}, call)]);
    expect(rulesOf(must(one!).findings)).toEqual(['park-outside-boundary']);
    expect(must(two!)).toEqual(must(one!));
    expect(deltas).toHaveLength(1);
    await service.close({}, call);
  });

  it('answers at once while a large run is under way', async () => {
    const source = memorySource();
    const many = Array.from({ length: 6000 }, (_, i) => {
      const x = (i % 100) * 12;
      const y = Math.floor(i / 100) * 12;
      return put('land_use', i + 1, rect(x, y, x + 11, y + 11), { land_class: '0101' });
    });
    source.commit([...many, park(1200), boundary]);
    const { service, idle } = serviceOver(source);
    must(await service.open(files, call));
    let answers = 0;
    let running = true;
    const ended = idle().then(() => (running = false));
    for (let seq = 1; running; seq++) {
      const answer = await service.live(
        {
          sketch: 's',
          seq,
          layer: 'industrial_park',
          ref: null,
          fields: {},
          geometry: rect(990, 2000 + seq, 1010, 2100 + seq),
          moved: [],
        },
        call,
      );
      expect(must(answer).hits.map(({ rule }) => rule)).toContain('park-outside-boundary');
      answers += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
    // Without breathing the run would hold everything for its whole length: one answer after it.
    expect(answers).toBeGreaterThan(5);
    const { findings } = must(await service.findings({}, call));
    const planned = findings.find(({ rule }) => rule === 'park-planned-non-construction');
    expect(planned?.pieces.length).toBeGreaterThan(5000);
    await service.close({}, call);
  });

  it('carries notes on their findings, and tells when a note alone changed', async () => {
    const source = memorySource();
    source.commit([park(1200), boundary]);
    const { service, deltas, idle } = serviceOver(source);
    must(await service.open(files, call));
    await idle();
    const [finding] = deltas[0]!.added;
    const note: Remembered = {
      uid: 'm1',
      rule: finding!.rule,
      subject: finding!.subject,
      counterpartLayer: finding!.counterpartLayer,
      pieceUid: null,
      shape: finding!.pieces[0]!.geometry,
      status: 'exception',
      note: '已批准',
      author: '甲',
      time: '2026-01-01T00:00:00Z',
    };
    must(await service.committed(source.remember(note), call));
    await idle();
    expect(deltas[1]!.changed.map(({ key, memory }) => [key, memory?.[0]?.note])).toEqual([
      [finding!.key, '已批准'],
    ]);
    must(await service.committed(source.commit([park(1300)]), call));
    await idle();
    expect(deltas[2]!.changed[0]!.memory?.[0]).toMatchObject({
      uid: 'm1',
      matchedBy: 'key',
      status: 'exception',
    });
    await service.close({}, call);
  });

  it('refuses what cannot be opened and what is no blueprint, and leaves no reader behind', async () => {
    const open: string[] = [];
    const service = createCheckService({
      openReader: (file) => {
        if (file === 'missing.gpkg') throw new Error('no such file');
        open.push(file);
        const occupied = (): never => {
          throw new Error('no such table');
        };
        return { ...memorySource(), occupied, close: () => void open.pop() };
      },
      loadOverlay,
      loadFill: loadCoverageFill,
      ruleset: PAIR_RULES,
      emit: () => {},
      log: () => {},
    });
    expect(await service.open({ ...files, path: 'missing.gpkg' }, call)).toMatchObject({
      ok: false,
      error: { code: 'store.cannot-open', params: { path: 'missing.gpkg' } },
    });
    expect(await service.open({ ...files, path: 'roads.gpkg' }, call)).toMatchObject({
      ok: false,
      error: { code: 'store.not-blueprint' },
    });
    expect(open).toEqual([]);
  });

  it('lets go of who cancels', async () => {
    const source = memorySource();
    source.commit([park(1200), boundary]);
    const { service } = serviceOver(source, false);
    must(await service.open(files, call));
    const abort = new AbortController();
    const asked = service.check({}, { ...call, signal: abort.signal });
    abort.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(must(await service.check({}, call)).findings).toHaveLength(1);
    await service.close({}, call);
  });

  it('closes its readers only when the last answer is out', async () => {
    const source = memorySource();
    const many = Array.from({ length: 3000 }, (_, i) =>
      put('land_use', i + 1, rect(i, 0, i + 1, 5), { land_class: '0101' }),
    );
    source.commit([...many, park(1200), boundary]);
    let closed = false;
    const late: string[] = [];
    const scan: MemorySource['scan'] = async function* (query) {
      for await (const batch of source.scan({ ...query, batch: 50 })) {
        if (closed) late.push(query.layer);
        yield batch;
      }
    };
    const service = createCheckService({
      openReader: () => ({ ...source, scan, close: () => void (closed = true) }),
      loadOverlay,
      loadFill: loadCoverageFill,
      ruleset: PAIR_RULES,
      automatic: false,
      emit: () => {},
      log: () => {},
    });
    must(await service.open(files, call));
    const geometry = rect(0, 0, 4000, 10);
    const sketch = {
      sketch: 's',
      seq: 1,
      layer: 'industrial_park',
      ref: null,
      fields: {},
      geometry,
      moved: [],
    };
    const answer = service.live(sketch, call);
    const closing = service.close({}, call);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await closing;
    expect(closed).toBe(true);
    expect(late).toEqual([]);
  });

  it('says when nothing is open, closes its readers, and outlives a reader that fails', async () => {
    const source = memorySource();
    source.commit([park(1200), boundary]);
    const { service, readers, lines } = serviceOver(source);
    expect(await service.findings({}, call)).toMatchObject({ ok: false, error: { code: 'check-not-open' } });
    must(await service.open(files, call));
    expect(readers()).toBe(2);
    must(await service.open(files, call));
    expect(readers()).toBe(2);
    must(await service.close({}, call));
    expect(readers()).toBe(0);

    let broken = true;
    const scan = (query: Parameters<MemorySource['scan']>[0]) => source.scan(query);
    const failing = serviceOver({
      ...source,
      scan: (query) => {
        if (broken) throw new Error('disk');
        return scan(query);
      },
    });
    must(await failing.service.open(files, call));
    expect(await failing.service.check({}, call)).toMatchObject({
      ok: false,
      error: { code: 'check-failed' },
    });
    expect(failing.lines.join()).toContain('disk');
    broken = false;
    expect(must(await failing.service.check({}, call)).findings).toHaveLength(1);
    await failing.service.close({}, call);
    expect(lines).toEqual([]);
  });
});
