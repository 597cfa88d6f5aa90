import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { workFolder } from '../../../electron/jobs/export/put-in-place.ts';
import { temporaryPath } from '../../../electron/jobs/io/temporary.ts';
import { writeTextFile } from '../../../electron/jobs/io/write-text.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const left = (): string[] => fs.readdirSync(folder).sort();

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-left-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A process that begins to make files and a folder, and is killed in the middle. */
async function killedInTheMiddle(target: string): Promise<void> {
  const script = `
    const { workFolder } = await import(${JSON.stringify(path.resolve('electron/jobs/export/put-in-place.ts'))});
    const { temporaryPath } = await import(${JSON.stringify(path.resolve('electron/jobs/io/temporary.ts'))});
    const fs = await import('node:fs');
    const folder = await workFolder(${JSON.stringify(target)});
    fs.writeFileSync(folder + '/half.shp', 'half');
    fs.writeFileSync(temporaryPath(${JSON.stringify(target)}, 'x.1'), 'half');
    console.log('made');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('what a killed process left half-made is cleared by the next one that writes there', async () => {
  await killedInTheMiddle(at('out.shp'));
  expect(left()).toHaveLength(2);
  const made = await workFolder(at('out.shp'));
  expect(left()).toEqual([path.basename(made)]);
});

it('what a living process, another computer or another file has is left alone', async () => {
  await killedInTheMiddle(at('other.txt'));
  const others = left();
  const mine = temporaryPath(at('a.txt'), 'mine');
  fs.writeFileSync(mine, 'being made');
  fs.writeFileSync(at('.a.txt.00000000-1.x.tmp'), 'of another computer');
  fs.writeFileSync(at('.a.txt.notes.tmp'), 'of the user');
  expect((await writeTextFile(at('a.txt'), 'whole')).ok).toBe(true);
  expect(left()).toEqual(
    [...others, path.basename(mine), '.a.txt.00000000-1.x.tmp', '.a.txt.notes.tmp', 'a.txt'].sort(),
  );
});
