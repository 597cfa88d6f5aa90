/** Child of crash.test.ts: edits without end and says each acknowledged change; is killed from outside. */
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
for (let i = 0; ; i++) {
  const x = 110 + i / 100;
  const ring = [
    [x, 30],
    [x + 0.005, 30],
    [x + 0.005, 30.005],
    [x, 30.005],
  ];
  const made = await store.page.execute(
    {
      command: 'create-feature',
      params: {
        layer: 'industrial_park',
        geometry: packPolygon([ring]),
        fields: { name: `p${i}`, park_kind: 'industrial_park', park_level: 'county' },
      },
    },
    call,
  );
  if (!made.ok) throw new Error(made.error.code);
  process.stdout.write(`${made.value.seq}\n`);
}
