import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRawLog } from '../../../electron/position/raw-log.ts';
import { createTrackKeeper } from '../../../electron/position/track-keeper.ts';
import { openTrackShelf } from '../../../electron/position/track-shelf.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { must, type Result } from '../../../shared/result.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';

/** The disk: takes so many more writings, then none until there is room again. */
const disk = vi.hoisted(() => ({ writings: Infinity }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open = async (...of: Parameters<typeof real.open>): Promise<FileHandle> => {
    const handle = await real.open(...of);
    const write = handle.write.bind(handle) as (...values: unknown[]) => Promise<unknown>;
    handle.write = (async (...values: unknown[]) => {
      disk.writings -= 1;
      if (disk.writings < 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return write(...values);
    }) as typeof handle.write;
    return handle;
  };
  return { ...real, default: real, open };
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-full-'));
  disk.writings = Infinity;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A second a hundredth of a degree further east. */
const fix = (second: number) =>
  ({ kind: 'fix', fix: fixAt(second, 110 + second / 100, 30), apart: second === 0 }) as const;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

function keeperHere() {
  const shelf = openTrackShelf(folder);
  const keeper = createTrackKeeper(shelf, {
    settings: () => DEFAULT_GNSS_SETTINGS,
    now: () => 0,
    onSaved: () => {},
  });
  /** What a later start finds of the only track. */
  const later = async () => {
    const [kept] = await openTrackShelf(folder).list(null);
    return { points: kept?.summary.points, ended: kept?.ended };
  };
  return { keeper, later };
}

describe('a track that cannot be written', () => {
  it('is not ended by that: it is paused, and ended once the disk is good', async () => {
    const { keeper, later } = keeperHere();
    must(await keeper.start('早晨'));
    for (let i = 0; i < 5; i++) must(keeper.step(fix(i)));
    disk.writings = 0;
    for (let trial = 0; trial < 2; trial++) {
      const stopped = await keeper.stop();
      expect(stopped).toMatchObject({
        error: { code: 'position.not-ended', params: { cause: 'ENOSPC' } },
      });
      expect(keeper.now()).toMatchObject({
        summary: { phase: 'paused', points: 5 },
        trouble: { code: 'position.log-failed' },
      });
    }
    expect(await later()).toEqual({ points: 0, ended: false });
    disk.writings = Infinity;
    expect(must(await keeper.stop()).summary).toMatchObject({ phase: 'stopped', points: 5 });
    expect(keeper.now()?.trouble).toBeNull();
    expect(await later()).toEqual({ points: 5, ended: true });
  });

  it('can be gone on with as well, also where only its last line did not fit', async () => {
    const { keeper, later } = keeperHere();
    must(await keeper.start('早晨'));
    for (let i = 0; i < 5; i++) must(keeper.step(fix(i)));
    // The points, but not the line that says that it was ended.
    disk.writings = 1;
    expect(codeOf(await keeper.stop())).toBe('position.not-ended');
    expect(await later()).toEqual({ points: 5, ended: false });
    must(keeper.step({ kind: 'resume' }));
    must(keeper.step(fix(5)));
    disk.writings = Infinity;
    must(keeper.step(fix(6)));
    expect(must(await keeper.stop()).summary).toMatchObject({ points: 7, segments: 2 });
    expect(await later()).toEqual({ points: 7, ended: true });
  });

  it('takes nothing while it is being ended', async () => {
    const { keeper } = keeperHere();
    must(await keeper.start('早晨'));
    must(keeper.step(fix(0)));
    const first = keeper.stop();
    expect(codeOf(keeper.step({ kind: 'resume' }))).toBe('position.no-track');
    expect(codeOf(await keeper.stop())).toBe('position.no-track');
    expect(codeOf(await first)).toBe('ok');
  });

  it('does not keep the app from ending', async () => {
    const { keeper } = keeperHere();
    must(await keeper.start('早晨'));
    must(keeper.step(fix(0)));
    disk.writings = 0;
    await keeper.close();
    expect(keeper.now()).toBeNull();
  });
});

describe('raw data that cannot be written', () => {
  const told: (string | null)[] = [];
  const rawHere = () => {
    told.length = 0;
    const raw = createRawLog(
      folder,
      () => 0,
      () => told.push(raw.state().trouble?.code ?? null),
    );
    return raw;
  };
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(6000);
    // What the disk does is not on the clock of the test.
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 50));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  };

  it('are written later, without a gap; the trouble is told once, and that it is over', async () => {
    const raw = rawHere();
    const file = must(await raw.switch(true))!;
    disk.writings = 0;
    raw.add(Buffer.from('one '));
    await settle();
    expect(raw.state()).toMatchObject({ on: true, trouble: { code: 'position.raw-failed' } });
    raw.add(Buffer.from('two '));
    expect(codeOf(await raw.switch(false))).toBe('position.raw-failed');
    raw.add(Buffer.from('three'));
    disk.writings = Infinity;
    expect(must(await raw.switch(false))).toBe(file);
    expect(fs.readFileSync(file, 'utf8')).toBe('one two three');
    expect(told).toEqual(['position.raw-failed', null]);
    expect(raw.state()).toMatchObject({ on: false, trouble: null });
  });

  it('are given up once too many of them wait, and that is told', async () => {
    const raw = rawHere();
    must(await raw.switch(true));
    disk.writings = 0;
    raw.add(Buffer.from('one'));
    await settle();
    const chunk = new Uint8Array(1 << 23);
    for (let i = 0; i < 5; i++) raw.add(chunk);
    await settle();
    expect(raw.state()).toMatchObject({
      on: false,
      trouble: { code: 'position.raw-ended', params: { cause: 'ENOSPC' } },
    });
    expect(told).toEqual(['position.raw-failed', 'position.raw-ended']);
  });
});
