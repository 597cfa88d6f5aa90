#!/usr/bin/env node
/** The command line in development: runs `main.ts` under Electron's own Node, in the folder it was called from. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronBinary } from '../build/electron-dist.mjs';
import { ensureSystemLibraries } from '../build/system-libraries.mjs';

ensureSystemLibraries({ display: false });
const main = path.join(path.dirname(fileURLToPath(import.meta.url)), 'main.ts');
const child = spawn(electronBinary(), [main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // npm runs scripts in the project's folder; a path on the command line means the caller's.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 3 : 0)));
