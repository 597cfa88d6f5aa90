import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'vite';
import { SOFTWARE_DRAWING, quietEnvironment, rootArguments } from '../../../electron/build/display.mjs';
import { electronBinary } from '../../../electron/build/electron-dist.mjs';
import { labels } from '../../../electron/store/read/labels.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { tileJob } from '../../../electron/store/read/tile-job.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { atEnd } from './scratch.ts';

const BENCH = path.resolve(import.meta.dirname, '..');
const ORIGIN = 'http://bare.invalid';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};

export interface BareMap {
  readonly size: readonly [number, number];
  readonly centre: readonly [number, number];
  readonly zoom: number;
  readonly layers: readonly LayerState[];
}

/**
 * A window of the same browser, drawn in the same way, with a bare MapLibre map of the size, place, layers and tiles
 * of an editor's: what the editor adds to the cost of a frame is told against it. Nothing goes over the network: the
 * page, its parts and the tiles (made from the file, not from overviews) are handed to it by the bench.
 */
export async function openBareMap(
  file: string,
  wanted: BareMap,
): Promise<{ app: ElectronApplication; page: Page }> {
  const out = mkdtempSync(path.join(tmpdir(), 'lantu-bare-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(BENCH, 'bare'),
    base: '/',
    worker: { format: 'es' },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'chrome142',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  });
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      path.join(BENCH, 'bare', 'main.cjs'),
      `--user-data-dir=${path.join(out, 'user')}`,
      ...rootArguments(),
      ...SOFTWARE_DRAWING,
    ],
    env: { ...(process.env as Record<string, string>), ...quietEnvironment() },
  });
  // Asked now: when the bench ends by a failure the driver may be gone before its windows.
  const running = app.process();
  atEnd(() => void running.kill('SIGKILL'));
  const reader = openReader(file);
  const points = labels();
  const page = await app.firstWindow();
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/wanted.json') return route.fulfill({ json: wanted });
    const tile = /^\/tiles\/(\w+)\/(\d+)\/(\d+)\/(\d+)$/.exec(pathname);
    if (tile) {
      const [z = 0, x = 0, y = 0] = tile.slice(2).map(Number);
      const job = tileJob(reader, points, tile[1]!, { z, x, y });
      job?.run(() => false);
      return route.fulfill({ body: Buffer.from(job?.bytes() ?? new Uint8Array()) });
    }
    const name = pathname === '/' ? '/index.html' : pathname;
    return route.fulfill({
      contentType: TYPES[path.extname(name)] ?? 'application/octet-stream',
      body: readFileSync(path.join(out, name)),
    });
  });
  await page.goto(`${ORIGIN}/`);
  await page.locator('[data-bare="idle"]').waitFor({ timeout: 120_000 });
  return { app, page };
}
