import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPackages, requestFor, smallCounty, value } from '../../fixtures/package/small-county.ts';

const CHILD = path.join(import.meta.dirname, 'package-maker.ts');

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-kill-'));
  await smallCounty(at('a.gpkg'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Lets a child make packages and kills it when it has said a line so many times; how many it had finished. */
function makeAndKill(target: string, lines: number, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, at('a.gpkg'), target, at('scratch')], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
    });
    let said = '';
    let errors = '';
    let dying = false;
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (dying || said.split('\n').length <= lines) return;
      dying = true;
      setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.on('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').filter((line) => line === 'end').length);
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
}

it('a package maker killed anywhere leaves a whole package under the name, or none', async () => {
  const packages = await openPackages(at('a.gpkg'), at('scratch'));
  value(await packages.make(requestFor(at('whole.zip'), { formats: ['shapefile', 'geojson'] })));
  const whole = fs.readFileSync(at('whole.zip'));
  const seen = new Set<string>();
  for (const [i, lines] of [1, 1, 2, 3, 4, 5, 7, 9].entries()) {
    const target = at(`killed-${i}.zip`);
    const ended = await makeAndKill(target, lines, 13 * i);
    seen.add(fs.existsSync(target) ? 'there' : 'none');
    if (!fs.existsSync(target)) expect(ended).toBe(0);
    else expect(fs.readFileSync(target).equals(whole)).toBe(true);
  }
  // What is left of it is hidden, and named as what it is.
  const left = fs
    .readdirSync(folder)
    .filter((name) => !/^(a\.gpkg|scratch|whole\.zip|killed-\d\.zip)$/.test(name));
  expect(left.filter((name) => !/^\.killed-\d\.zip\..*\.tmp$/.test(name))).toEqual([]);
  expect(seen.has('none')).toBe(true);
  await packages.close();
});
