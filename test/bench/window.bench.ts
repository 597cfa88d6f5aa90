/**
 * The window while a check runs: tasks over 50 ms on the page's thread, and the longest gap between two frames, with
 * the check of the whole county running and, in the same window before it, with nothing running and with the map
 * being moved. What a task waited for the map to be drawn is told apart (see support/page-tasks.ts): moving the map
 * shows what one frame of it costs on the machine.
 * `node electron/build/enode.mjs test/bench/window.bench.ts [--sizes 20000,200000]` on the built app.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startVirtualDisplay } from '../../electron/build/display.mjs';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { must } from '../../shared/result.ts';
import { benchOptions } from './support/options.ts';
import { recordTasks, type PageTask } from './support/page-tasks.ts';
import { atEnd, scratchFolder } from './support/scratch.ts';
import { median } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';

const SIZES = [3000, 20_000, 200_000] as const;
/** How long the window is watched at rest, ms. */
const REST_MS = 8000;
/** A task that a person feels, ms. */
const LONG_MS = 50;

// The app itself must not start as a plain Node.
delete process.env['ELECTRON_RUN_AS_NODE'];
const display = await startVirtualDisplay('1600x1000x24');
atEnd(() => display.stop());
process.env['DISPLAY'] = display.display;
const { launch, mapIdle } = await import('../e2e/launch.ts');
const call = { signal: new AbortController().signal, progress: () => {} };

/** The longest time between two frames while something is done, ms. */
async function longestFrame(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { frame: 0, last: performance.now(), on: true };
    const frame = (now: number): void => {
      seen.frame = Math.max(seen.frame, now - seen.last);
      seen.last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { watched: seen });
  });
  await work();
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: { frame: number; on: boolean } };
    watched.on = false;
    return watched.frame;
  });
}

/** Moves the map by the keyboard, as far back as forth. */
async function moveMap(page: Page): Promise<void> {
  await page.locator('.maplibregl-canvas').focus();
  for (const key of ['ArrowRight', 'ArrowLeft']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(2000);
  }
}

const own = (task: PageTask): number => task.wall - task.drawing;

const rows: Entry[][] = [];
for (const size of benchOptions().sizes) {
  const parcels = SIZES.find((one) => one === size);
  if (parcels === undefined) {
    console.log(`skipped ${size}: the demonstration county has ${SIZES.join(', ')} parcels`);
    continue;
  }
  const scratch = scratchFolder('window');
  const file = path.join(scratch, 'county.gpkg');
  must(await buildSample({ path: file, parcels, dirty: false }, call));
  const running = await launch({ words: [file] });
  const { page } = running;
  const done = page.locator('[data-check-state="idle"]');
  await mapIdle(page);
  await done.waitFor({ timeout: 300_000 });
  // Overviews are built in the background after opening; they are not what is measured.
  await page.waitForTimeout(parcels === 200_000 ? 60_000 : 8000);
  await mapIdle(page);
  const check = async (): Promise<void> => {
    await page.keyboard.press('c');
    await page.locator('[data-check-state="running"]').waitFor({ timeout: 20_000 });
    await done.waitFor({ timeout: 300_000 });
    // What the findings do to the window belongs to the check.
    await page.waitForTimeout(5000);
    await mapIdle(page);
  };
  for (const [name, work] of [
    ['at rest', () => page.waitForTimeout(REST_MS)],
    ['moving the map', () => moveMap(page)],
    ['checking', check],
  ] as const) {
    let frame = 0;
    const began = performance.now();
    const tasks = await recordTasks(running.app, path.join(scratch, 'trace.json'), async () => {
      frame = await longestFrame(page, work);
    });
    const seconds = (performance.now() - began) / 1000;
    const drawn = tasks.filter(({ drawing }) => drawing > 0);
    for (const task of tasks.filter((one) => own(one) > LONG_MS))
      console.log(
        `  ${parcels} parcels, ${name}: ${own(task).toFixed(0)} ms without drawing, ${task.processor.toFixed(0)} on a processor: ${task.spent}`,
      );
    rows.push([
      String(parcels),
      name,
      seconds,
      tasks.filter(({ wall }) => wall > LONG_MS).length,
      drawn.length,
      drawn.length === 0 ? null : median(drawn.map(({ drawing }) => drawing)),
      tasks.filter((one) => own(one) > LONG_MS).length,
      tasks.length === 0 ? null : Math.max(...tasks.map(own)),
      frame,
    ]);
  }
  await running.app.close();
}
printTable(
  'The window while a check runs (times in ms unless said)',
  [
    'parcels',
    'window',
    's',
    'tasks > 50',
    'with drawing',
    'of it drawing, median',
    'without drawing > 50',
    'longest without drawing',
    'longest frame',
  ],
  rows,
  ['drawing: waiting for a frame of the map that the processors draw where there is no graphics card'],
);
process.exit(0);
