import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { CrossingKernel } from '../../../shared/geometry/crossing-kernel.ts';
import { totalAreaM2 } from '../../../shared/geometry/kernel-overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import { isValid, problemsOf } from '../../../shared/geometry/validity.ts';
import { readWkb } from '../../../shared/geometry/wkb.ts';
import { must } from '../../../shared/result.ts';
import { type BatchPair, geosAreas, geosMissing } from './geos-batch.ts';

/*
 * County data with borders that nearly coincide: parcels that tile the county exactly against parks digitised half
 * a metre beside their borders, farmland on the very borders and two centimetres off, coasts of tens of
 * thousands of vertices, some of them invalid. 2,000 parcels, or 20,000 with LANTU_LONG=1.
 */
const GENERATOR = path.resolve(import.meta.dirname, '../../../../shared/gen');
const PARCELS = process.env['LANTU_LONG'] === '1' ? 20_000 : 2_000;
const TOLERANCE_M2 = 0.01;

const missing = existsSync(path.join(GENERATOR, 'gen.mjs')) ? geosMissing : `no ${GENERATOR}`;
if (missing !== undefined) console.warn(`hard-pairs.test.ts skips: ${missing}`);

interface Row {
  readonly geom: Uint8Array;
}

let folder: string;
let parcels: Packed[];
let control: Packed[];

beforeAll(() => {
  if (missing !== undefined) return;
  const root = path.resolve(import.meta.dirname, '../../..');
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-county-'));
  for (const name of ['gen.mjs', 'gpkg.mjs']) {
    copyFileSync(path.join(GENERATOR, name), path.join(folder, name));
  }
  writeFileSync(path.join(folder, 'package.json'), '{}');
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const file = path.join(folder, 'county.gpkg');
  execFileSync(process.execPath, ['gen.mjs', String(PARCELS), file], { cwd: folder });
  const require = createRequire(import.meta.url);
  const Database = require('better-sqlite3') as new (
    file: string,
    options: { readonly: boolean },
  ) => { prepare: (sql: string) => { all: () => Row[] }; close: () => void };
  const database = new Database(file, { readonly: true });
  const layer = (name: string): Packed[] =>
    database
      .prepare(`SELECT geom FROM ${name} ORDER BY fid`)
      .all()
      .map(({ geom }) => must(readWkb(geom.subarray(40))));
  parcels = layer('parcels');
  control = layer('control');
  database.close();
});

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

describe.skipIf(missing !== undefined)(`${PARCELS} parcels on control lines`, () => {
  it(
    'every pair has the area of GEOS OverlayNG: none missing, none extra',
    { timeout: 3_600_000 },
    async () => {
      const overlay = await loadOverlay();
      const kernel = new CrossingKernel();
      const geometries = [...parcels, ...control];
      const pairs: BatchPair[] = [];
      parcels.forEach((parcel, a) => {
        control.forEach((line, j) => {
          if (boxesIntersect(parcel.box, line.box))
            pairs.push({ op: 'intersection', a, b: parcels.length + j });
        });
      });
      const theirs = geosAreas(geometries, pairs, 'make-valid', [110, 30]);
      const trees = control.map((line) => new RegionTree(line));
      const wrong: string[] = [];
      let noded = 0;
      let common = 0;
      pairs.forEach(({ a, b }, i) => {
        const [parcel, line] = [geometries[a]!, geometries[b]!];
        const ours = overlay.intersectionAreaM2(parcel, line);
        const expected = theirs.areas[i]!;
        if (ours > 0) common++;
        if (!kernel.run(parcel, line)) noded++;
        const say = (what: string, area: number): void => {
          if (Math.abs(area - expected) > TOLERANCE_M2) wrong.push(`${a} ${b} ${what}: ${area} ${expected}`);
          if (area > 0 !== expected > 0 && Math.max(area, expected) > 1e-6) wrong.push(`${a} ${b} ${what}`);
        };
        say('area', ours);
        if (i % 4 !== 0) return;
        say('pieces', totalAreaM2(overlay.measure('intersection', parcel, line)));
        const place = trees[b - parcels.length]!.classify(parcel.box);
        if (place.kind === 'out') say('tree', 0);
        else if (place.kind === 'part') say('local', overlay.intersectionAreaM2(parcel, place.local));
        else say('tree', overlay.intersectionAreaM2(parcel, parcel));
      });
      console.log(`hard pairs: ${pairs.length}, ${common} share area, ${noded} noded first`);
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(common).toBeGreaterThan(PARCELS / 2);
      expect(noded).toBeLessThan(0.002 * pairs.length);
      // What GEOS finds invalid is invalid here, and the other way round.
      geometries.forEach((geometry, i) => {
        const found = problemsOf(geometry).map(({ kind }) => kind);
        expect([i, isValid(geometry), found]).toEqual([i, theirs.valid[i] === 1, found]);
      });
    },
  );
});
