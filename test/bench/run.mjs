#!/usr/bin/env node
/** All benchmarks in order: `node test/bench/run.mjs [names] [--sizes 2000,20000] [--rounds n]`, e.g. `overlay kernel`. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ALL = [
  'kernel',
  'overlay',
  'topology',
  'check',
  'tiles',
  'shapes',
  'snap',
  'gnss',
  'idle',
  'table',
  'formats',
  'exchange',
  'print',
  'window',
  'editor',
];
/** These take no sizes: their data are made for them. */
const WITHOUT_OPTIONS = new Set(['tiles', 'snap', 'gnss', 'idle']);

const words = process.argv.slice(2);
const optionsAt = words.findIndex((word) => word.startsWith('--'));
const names = optionsAt < 0 ? words : words.slice(0, optionsAt);
const options = optionsAt < 0 ? [] : words.slice(optionsAt);
const unknown = names.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
  process.exit(2);
}
let failed = 0;
for (const name of names.length > 0 ? names : ALL) {
  console.log(`\n== ${name} ==`);
  const script = path.join(ROOT, 'test/bench', `${name}.bench.ts`);
  const run = spawnSync(
    process.execPath,
    [path.join(ROOT, 'electron/build/enode.mjs'), script, ...(WITHOUT_OPTIONS.has(name) ? [] : options)],
    { stdio: 'inherit', cwd: ROOT },
  );
  if (run.status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
