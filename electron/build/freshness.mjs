/** Builds only when a source is newer than what was built. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const SOURCES = ['shared', 'electron', 'renderer', 'resources', 'package.json', 'package-lock.json'];

function newest(target) {
  const info = fs.statSync(target, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return fs
    .readdirSync(target)
    .reduce((latest, name) => Math.max(latest, newest(path.join(target, name))), 0);
}

export function ensureBuilt() {
  const stamp = path.join(root, 'out', '.built');
  const built = fs.statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changed = Math.max(...SOURCES.map((name) => newest(path.join(root, name))));
  if (built > changed) return;
  const started = new Date();
  const run = spawnSync(process.execPath, [path.join(root, 'electron/build/build.mjs')], {
    stdio: 'inherit',
    cwd: root,
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
  fs.writeFileSync(stamp, '');
  fs.utimesSync(stamp, started, started);
}
