import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { saveArea } from '../../../electron/background/save-area.ts';
import { AREA_TILES_PER_SECOND } from '../../../shared/background/area-plan.ts';
import { fail, must, ok, type Result } from '../../../shared/result.ts';
import { plainTile } from '../../fixtures/background/pictures.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-area-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A clock that goes on to the next wait when nothing else is to be done. */
function createClock() {
  let now = 0;
  let stopped = false;
  const waiting: { readonly at: number; readonly go: () => void }[] = [];
  const turn = (): void => {
    if (stopped) return;
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting.shift();
    if (next) {
      now = Math.max(now, next.at);
      next.go();
    }
    setImmediate(turn);
  };
  setImmediate(turn);
  return {
    now: () => now,
    wait: (ms: number) => new Promise<void>((go) => waiting.push({ at: now + ms, go })),
    stop: () => {
      stopped = true;
    },
  };
}

let runs = 0;
/** Saves an area by a clock of its own; gives the result and when each request began, ms. */
async function run(answer: (turn: number) => Result<Uint8Array | null>) {
  const clock = createClock();
  let turn = 0;
  runs += 1;
  const starts: number[] = [];
  const out = path.join(folder, `${runs}.mbtiles`);
  const result = await saveArea({
    box: [110, 30, 110.4, 30.4],
    minZoom: 11,
    maxZoom: 12,
    out,
    name: 'a',
    attribution: '',
    signal: new AbortController().signal,
    progress: () => {},
    now: clock.now,
    wait: clock.wait,
    tile: () => {
      starts.push(clock.now());
      turn += 1;
      return Promise.resolve(answer(turn));
    },
  });
  clock.stop();
  return { result, starts, out };
}

describe('saving an area', () => {
  it('asks no faster than it says, however fast the server is', async () => {
    const bytes = await plainTile([1, 1, 1]);
    const { result, starts } = await run(() => ok(bytes));
    const { saved } = must(result);
    expect(saved).toBe(starts.length);
    expect(saved).toBeGreaterThan(30);
    const step = 1000 / AREA_TILES_PER_SECOND;
    for (let i = 1; i < starts.length; i++)
      expect(starts[i]! - starts[i - 1]!).toBeGreaterThanOrEqual(step - 1e-6);
  });
  it('waits as long as a busy server asks, tries again, and then goes on', async () => {
    const bytes = await plainTile([1, 1, 1]);
    const { result, starts } = await run((turn) =>
      turn === 5 ? fail('background.busy', { host: 'h', status: 429, wait: 90 }) : ok(bytes),
    );
    expect(must(result).failed).toBe(0);
    expect(Math.max(...starts.slice(1).map((start, i) => start - starts[i]!))).toBeGreaterThanOrEqual(90_000);
  });
  it('gives up where nothing can be had, and leaves no file', async () => {
    const { result, out } = await run(() => fail('background.unreachable', { host: 'h' }));
    expect(result).toMatchObject({ ok: false, error: { code: 'background.unreachable' } });
    const { result: denied, starts } = await run(() => fail('background.denied', { host: 'h', status: 403 }));
    expect(denied).toMatchObject({ ok: false, error: { code: 'background.denied' } });
    expect(starts.length).toBeLessThanOrEqual(2);
    const { result: empty } = await run(() => ok(null));
    expect(empty).toMatchObject({ ok: false, error: { code: 'background.area-empty' } });
    expect(fs.existsSync(out)).toBe(false);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
  it('goes on where single tiles cannot be had, and counts them', async () => {
    const bytes = await plainTile([1, 1, 1]);
    const { result } = await run((turn) =>
      turn >= 4 && turn <= 6 ? fail('background.timeout', { host: 'h' }) : ok(bytes),
    );
    expect(must(result).failed).toBeLessThanOrEqual(1);
  });
});
