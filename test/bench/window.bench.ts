/**
 * The window while a check runs: tasks over 50 ms on the page's thread, and the longest gap between two frames, with
 * the check of the whole county running and, in the same window before it, with nothing running.
 * `node electron/build/enode.mjs test/bench/window.bench.ts [--sizes 20000,200000]` on the built app.
 */
import path from 'node:path';
import { startVirtualDisplay } from '../../electron/build/display.mjs';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { must } from '../../shared/result.ts';
import { benchOptions } from './support/options.ts';
import { atEnd, scratchFolder } from './support/scratch.ts';
import { printTable } from './support/table.ts';

const SIZES = [3000, 20_000, 200_000] as const;
/** How long the window is watched at rest, ms. */
const REST_MS = 8000;

interface Watched {
  /** Lengths of tasks over 50 ms. */
  readonly tasks: readonly number[];
  /** Longest time between two frames, ms. */
  readonly frame: number;
  /** What the long frames were spent on: scripts over 5 ms, and drawing. */
  readonly spent: readonly string[];
  readonly seconds: number;
}

/** An entry of the Long Animation Frames API, as far as it is read here; times in ms. */
interface LongFrame {
  readonly startTime: number;
  readonly duration: number;
  /** When drawing began; 0 where the frame drew nothing. */
  readonly renderStart: number;
  readonly styleAndLayoutStart: number;
  readonly scripts: readonly {
    readonly duration: number;
    readonly invoker: string;
    readonly sourceFunctionName: string;
  }[];
}

// The app itself must not start as a plain Node.
delete process.env['ELECTRON_RUN_AS_NODE'];
const display = await startVirtualDisplay('1600x1000x24');
atEnd(() => display.stop());
process.env['DISPLAY'] = display.display;
const { launch, mapIdle } = await import('../e2e/launch.ts');
const call = { signal: new AbortController().signal, progress: () => {} };

async function watch(
  page: Awaited<ReturnType<typeof launch>>['page'],
  until: () => Promise<void>,
): Promise<Watched> {
  await page.evaluate(() => {
    const seen = {
      tasks: [] as number[],
      frame: 0,
      last: performance.now(),
      on: true,
      spent: [] as string[],
    };
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as unknown as LongFrame[]) {
        const end = frame.startTime + frame.duration;
        const scripts = frame.scripts
          .filter(({ duration }) => duration > 5)
          .map((one) => `${one.invoker} ${one.sourceFunctionName} ${one.duration.toFixed(0)}`);
        const drawn = frame.renderStart === 0 ? 0 : end - frame.renderStart;
        const laid = frame.styleAndLayoutStart === 0 ? 0 : end - frame.styleAndLayoutStart;
        seen.spent.push(
          `${frame.duration.toFixed(0)} ms, drawing ${drawn.toFixed(0)}, of it layout and after ${laid.toFixed(0)}: ${scripts.join('; ')}`,
        );
      }
    }).observe({ type: 'long-animation-frame' });
    const frame = (now: number): void => {
      seen.frame = Math.max(seen.frame, now - seen.last);
      seen.last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { watched: seen });
  });
  const began = performance.now();
  await until();
  const seconds = (performance.now() - began) / 1000;
  const seen = await page.evaluate(() => {
    const { watched } = window as unknown as {
      watched: { tasks: number[]; frame: number; on: boolean; spent: string[] };
    };
    watched.on = false;
    return { tasks: watched.tasks, frame: watched.frame, spent: watched.spent };
  });
  return { ...seen, seconds };
}

const rows: string[][] = [];
for (const size of benchOptions().sizes) {
  const parcels = SIZES.find((one) => one === size);
  if (parcels === undefined) {
    console.log(`skipped ${size}: the demonstration county has ${SIZES.join(', ')} parcels`);
    continue;
  }
  const file = path.join(scratchFolder('window'), 'county.gpkg');
  must(await buildSample({ path: file, parcels, dirty: false }, call));
  const running = await launch({ words: [file] });
  const { page } = running;
  const done = page.locator('[data-check-state="idle"]');
  await mapIdle(page);
  await done.waitFor({ timeout: 300_000 });
  // Overviews are built in the background after opening; they are not what is measured.
  await page.waitForTimeout(parcels === 200_000 ? 60_000 : 8000);
  await mapIdle(page);
  const rest = await watch(page, () => page.waitForTimeout(REST_MS));
  const check = await watch(page, async () => {
    await page.keyboard.press('c');
    await page.locator('[data-check-state="running"]').waitFor({ timeout: 20_000 });
    await done.waitFor({ timeout: 300_000 });
    await page.waitForTimeout(500);
  });
  for (const [name, { tasks, frame, seconds, spent }] of [
    ['at rest', rest],
    ['checking', check],
  ] as const) {
    for (const line of spent) console.log(`  ${parcels} parcels, ${name}: ${line}`);
    rows.push([
      String(parcels),
      name,
      seconds.toFixed(1),
      String(tasks.length),
      Math.max(0, ...tasks).toFixed(0),
      frame.toFixed(0),
    ]);
  }
  await running.app.close();
}
printTable(
  'The window while a check runs',
  ['parcels', 'window', 's', 'tasks > 50 ms', 'longest, ms', 'longest frame, ms'],
  rows,
);
process.exit(0);
