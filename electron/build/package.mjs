#!/usr/bin/env node
/**
 * Packages the built app for this platform. Only the official Electron makes a release; with `-- --development`
 * the registry copy is taken too, for trying the packaged app out.
 */
import { spawnSync } from 'node:child_process';
import { electronVersion, isFallback, resolveElectronDist } from './electron-dist.mjs';
import { ensureBuilt } from './freshness.mjs';

const dist = resolveElectronDist();
if (isFallback(dist) && !process.argv.includes('--development')) {
  console.error(
    'A release is packaged with the official Electron only, and its download is not reachable here.',
  );
  process.exit(1);
}
ensureBuilt();
const run = spawnSync(
  process.execPath,
  [
    'node_modules/electron-builder/cli.js',
    '--dir',
    '-c',
    'electron-builder.yml',
    `-c.electronDist=${dist}`,
    `-c.electronVersion=${electronVersion(dist)}`,
    '--publish',
    'never',
  ],
  { stdio: 'inherit' },
);
process.exit(run.status ?? 1);
