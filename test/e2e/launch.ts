import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { SOFTWARE_DRAWING, quietEnvironment, rootArguments } from '../../electron/build/display.mjs';
import { electronBinary } from '../../electron/build/electron-dist.mjs';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** Where pictures for people go; set to a folder to keep them. */
const PICTURES = process.env.LANTU_PICTURES ?? path.join(ROOT, 'test-results', 'pictures');

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The user's data folder, which outlives the app so that a test can start it again. */
  readonly userData: string;
  /** Console messages of warning level and above, page errors, and refused requests. */
  readonly complaints: string[];
  picture(name: string): Promise<void>;
}

export interface LaunchOptions {
  readonly userData?: string;
  /** Words of the command line: a blueprint, `--sample`. */
  readonly words?: readonly string[];
  readonly size?: readonly [number, number];
  readonly language?: 'zh-CN' | 'en';
}

/**
 * A user data folder of its own. With `sample`, the county and its overviews are in it already, as after a first
 * start: they are made once for all tests (see prepare.ts).
 */
export function newUserData(sample = false): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-user-'));
  const prepared = process.env.LANTU_PREPARED;
  if (sample && prepared) {
    for (const name of ['samples', 'overviews']) {
      const from = path.join(prepared, name);
      if (fs.existsSync(from)) fs.cpSync(from, path.join(folder, name), { recursive: true });
    }
  }
  return folder;
}

/** Known noise of Chromium on a machine without GPU or bus; everything else counts. */
const NOISE = /GPU|gpu|dbus|libva|vaapi|swiftshader|WebGL|Autofill|GL Driver|GroupMarkerNotSet/;

const ATTACH_TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;

/** On a busy machine the test driver sometimes never attaches to an app that runs: then the app is started again. */
async function start(args: string[]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await _electron.launch({
        executablePath: electronBinary(),
        args,
        timeout: ATTACH_TIMEOUT_MS,
        env: { ...(process.env as Record<string, string>), ...quietEnvironment() },
      });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.log(`the driver did not attach (attempt ${attempt}); starting again`);
    }
  }
}

/** Starts the built app in a user data folder of its own, as a person would, and waits for its window. */
export async function launch(options: LaunchOptions = {}): Promise<Running> {
  const userData = options.userData ?? newUserData(options.words?.includes('--sample'));
  const [width, height] = options.size ?? [1440, 900];
  const app = await start([
    ROOT,
    `--user-data-dir=${userData}`,
    `--window-size=${width}x${height}`,
    `--lang=${options.language ?? 'zh-CN'}`,
    ...rootArguments(),
    ...SOFTWARE_DRAWING,
    ...(options.words ?? []),
  ]);
  const complaints: string[] = [];
  app.process().stderr?.on('data', (chunk: Buffer) => {
    for (const line of String(chunk).split('\n')) {
      if (/ (refused|bug) /.test(line)) complaints.push(line);
    }
  });
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type()) && !NOISE.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    app,
    page,
    userData,
    complaints,
    picture: async (name) => {
      fs.mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    },
  };
}

/** Waits until the map says that everything it can draw is drawn. */
export async function mapIdle(page: Page): Promise<void> {
  await page.locator('[data-map-state="idle"]').waitFor({ timeout: 90_000 });
}

/** Ends the app at once, as a power cut would: no handler runs, in no process of it. */
export function kill(running: Running): void {
  const pid = running.app.process().pid;
  if (pid === undefined) return;
  const children = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(running.userData);
      } catch {
        return false;
      }
    })
    .map(Number);
  for (const target of new Set([pid, ...children])) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
