import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { fromGeoJson } from '../../../shared/geometry/geojson.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { must } from '../../../shared/result.ts';

/*
 * Polygons that nobody here drew, against GEOS in Debian's python3-shapely. What has to be there for it is
 * looked for first; what is there and does not work is a failure, not a reason to skip.
 */
const DATA = path.resolve(import.meta.dirname, '../../../../shared/data');
const [AREAS, PROTECTED] = ['urban_areas.geojson', 'protected_areas.geojson'].map((name) =>
  path.join(DATA, name),
) as [string, string];
const PYTHON = '/usr/bin/python3';
const SCRIPT = path.join(import.meta.dirname, 'shapely_pairs.py');

const missing =
  !existsSync(AREAS) || !existsSync(PROTECTED)
    ? `no ${AREAS}`
    : !existsSync('/usr/lib/python3/dist-packages/shapely')
      ? 'python3-shapely is not installed'
      : undefined;
if (missing !== undefined) console.warn(`real-data.test.ts skips: ${missing}`);

function features(file: string): Packed[] {
  const collection = JSON.parse(readFileSync(file, 'utf8')) as { features: { geometry: unknown }[] };
  // As they are: GEOS sees the same numbers.
  return collection.features.map(({ geometry }) => must(fromGeoJson(geometry, { raw: true })));
}

type Areas = Map<string, number>;

function add(map: Areas, key: string, pieces: readonly { areaM2: number }[]): void {
  const sum = pieces.reduce((total, piece) => total + piece.areaM2, 0);
  if (sum > 0) map.set(key, sum);
}

/** Common areas of all pairs: straight from the kernel, and by way of region trees. */
function ourPairs(overlay: Overlay, a: readonly Packed[], b: readonly Packed[]): Areas[] {
  const [direct, byTree]: [Areas, Areas] = [new Map(), new Map()];
  b.forEach((region, j) => {
    const tree = new RegionTree(region);
    a.forEach((area, i) => {
      if (!boxesIntersect(area.box, region.box)) return;
      const key = `${i} ${j}`;
      add(direct, key, overlay.measure('intersection', area, region));
      const place = tree.classify(area.box);
      if (place.kind === 'in') add(byTree, key, [{ areaM2: polygonAreaM2(area) }]);
      if (place.kind === 'part') add(byTree, key, overlay.measure('intersection', area, place.local));
    });
  });
  return [direct, byTree];
}

function geosPairs(a: string, b: string, shift: number): { areas: Areas; invalid: string[] } {
  const output = execFileSync(PYTHON, [SCRIPT, a, b, String(shift)], { encoding: 'utf8' });
  const lines = output.trim().split('\n');
  const areas: Areas = new Map();
  for (const line of lines) {
    const [i, j, area] = line.split(' ');
    if (i !== 'invalid') areas.set(`${i} ${j}`, Number(area));
  }
  return { areas, invalid: lines.filter((line) => line.startsWith('invalid')) };
}

/** Seven digits, or a hundredth of a square metre. */
const tolerance = (area: number): number => Math.max(1e-6 * area, 0.01);

describe.skipIf(missing !== undefined)('polygons of the real world', () => {
  it.each([
    ['urban areas on protected areas', AREAS, PROTECTED, 0, 3],
    ['urban areas on themselves, a little to the east', AREAS, AREAS, 0.03, 2000],
  ])(
    '%s: same pairs as GEOS, areas to 1e-6',
    { timeout: 240_000 },
    async (_name, fileA, fileB, shift, least) => {
      const overlay = await loadOverlay();
      const a = features(fileA);
      const b = features(fileB).map((p) => mapPacked(p, (x, y) => [x + shift, y]));
      const theirs = geosPairs(fileA, fileB, shift);
      const mended = (key: string): boolean => {
        const [i, j] = key.split(' ');
        return theirs.invalid.some((line) => line === `invalid a ${i}` || line === `invalid b ${j}`);
      };
      const sound = (map: Areas): string[] => [...map.keys()].filter((key) => !mended(key)).sort();
      expect(sound(theirs.areas).length).toBeGreaterThanOrEqual(least);
      for (const ours of ourPairs(overlay, a, b)) {
        expect(sound(ours)).toEqual(sound(theirs.areas));
        const wrong = sound(ours).filter((key) => {
          const [x, y] = [ours.get(key)!, theirs.areas.get(key)!];
          return Math.abs(x - y) > tolerance(y);
        });
        expect(wrong).toEqual([]);
      }
      // What GEOS finds invalid is invalid here, too.
      const invalid = theirs.invalid.filter((line) => line.startsWith('invalid a'));
      const found = a.flatMap((p, i) => (isValid(withoutRepeats(p)) ? [] : [`invalid a ${i}`]));
      expect(found).toEqual(expect.arrayContaining(invalid));
    },
  );

  it('GEOS of this machine is one we know', () => {
    const { stdout, status } = spawnSync(PYTHON, ['-c', 'import shapely.geos as g; print(g.geos_version)'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\(3, \d+, \d+\)/);
  });
});

/** GEOS lets a vertex stand twice in a row; the product does not, and that is not in question here. */
function withoutRepeats(packed: Packed): Packed {
  const parts: number[][][] = [];
  packed.parts.subarray(0, -1).forEach((first, part) => {
    const rings: number[][] = [];
    for (let r = first; r < packed.parts[part + 1]!; r++) {
      const out: number[] = [];
      for (let i = packed.rings[r]!; i < packed.rings[r + 1]!; i++) {
        const [x, y] = [packed.xy[2 * i]!, packed.xy[2 * i + 1]!];
        if (out.at(-2) !== x || out.at(-1) !== y) out.push(x, y);
      }
      rings.push(out);
    }
    parts.push(rings);
  });
  return packFlat('polygon', parts);
}
