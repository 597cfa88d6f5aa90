/**
 * What Electron needs of the system besides itself (GTK, NSS, a virtual display, a Chinese font).
 * Missing parts are installed with apt-get when running as root; otherwise the one line to run is printed.
 */
import { spawnSync } from 'node:child_process';
import { electronBinary } from './electron-dist.mjs';

const onPath = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const output = (command, words) => spawnSync(command, words, { encoding: 'utf8' }).stdout ?? '';

/** Debian's names; where a release has renamed a package, the first that it knows is taken. */
const LIBRARIES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libxss1'],
  ['libxtst6'],
  ['libdrm2'],
  ['libxkbcommon0'],
];
const DISPLAY = [['xvfb'], ['xauth']];
const FONT = [['fonts-noto-cjk']];

function missingParts({ display }) {
  const missing = [];
  if (output('ldd', [electronBinary()]).includes('not found')) missing.push(...LIBRARIES);
  if (display && !onPath('Xvfb')) missing.push(...DISPLAY);
  if (!onPath('fc-list') || !output('fc-list', [':lang=zh', 'family']).trim()) {
    if (!onPath('fc-list')) missing.push(['fontconfig']);
    missing.push(...FONT);
  }
  return missing;
}

const known = (name) => /Candidate: (?!\(none\))/.test(output('apt-cache', ['policy', name]));
const pick = (names) => names.find(known) ?? names[names.length - 1];

export function ensureSystemLibraries({ display }) {
  if (process.platform !== 'linux') return;
  const missing = missingParts({ display });
  if (missing.length === 0) return;
  if (!onPath('apt-get')) {
    console.error(`[system] missing and no apt-get here: ${missing.map((names) => names.at(-1)).join(' ')}`);
    process.exit(1);
  }
  if (process.getuid?.() !== 0) {
    console.error('[system] some system libraries are missing. Run this line, then try again:');
    console.error(`  sudo apt-get update && sudo apt-get install -y ${missing.map(pick).join(' ')}`);
    process.exit(1);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const packages = missing.map(pick);
  console.error(`[system] installing ${packages.join(' ')}`);
  const run = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  if (run.status !== 0 || missingParts({ display }).length > 0) {
    console.error(`[system] could not install: ${packages.join(' ')}`);
    process.exit(1);
  }
}
