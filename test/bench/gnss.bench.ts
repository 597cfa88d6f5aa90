/**
 * Work of a field day: eight hours of sentences at one position a second, read, judged, recorded. Times are of the
 * processor. `node electron/build/enode.mjs test/bench/gnss.bench.ts`: the reader alone, and the service with its log on
 * the disk, which replays the day from a file as fast as it can.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { must } from '../../shared/result.ts';
import { fieldDay } from '../fixtures/nmea/field-day.ts';
import { startPosition } from '../fixtures/nmea/local-position.ts';
import { startRecording } from '../fixtures/nmea/record-day.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
const cpuSeconds = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-gnss-'));
const file = path.join(folder, 'day.nmea');
const hours: Uint8Array[][] = Array.from({ length: 8 }, () => []);
for (const { second, bytes } of fieldDay(1).seconds()) hours[Math.floor(second / 3600)]!.push(bytes);
fs.writeFileSync(file, Buffer.concat(hours.flat()));
console.log(`${(fs.statSync(file).size / 1e6).toFixed(1)} MB of sentences for eight hours`);

const { receiver, track } = startRecording();
const heaps: number[] = [];
let second = 0;
let used = 0;
for (const hour of hours) {
  const began = process.cpuUsage();
  for (const bytes of hour) receiver.push(bytes, 1000 * second++);
  used += cpuSeconds(began);
  heaps.push(heapMb());
}
receiver.end();
console.log(
  `reader and track: ${used.toFixed(2)} s of processor for ${track().columns.count} positions ` +
    `(${((100 * used) / 28_800).toFixed(4)} per cent of eight hours), ${receiver.faults.sentences} sentences`,
);
console.log(
  `heap after the first hour ${heaps[0]!.toFixed(1)} MB, after the eighth ${heaps[7]!.toFixed(1)} MB; ` +
    `columns ${(track().columns.bytes() / 1e6).toFixed(2)} MB`,
);

const local = await startPosition(path.join(folder, 'user'));
must(await local.control.grant({ token: 'day', path: file, access: 'read' }));
must(await local.page.startTrack({ name: 'day' }));
const began = process.cpuUsage();
const clock = performance.now();
must(await local.page.connect({ source: { kind: 'file', file: 'day', rate: 0 } }));
await local.until(() => local.statuses.some(({ state }) => state === 'ended'), 120_000);
const ended = must(await local.page.stopTrack({}));
console.log(
  `service with log: ${cpuSeconds(began).toFixed(2)} s of processor, ${((performance.now() - clock) / 1000).toFixed(2)} s, ` +
    `${ended.summary.points} positions, log ${(fs.statSync(path.join(folder, 'user/tracks', `${ended.id}.track`)).size / 1e6).toFixed(1)} MB`,
);
const idle = process.cpuUsage();
await new Promise((resolve) => setTimeout(resolve, 5000));
console.log(`idle with no source: ${((100 * cpuSeconds(idle)) / 5).toFixed(2)} per cent of a processor`);
must(await local.control.close({}));
fs.rmSync(folder, { recursive: true, force: true });
