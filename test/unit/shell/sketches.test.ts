import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSketches } from '../../../electron/main/sketches.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, default: real, rename: vi.fn<typeof real.rename>(real.rename) };
});
/** The next renamings are refused so many times with a code of the system. */
async function refuse(code: string, times: number): Promise<void> {
  const { rename } = await import('node:fs/promises');
  for (let i = 0; i < times; i++)
    vi.mocked(rename).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
}

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sketches-'));
});
afterEach(async () => {
  const { rename } = await import('node:fs/promises');
  const real = await vi.importActual<typeof import('node:fs/promises')>('node:fs/promises');
  vi.mocked(rename).mockReset().mockImplementation(real.rename);
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('an unfinished shape that is kept', () => {
  it('is on the disk when the answer comes, and there for whoever opens the folder next', async () => {
    await openSketches(folder).keep('/a.gpkg', 'one');
    expect(await openSketches(folder).read('/a.gpkg')).toBe('one');
    expect(await openSketches(folder).read('/b.gpkg')).toBeNull();
  });

  it('is the newest of many that came at once, and leaves no half-written file behind', async () => {
    const sketches = openSketches(folder);
    await Promise.all(Array.from({ length: 50 }, (_, i) => sketches.keep('/a.gpkg', `v${i}`)));
    expect(await sketches.read('/a.gpkg')).toBe('v49');
    await sketches.keep('/a.gpkg', null);
    expect(await sketches.read('/a.gpkg')).toBeNull();
    expect(fs.readdirSync(path.join(folder, 'sketches'))).toEqual([]);
  });

  it('never leads out of its folder, whatever the blueprint is called', async () => {
    const sketches = openSketches(folder);
    await sketches.keep('../../../../etc/x', 'y');
    expect(fs.readdirSync(folder)).toEqual(['sketches']);
    expect(fs.readdirSync(path.join(folder, 'sketches'))).toHaveLength(1);
  });

  it('that could not be written once is held, and the next one is written as ever', async () => {
    const sketches = openSketches(folder);
    await sketches.keep('/a.gpkg', 'one');
    await refuse('ENOSPC', 1);
    expect(await sketches.keep('/a.gpkg', 'two')).toMatchObject({
      error: { code: 'draft.not-kept', params: { cause: 'ENOSPC' } },
    });
    expect(await sketches.read('/a.gpkg')).toBe('two');
    expect(await openSketches(folder).read('/a.gpkg')).toBe('one');
    // The disk has room again: of this blueprint and of any other one.
    expect(await sketches.keep('/b.gpkg', 'other')).toMatchObject({ ok: true });
    expect(await sketches.keep('/a.gpkg', 'three')).toMatchObject({ ok: true });
    expect(await sketches.read('/a.gpkg')).toBe('three');
    expect(await openSketches(folder).read('/a.gpkg')).toBe('three');
    expect(await openSketches(folder).read('/b.gpkg')).toBe('other');
    expect(fs.readdirSync(path.join(folder, 'sketches'))).toHaveLength(2);
  });

  it('is not lost behind one that failed while it waited', async () => {
    const sketches = openSketches(folder);
    await refuse('EIO', 1);
    const first = sketches.keep('/a.gpkg', 'one');
    const second = sketches.keep('/a.gpkg', 'two');
    expect(await sketches.read('/a.gpkg')).toBe('two');
    expect([await first, await second]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await openSketches(folder).read('/a.gpkg')).toBe('two');
  });

  it.each(['EPERM', 'EBUSY', 'EACCES'])('waits while another program holds the file (%s)', async (code) => {
    await refuse(code, 3);
    const sketches = openSketches(folder);
    expect(await sketches.keep('/a.gpkg', 'one')).toMatchObject({ ok: true });
    expect(await openSketches(folder).read('/a.gpkg')).toBe('one');
  });

  it('is told of where the file is held for good, and leaves no half-written file behind', async () => {
    await refuse('EBUSY', 100);
    const sketches = openSketches(folder);
    const began = performance.now();
    expect(await sketches.keep('/a.gpkg', 'one')).toMatchObject({ error: { params: { cause: 'EBUSY' } } });
    expect(performance.now() - began).toBeGreaterThan(800);
    expect(fs.readdirSync(path.join(folder, 'sketches'))).toEqual([]);
  });
});
