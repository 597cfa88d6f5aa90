#!/usr/bin/env node
/** Runs the end-to-end tests on the built app, on a virtual display of their own. */
import { spawnSync } from 'node:child_process';
import { startVirtualDisplay } from './display.mjs';
import { ensureBuilt } from './freshness.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

ensureSystemLibraries({ display: true });
ensureBuilt();
const server = await startVirtualDisplay('2000x1300x24');
const run = spawnSync(
  process.execPath,
  [
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'test/playwright.config.ts',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, DISPLAY: server.display } },
);
server.stop();
process.exit(run.status ?? 1);
