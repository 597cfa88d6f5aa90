#!/usr/bin/env node
/**
 * Damaged files for every reader: `node test/fuzz/run.mjs [formats] [--count 100000]`. A crash, an input that takes more
 * than 5 s, a file left behind or memory beyond 1.5 GB is a failure; the number of the input makes it again.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ALL =
  'geopackage shapefile geojson csv xlsx boundary-points plot-text vct filegdb kml kmz gpx dxf flatgeobuf topojson mapinfo'.split(
    ' ',
  );
const HANG_MS = 5_000;
/** Longer than the longest input: starting and making the seeds counts as well. */
const SILENCE_MS = 60_000;
const MEMORY_MB = 1_500;

const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, from: { type: 'string', default: '0' } },
  allowPositionals: true,
});

async function fuzz(format) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-fuzz-'));
  const words = [path.join(ROOT, 'test/fuzz/fuzz-format.ts'), format, home, values.count, values.from];
  const child = spawn(process.execPath, [path.join(ROOT, 'electron/build/enode.mjs'), ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let at = null;
  let report = null;
  let errors = '';
  let watch = null;
  const silent = () => child.kill('SIGKILL');
  const listen = () => {
    clearTimeout(watch);
    watch = setTimeout(silent, SILENCE_MS);
  };
  listen();
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-2000)));
  for await (const line of createInterface({ input: child.stdout })) {
    listen();
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line);
    if (said.at === undefined) report = said;
    else at = said.at;
  }
  clearTimeout(watch);
  fs.rmSync(home, { recursive: true, force: true });
  const wrong = [];
  if (report === null) wrong.push(`stopped at input ${at}: ${errors.split('\n').slice(-6).join(' ')}`);
  else if (report.skipped === undefined) {
    if (report.slowestMs > HANG_MS) wrong.push(`input ${report.slowestAt} took ${report.slowestMs} ms`);
    if (report.memoryMB > MEMORY_MB) wrong.push(`${report.memoryMB} MB of memory`);
    if (report.strayFiles.length > 0) wrong.push(`left behind: ${report.strayFiles.slice(0, 5).join(', ')}`);
  }
  console.log(
    `${wrong.length > 0 ? 'FAILED' : 'ok'} ${format} ${JSON.stringify(report)} ${wrong.join('; ')}`,
  );
  return wrong.length;
}

let failed = 0;
for (const format of positionals.length > 0 ? positionals : ALL) failed += await fuzz(format);
process.exitCode = failed > 0 ? 1 : 0;
