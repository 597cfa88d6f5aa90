import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

const ASK_EVERY_MS = 200;
const SETTLE_MS = 800;
const GIVE_UP_MS = 120_000;

/** True when the map is drawn and the check has ended, as the document itself says. */
const READY = `(() => {
  const map = document.querySelector('[data-map-state]');
  const check = document.querySelector('[data-check-state]');
  return map?.dataset.mapState === 'idle' && check?.dataset.checkState === 'idle';
})()`;

/** Waits until the window is drawn, then writes what it shows as a PNG. */
export async function writeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS;
  let steady = 0;
  while (steady < SETTLE_MS) {
    if (Date.now() > deadline) throw new Error('the window was not drawn within two minutes');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    const ready = (await window.webContents.executeJavaScript(READY)) as boolean;
    steady = ready ? steady + ASK_EVERY_MS : 0;
  }
  const image = await window.webContents.capturePage();
  await writeFile(file, image.toPNG());
}
