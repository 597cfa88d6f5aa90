import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSketches } from '../../../electron/main/sketches.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sketches-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

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
});
