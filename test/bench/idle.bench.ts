/**
 * What the app takes of a battery: processor time of all its processes as a share of one processor, on the sample county,
 * at rest, with a receiver that speaks once a second, and with a track recorded in field mode. The map is drawn by
 * software here, so a moved position costs more than on a machine with graphics.
 * `node electron/build/enode.mjs test/bench/idle.bench.ts` on the built app.
 */
import { startVirtualDisplay } from '../../electron/build/display.mjs';
import { treeSeconds } from './support/process-tree.ts';
import { atEnd } from './support/scratch.ts';
import { printTable, type Entry } from './support/table.ts';

/** How long each state is watched, ms. */
const WATCH_MS = 30_000;
/** Overviews and the check are made in the background after opening; they are not what is measured. */
const SETTLE_MS = 15_000;

delete process.env['ELECTRON_RUN_AS_NODE'];
const display = await startVirtualDisplay('1600x1000x24');
atEnd(() => display.stop());
process.env['DISPLAY'] = display.display;
const { launch, mapIdle } = await import('../e2e/launch.ts');
const { openReceiver, openPanel, connectTo, stepsAt } = await import('../e2e/receiver.ts');

const running = await launch({ words: ['--sample'] });
const { page, app } = running;
await mapIdle(page);
const pid = app.process().pid!;
const rows: Entry[][] = [];
async function watch(name: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  const [before, begun] = [treeSeconds(pid), performance.now()];
  await page.waitForTimeout(WATCH_MS);
  rows.push([name, (100 * (treeSeconds(pid) - before)) / ((performance.now() - begun) / 1000)]);
}

await watch('at rest');
const receiver = await openReceiver();
const panel = await openPanel(page);
await connectTo(panel, receiver);
receiver.stand(stepsAt([110.6, 30.2]));
await watch('receiver, standing');
await page.keyboard.press('Control+Shift+G');
await page.keyboard.press('Control+k');
await page.keyboard.type('外业模式');
await page.keyboard.press('Enter');
await page.locator('.field-top').waitFor();
await page.getByRole('navigation', { name: '外业工具' }).getByRole('button', { name: '轨迹' }).click();
await page.getByRole('button', { name: '开始记录' }).click();
await watch('field mode, track');
receiver.close();
await app.close();
printTable('processor time of all processes, per cent of one processor', ['state', 'per cent'], rows);
