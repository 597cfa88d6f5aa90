#!/usr/bin/env node
/** Type-checks each side with its own libraries: a DOM type in `shared/` is an error here. */
import { spawnSync } from 'node:child_process';

let failed = false;
for (const side of ['shared', 'electron', 'renderer', 'test']) {
  const run = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--noEmit', '-p', `${side}/tsconfig.json`],
    {
      stdio: 'inherit',
    },
  );
  console.log(`[types] ${side} ${run.status === 0 ? 'ok' : 'failed'}`);
  failed ||= run.status !== 0;
}
process.exit(failed ? 1 : 0);
