#!/usr/bin/env node
/** Runs a script under Electron's own Node, the runtime that ships: `node electron/build/enode.mjs script.ts args`. */
import { spawn } from 'node:child_process';
import { electronBinary } from './electron-dist.mjs';

const child = spawn(electronBinary(), process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
