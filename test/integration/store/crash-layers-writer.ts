/** Child of own-layers-crash.test.ts: changes layers, fields and values without end; is killed from outside. */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { createStoreService } from '../../../electron/store/write/service.ts';

const file = process.argv[2] ?? '';
const call = { signal: new AbortController().signal, progress: () => {} };
const store = createStoreService({
  now: () => new Date(),
  random: (count) => new Uint8Array(randomBytes(count)),
  author: () => 'child',
  hostName: os.hostname(),
  pid: process.pid,
  backupDir: os.tmpdir(),
  log: () => {},
});
const opened = await store.control.open({ path: file, readOnly: false }, call);
if (!opened.ok) throw new Error(opened.error.code);

async function run(command: string, params: unknown): Promise<void> {
  const made = await store.page.execute({ command, params }, call);
  if (!made.ok) throw new Error(`${command} ${made.error.code}`);
  process.stdout.write(`${made.value.seq}\n`);
}
const spec = (type: string) => ({
  name: 'v',
  label: { 'zh-CN': '值', en: '' },
  type,
  length: null,
  unit: null,
  required: false,
  domain: null,
  split: 'copy',
  merge: 'keep',
});

for (let round = 0; ; round++) {
  await run('create-layer', {
    name: { 'zh-CN': `层${round}`, en: '' },
    plan: 'base',
    geometry: 'POLYGON',
    coverage: false,
    role: null,
    like: null,
  });
  const layers = await store.page.layers({}, call);
  const layer = layers.ok ? layers.value.at(-1)!.schema.id : '';
  await run('add-field', { layer, field: spec('text') });
  for (let i = 0; i < 12; i++) {
    const x = 110 + i / 50;
    const ring = [
      [x, 30],
      [x + 0.01, 30],
      [x + 0.01, 30.01],
      [x, 30.01],
    ];
    await run('create-feature', {
      layer,
      geometry: packPolygon([ring]),
      fields: { v: i % 3 === 0 ? `x${i}` : String(i) },
    });
  }
  await run('change-field', { layer, field: 'v', to: spec('int'), acceptLoss: true });
  await run('change-field', { layer, field: 'v', to: spec('text'), acceptLoss: false });
  await run('delete-field', { layer, field: 'v' });
  if (round % 2 === 1) await run('delete-layer', { layer });
}
