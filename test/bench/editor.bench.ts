/**
 * The editor on the screen, with the demonstration county of 200,000 parcels: dragging a vertex that four features
 * share, panning, opening the table, selecting some 10,000 features with a box, and dragging a vertex of a polygon
 * with 6,000 vertices and 50 holes against one of a square. Frames are told as ratios to a bare map: a MapLibre map in
 * a window of its own with the same layers, symbols, size, place and tiles, in the same run, rounds interleaved. Mouse and
 * keys only.
 * `node electron/build/enode.mjs test/bench/editor.bench.ts [--sizes 3000|20000|200000] [--rounds n]` on the built app.
 */
import path from 'node:path';
import { startVirtualDisplay } from '../../electron/build/display.mjs';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import { must } from '../../shared/result.ts';
import { addShapes, LARGE, largeShape, SQUARE, squareShape } from './support/big-shapes.ts';
import { openBareMap } from './support/bare-window.ts';
import {
  dragVertex,
  goTo,
  selectUnder,
  zoomAt,
  circle,
  wordsAfterRelease,
  type Dragged,
  type Point,
} from './support/editor-acts.ts';
import { figuresOf, joined, recordFrames, type Frames } from './support/frames.ts';
import { benchOptions } from './support/options.ts';
import { atEnd, scratchFolder } from './support/scratch.ts';
import { sharedVertex } from './support/shared-vertex.ts';
import { median, p95, worst } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';

const SIZES = [3000, 20_000, 200_000] as const;
const ZOOM = 15;
/** The vertex that is dragged: the legend lies over the square's first. */
const HELD = 2;
const FRAMES = ['', 'median', 'p95', 'longest', 'input p95', 'median ratio', 'p95 ratio'];

// The app itself must not start as a plain Node.
delete process.env['ELECTRON_RUN_AS_NODE'];
const display = await startVirtualDisplay('1600x1000x24');
atEnd(() => display.stop());
process.env['DISPLAY'] = display.display;
const { launch } = await import('../e2e/launch.ts');
const { mapOf } = await import('../e2e/map-page.ts');
const call = { signal: new AbortController().signal, progress: () => {} };

const { sizes, rounds: given } = benchOptions(
  process.argv.includes('--sizes') ? undefined : [...process.argv.slice(2), '--sizes', '200000'],
);
const rounds = given ?? 5;
for (const size of sizes) {
  const parcels = SIZES.find((one) => one === size);
  if (parcels === undefined) {
    console.log(`skipped ${size}: the demonstration county has ${SIZES.join(', ')} parcels`);
    continue;
  }
  await measure(parcels);
}
process.exit(0);

async function measure(parcels: (typeof SIZES)[number]): Promise<void> {
  const scratch = scratchFolder('editor');
  const file = path.join(scratch, 'county.gpkg');
  must(await buildSample({ path: file, parcels, dirty: false }, call));
  await addShapes(file, path.join(scratch, 'backup'));
  const reader = openReader(file);
  const layers = reader.layers();
  const vertex = await sharedVertex(
    reader,
    'land_use',
    ['functional_zone', 'town_center', 'ecological_zone', 'industrial_park', 'major_project'],
    4,
    [109.99, 29.99, 110.01, 30.01],
  );

  const { app, page, complaints } = await launch({ words: [file] });
  const map = mapOf(page);
  await map.idle();
  await page.locator('[data-check-state="idle"]').waitFor({ timeout: 300_000 });
  await goTo(page, vertex.at, ZOOM);
  const { width, height } = await map.box();
  const now = await map.view();
  const bare = await openBareMap(file, {
    size: [width, height],
    centre: [now.lon, now.lat],
    zoom: now.zoom,
    layers,
  });
  const bareMiddle: Point = [width / 2, height / 2];

  // The parcel under the vertex: below the lines that lie over it, so it is looked for through the stack.
  const [vx, vy] = await map.pixel(...vertex.at);
  await selectUnder(page, [vx, vy], vertex.uid);
  await page.keyboard.press('m');
  await page.waitForTimeout(1000);
  await map.idle();

  const drag: Dragged[] = [];
  const resting: Frames[] = [];
  const redrawing: Frames[] = [];
  for (let round = 0; round < rounds; round++) {
    const redraw = (on: boolean) =>
      bare.page.evaluate((wanted) => (window as unknown as { redraw(on: boolean): void }).redraw(wanted), on);
    resting.push(await recordFrames(bare.page, () => circle(bare.page, bareMiddle)));
    await redraw(true);
    redrawing.push(await recordFrames(bare.page, () => circle(bare.page, bareMiddle)));
    await redraw(false);
    drag.push(await dragVertex(page, [vx, vy]));
  }

  const bound = await map.box();
  const middle: Point = [Math.round(bound.x + bound.width / 2), Math.round(bound.y + bound.height / 2)];
  const pan: Frames[] = [];
  const barePan: Frames[] = [];
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  for (let round = 0; round < rounds; round++) {
    for (const [one, at, into] of [
      [bare.page, bareMiddle, barePan],
      [page, middle, pan],
    ] as const) {
      await one.mouse.move(...at);
      await one.mouse.down();
      into.push(await recordFrames(one, () => circle(one, at)));
      await one.mouse.up();
      await one.waitForTimeout(1500);
    }
    await map.idle();
  }
  await bare.app.close();

  const tables: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.getByRole('tab', { name: /^检查结果/ }).click();
    await page.waitForTimeout(500);
    const began = performance.now();
    await page.getByRole('tab', { name: '属性表' }).click();
    await page
      .getByRole('grid', { name: /^属性表/ })
      .getByRole('row')
      .nth(5)
      .waitFor();
    tables.push(performance.now() - began);
  }

  const chosen: number[] = [];
  const outlined: number[] = [];
  let count = 0;
  await goTo(page, [110, 30], parcels === 200_000 ? 12.3 : 11);
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.press('b');
    const box = await map.box();
    await page.mouse.move(box.x + 20, box.y + 110);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 60, box.y + box.height - 20, { steps: 5 });
    const began = performance.now();
    chosen.push(await wordsAfterRelease(page, /^已选\d+个/));
    const said = page.getByText(/^已选\d+个$/).first();
    await said.waitFor();
    await map.idle();
    outlined.push(performance.now() - began);
    count = Number(/\d+/.exec((await said.textContent()) ?? '')?.[0]);
    await page.keyboard.press('Control+Shift+a');
    await said.waitFor({ state: 'detached' });
    await map.idle();
  }

  const rest = joined(resting);
  const dragged = framesOf(drag);
  printTable(
    `Frames in the window, ${parcels} parcels, zoom ${ZOOM}, ${rounds} rounds (ms; ratios to the bare map)`,
    FRAMES,
    [
      ['bare map, mouse over it', ...figuresOf(rest), 1, 1],
      [`dragging a vertex of ${vertex.sharers} features`, ...figuresOf(dragged), ...against(dragged, rest)],
      ['bare map, drawn in each frame', ...figuresOf(joined(redrawing)), null, null],
      ['bare map, panned', ...figuresOf(joined(barePan)), 1, 1],
      ['editor, panned', ...figuresOf(joined(pan)), ...against(joined(pan), joined(barePan))],
    ],
  );
  printWaits(`Waiting, ${parcels} parcels (ms)`, [
    ['drag let go until the map shows the commit', drag.map(({ shownMs }) => shownMs)],
    ['table opened until its rows are there', tables],
    [`box let go until ${count} are told as selected`, chosen],
    ['box let go until the map, drawn with them, is at rest', outlined],
  ]);

  const shapes: { readonly name: string; readonly drags: Dragged[] }[] = [];
  for (const [{ name }, shape] of [
    [SQUARE, squareShape()],
    [LARGE, largeShape()],
  ] as const) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索要素、图层、命令' }).fill(name);
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click();
    await page.waitForTimeout(1500);
    await map.idle();
    const held: Point = [shape.xy[2 * HELD]!, shape.xy[2 * HELD + 1]!];
    // So near that vertices 11 m apart have handles of their own.
    await zoomAt(page, held, 17);
    await page.keyboard.press('m');
    await page.waitForTimeout(1000);
    const at = await map.pixel(...held);
    const drags: Dragged[] = [];
    for (let round = 0; round < rounds; round++) drags.push(await dragVertex(page, at, 30));
    shapes.push({ name, drags });
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
  }
  await app.close();
  reader.close();
  const [square, large] = shapes.map(({ drags }) => framesOf(drags));
  printTable(
    `Frames while a vertex of a large polygon is dragged, ${parcels} parcels (ms; ratios to the square)`,
    FRAMES,
    [
      ['square', ...figuresOf(square!), 1, 1],
      ['6,000 vertices, 50 holes', ...figuresOf(large!), ...against(large!, square!)],
    ],
  );
  printWaits(
    'Waiting (ms)',
    shapes.map(({ name, drags }) => [`${name}: let go until shown`, drags.map(({ shownMs }) => shownMs)]),
  );
  for (const complaint of complaints) console.log(`  the page complained: ${complaint}`);
}

/** Ratios of medians and of p95. */
function against(frames: Frames, floor: Frames): Entry[] {
  return [median(frames.between) / median(floor.between), p95(frames.between) / p95(floor.between)];
}

function printWaits(title: string, waits: readonly (readonly [string, readonly number[]])[]): void {
  printTable(
    title,
    ['', 'median', 'p95', 'longest'],
    waits.map(([name, times]): Entry[] => [name, median(times), p95(times), worst(times)]),
  );
}

function framesOf(drags: readonly Dragged[]): Frames {
  return joined(drags.map(({ frames }) => frames));
}
