/**
 * Gives damaged files of one format to its reader, one after the other, and prints what became of them. Started by
 * `run.mjs`, which watches over it: it says the number of each input before it is read.
 */
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { isZip } from '../../electron/formats/zip.ts';
import { seeded } from '../fixtures/import/random.ts';
import { readAll } from '../fixtures/import/read-all.ts';
import { mutate } from '../fixtures/mutate.ts';
import { makeSeeds, type Seed } from './seeds.ts';

const [format = '', home = '', count = '0', from = '0'] = process.argv.slice(2);

/** An archive with one of its parts damaged. */
function withinArchive(bytes: Uint8Array, random: () => number): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = names[Math.floor(random() * names.length)]!;
  return zipSync({ ...parts, [name]: mutate(parts[name]!, random) }, { level: 1 });
}

/** A damaged copy of a seed: for a folder, one of its files is damaged. */
function damaged(seed: Seed, random: () => number, target: string): string {
  const copy = path.join(target, path.basename(seed.path));
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target);
  const folder = fs.statSync(seed.path).isDirectory();
  // Parts that stand beside a file belong to it.
  const stem = path.basename(seed.path, path.extname(seed.path));
  const beside = fs
    .readdirSync(path.dirname(seed.path))
    .filter((name) => path.basename(name, path.extname(name)) === stem && path.extname(name) !== '.zip');
  if (folder) fs.cpSync(seed.path, copy, { recursive: true });
  else if (path.extname(seed.path) === '.zip') fs.copyFileSync(seed.path, copy);
  else
    for (const name of beside)
      fs.copyFileSync(path.join(path.dirname(seed.path), name), path.join(target, name));
  const parts = folder
    ? fs.readdirSync(copy).map((name) => path.join(copy, name))
    : fs.readdirSync(target).map((name) => path.join(target, name));
  const part = parts[Math.floor(random() * parts.length)]!;
  const bytes = fs.readFileSync(part);
  // Damage to an archive as such is found by its sums: most inputs are sound archives of damaged parts.
  fs.writeFileSync(
    part,
    isZip(bytes) && random() < 0.7 ? withinArchive(bytes, random) : mutate(bytes, random),
  );
  return copy;
}

/** Longest time that no input takes on a quiet machine. */
const PAUSE_MS = 4000;

const seeds = (await makeSeeds(fs.mkdtempSync(path.join(home, 'seeds-')))).filter(
  (seed) => seed.format === format,
);
if (seeds.length === 0) {
  console.log(JSON.stringify({ done: 0, skipped: `no seed of ${format}` }));
  process.exit(0);
}
const target = path.join(home, 'input');
const jobs = path.join(home, 'jobs');
fs.mkdirSync(jobs, { recursive: true });
const outcomes = new Map<string, number>();
let slowest = 0;
let slowestAt = 0;
let memory = 0;
const before = new Set(fs.readdirSync(home));
for (let i = Number(from); i < Number(count); i++) {
  const random = seeded(i * 2_654_435_761);
  const file = damaged(seeds[i % seeds.length]!, random, target);
  process.stdout.write(`${JSON.stringify({ at: i })}\n`);
  let begun = performance.now();
  const read = await readAll(file, jobs);
  let took = performance.now() - begun;
  if (took > PAUSE_MS) {
    // A machine that was busy elsewhere is not; an input that hangs does so again.
    begun = performance.now();
    await readAll(file, jobs);
    took = Math.min(took, performance.now() - begun);
  }
  if (took > slowest) [slowest, slowestAt] = [took, i];
  if (i % 100 === 0) memory = Math.max(memory, process.memoryUsage.rss());
  const outcome = read.ok
    ? read.value.layers.some(({ problems }) => problems.length > 0) || read.value.probe.notes.length > 0
      ? 'read with remarks'
      : 'read'
    : 'refused';
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}
const left = [...fs.readdirSync(home)].filter((name) => !before.has(name) && name !== 'input');
const inJobs = fs.readdirSync(jobs);
console.log(
  JSON.stringify({
    done: Number(count) - Number(from),
    outcomes: Object.fromEntries(outcomes),
    slowestMs: Math.round(slowest),
    slowestAt,
    memoryMB: Math.round(memory / 1e6),
    strayFiles: [...left, ...inJobs],
  }),
);
process.exit(0);
