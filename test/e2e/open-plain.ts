import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { SOFTWARE_DRAWING, quietEnvironment, rootArguments } from '../../electron/build/display.mjs';
import { electronBinary } from '../../electron/build/electron-dist.mjs';

const PICTURES = process.env.LANTU_PICTURES;

export interface PlainPage {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Console messages of warning level and above, page errors, and violations of the page's own policy. */
  readonly complaints: string[];
  /** Keeps a picture where pictures are asked for. */
  picture(name: string, whole?: boolean): Promise<void>;
  resize(width: number, height: number): Promise<void>;
}

/** Opens a file in a browser that has nothing of the app and no network. Downloads go into a folder. */
export async function openPlain(
  file: string,
  downloads: string,
  size: readonly [number, number] = [1280, 900],
): Promise<PlainPage> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      path.join(import.meta.dirname, 'plain-browser.mjs'),
      `--user-data-dir=${path.join(downloads, 'browser')}`,
      `--page=${pathToFileURL(file).href}`,
      `--downloads=${downloads}`,
      `--width=${size[0]}`,
      `--height=${size[1]}`,
      ...rootArguments(),
      ...SOFTWARE_DRAWING,
    ],
    timeout: 60_000,
    env: { ...(process.env as Record<string, string>), ...quietEnvironment() },
  });
  const complaints: string[] = [];
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // What was said before the driver listened is said again.
  await page.waitForLoadState('load');
  await page.reload();
  await page.waitForLoadState('load');
  return {
    app,
    page,
    complaints,
    picture: async (name, whole = false) => {
      if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: whole });
    },
    resize: async (width, height) => {
      await app.evaluate(
        ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setContentSize(to[0]!, to[1]!),
        [width, height],
      );
    },
  };
}
