#!/usr/bin/env node
/** `npm start`: builds when needed and opens the app on the sample county. `-- --screenshot out.png` draws it and ends. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  SOFTWARE_DRAWING,
  hasDisplay,
  quietEnvironment,
  rootArguments,
  startVirtualDisplay,
} from './display.mjs';
import { electronBinary, resolveElectronDist } from './electron-dist.mjs';
import { ensureBuilt } from './freshness.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const words = process.argv.slice(2);
const virtual = !hasDisplay();

console.error(`[electron] ${resolveElectronDist()}`);
ensureSystemLibraries({ display: virtual });
ensureBuilt();

const server = virtual ? await startVirtualDisplay() : null;
if (server) console.error(`[display] there is no display here: running on a virtual one (${server.display})`);

const opensSomething = words.some((word) => word.endsWith('.gpkg') || word === '--start-screen');
const child = spawn(
  electronBinary(),
  [
    root,
    ...rootArguments(),
    ...(virtual ? SOFTWARE_DRAWING : []),
    ...(opensSomething ? [] : ['--sample']),
    ...words,
  ],
  {
    stdio: 'inherit',
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, ...quietEnvironment(), ...(server ? { DISPLAY: server.display } : {}) },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  server?.stop();
  process.exit(code ?? (signal ? 1 : 0));
});
