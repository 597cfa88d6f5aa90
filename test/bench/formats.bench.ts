/**
 * Export and import of a generated coverage through the command line, beside `ogr2ogr` on the same files in the same
 * run: both start a process, read a file and write one. Import here also repairs, nodes, validates and writes history.
 * `node electron/build/enode.mjs test/bench/formats.bench.ts [--sizes 2000,20000,200000] [--rounds n]`
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { generateCounty } from '../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../fixtures/county/generated-blueprint.ts';
import { benchOptions } from './support/options.ts';
import { scratchFolder } from './support/scratch.ts';
import { median } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** As it ships: compiling the sources anew takes as long as the export of 20,000 parcels. */
const CLI = path.join(ROOT, 'out/main/cli.js');
const { sizes, rounds } = benchOptions();
const folder = scratchFolder('formats');

/** Seconds of a program; an error of it ends the bench. */
function seconds(program: string, words: readonly string[]): number {
  const begun = performance.now();
  const run = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`${program} ${words.join(' ')}: ${run.stderr}`);
  return (performance.now() - begun) / 1000;
}
const lantu = (...words: readonly string[]): number => seconds(electronBinary(), [CLI, ...words]);
const ogr = (...words: readonly string[]): number => seconds('ogr2ogr', words);

interface Form {
  readonly name: string;
  readonly ending: string;
  readonly options: readonly string[];
  readonly ogr: readonly string[];
}
const FORMS: readonly Form[] = [
  { name: 'GeoPackage', ending: '.gpkg', options: [], ogr: ['-f', 'GPKG'] },
  {
    name: 'Shapefile, GBK, zone 37',
    ending: '.shp',
    options: ['--epsg', '4525', '--encoding', 'gbk'],
    ogr: ['-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4525', '-lco', 'ENCODING=GBK'],
  },
  { name: 'GeoJSON', ending: '.geojson', options: [], ogr: ['-f', 'GeoJSON'] },
];

if (spawnSync('node', [path.join(ROOT, 'electron/build/build.mjs')], { stdio: 'inherit' }).status !== 0)
  throw new Error('the app does not build');
if (spawnSync('ogr2ogr', ['--version']).status !== 0) {
  console.log('skipped: ogr2ogr (Debian gdal-bin) is not installed');
  process.exit(0);
}
for (const size of sizes) {
  const blueprint = path.join(folder, `blueprint-${size}.gpkg`);
  await writeGenerated(generateCounty(size, folder), WHOLE_COUNTY, blueprint);
  const rows: Entry[][] = [];
  for (const form of FORMS) {
    const times: Record<'out' | 'ogrOut' | 'in' | 'ogrIn', number[]> = {
      out: [],
      ogrOut: [],
      in: [],
      ogrIn: [],
    };
    for (let round = 0; round < (rounds ?? (size > 50_000 ? 1 : 3)); round++) {
      const home = fs.mkdtempSync(path.join(folder, 'round-'));
      const file = path.join(home, `parcels${form.ending}`);
      times.out.push(lantu('export', blueprint, file, '--layer', 'land_use', ...form.options));
      const theirs = path.join(home, `ogr${form.ending}`);
      times.ogrOut.push(ogr(...form.ogr, theirs, blueprint, 'land_use'));
      const fresh = path.join(home, 'fresh.gpkg');
      lantu('new', fresh);
      times.in.push(lantu('import', fresh, file, '--layer', 'land_use', '--class-book', '2023'));
      times.ogrIn.push(ogr('-f', 'GPKG', '-t_srs', 'EPSG:4490', path.join(home, 'in.gpkg'), file));
      fs.rmSync(home, { recursive: true, force: true });
    }
    const [out, ogrOut, into, ogrInto] = [times.out, times.ogrOut, times.in, times.ogrIn].map(median);
    rows.push([form.name, out!, ogrOut!, out! / ogrOut!, into!, ogrInto!, into! / ogrInto!]);
  }
  printTable(
    `${size} parcels: seconds of the whole command, and ratio to ogr2ogr`,
    ['format', 'export', 'ogr2ogr', 'ratio', 'import', 'ogr2ogr', 'ratio'],
    rows,
  );
}
