import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { ringCount } from '../../../shared/geometry/counts.ts';
import { fromSteps, STEPS_PER_DEGREE } from '../../../shared/geometry/grid.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { type BatchPair, geosAreas, geosMissing } from './geos-batch.ts';
import { cellOf, readCases, type XmlCase, type XmlTest } from './xml-cases.ts';

/*
 * Overlay cases in the XML form of JTS and GEOS: our own file, and every file below the folder that
 * LANTU_XML_CASES names. Planar coordinates are moved and scaled onto the grid near 110 E 30 N, exactly where
 * their digits allow it; areas are then compared in the plane with the expected geometry, as exactly as its own
 * digits allow, and in every case with GEOS on the numbers as they stand on the grid.
 */
const OWN = path.join(import.meta.dirname, 'overlay-cases.xml');
const FOLDER = process.env['LANTU_XML_CASES'];
const ORIGIN = [110, 30] as const;
/** A case is made about half a degree wide at most. */
const EXTENT_STEPS = 5e8;

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return filesBelow(file);
    return name.endsWith('.xml') ? [file] : [];
  });
}

const files = [OWN, ...(FOLDER !== undefined && existsSync(FOLDER) ? filesBelow(FOLDER) : [])];

/** Area and perimeter in a plane; counted from its own first vertex, since far from zero no digits are left. */
function planar(packed: Packed, scale: number): [number, number] {
  const shift = packed.xy.subarray(0, 2);
  let area = 0;
  let length = 0;
  for (let part = 0; part + 1 < packed.parts.length; part++) {
    for (let ring = packed.parts[part]!; ring < packed.parts[part + 1]!; ring++) {
      let sum = 0;
      for (let i = packed.rings[ring]!; i + 1 < packed.rings[ring + 1]!; i++) {
        const [x, y, u, v] = packed.xy
          .subarray(2 * i, 2 * i + 4)
          .map((value, k) => (value - shift[k % 2]!) * scale);
        sum += x! * v! - u! * y!;
        length += Math.hypot(u! - x!, v! - y!);
      }
      area += (ring === packed.parts[part] ? 1 : -1) * Math.abs(sum / 2);
    }
  }
  return [area, length];
}

/** The finest decimal place of any coordinate. */
function decimals(packed: Packed): number {
  let most = 0;
  for (const v of packed.xy) {
    const text = String(v);
    if (text.includes('e')) return 99;
    most = Math.max(most, text.split('.')[1]?.length ?? 0);
  }
  return most;
}

interface Placed {
  readonly file: string;
  readonly name: string;
  readonly test: XmlTest;
  readonly a: Packed;
  readonly b: Packed;
  /** Steps for a unit of the file. */
  readonly scale: number;
  readonly exact: boolean;
  /** Side of the grid's cells on which the file computes its results, in its units; 0 for none. */
  readonly cell: number;
}

/** Both geometries on the grid; undefined when the case has nothing with areas on both sides. */
function place(file: string, one: XmlCase, cell: number): Placed[] {
  const [a, b] = [one.a, one.b];
  if (b === undefined || a.mixed || b.mixed || a.areas.xy.length === 0 || b.areas.xy.length === 0) return [];
  const all = [...a.areas.xy, ...b.areas.xy];
  if (!all.every(Number.isFinite)) return [];
  const [x0, y0] = [Math.floor(extreme(all, 0, Math.min)), Math.floor(extreme(all, 1, Math.min))];
  const extent = Math.max(extreme(all, 0, Math.max) - x0, extreme(all, 1, Math.max) - y0);
  if (extent <= 0) return [];
  const digits = Math.floor(Math.log10(EXTENT_STEPS / extent));
  const scale = 10 ** digits;
  const exact = Math.max(decimals(a.areas), decimals(b.areas)) <= digits;
  const onGrid = (packed: Packed): Packed =>
    mapPacked(packed, (x, y) => [
      fromSteps(ORIGIN[0] * STEPS_PER_DEGREE + Math.round((x - x0) * scale)),
      fromSteps(ORIGIN[1] * STEPS_PER_DEGREE + Math.round((y - y0) * scale)),
    ]);
  const [first, second] = [onGrid(a.areas), onGrid(b.areas)];
  return one.tests.map((test) => ({
    file: path.basename(file),
    name: one.name,
    test,
    a: test.swapped ? second : first,
    b: test.swapped ? first : second,
    scale,
    exact,
    cell,
  }));
}

function extreme(xy: readonly number[], axis: number, choose: (a: number, b: number) => number): number {
  return xy.reduce((best, v, i) => (i % 2 === axis ? choose(best, v) : best), xy[axis]!);
}

/** Area of an operation in square units of the file. */
function ours(overlay: Overlay, { test, a, b, scale }: Placed): number {
  return overlay
    .measure(test.op, a, b)
    .reduce((sum, { geometry }) => sum + planar(geometry, STEPS_PER_DEGREE / scale)[0], 0);
}

describe('cases of overlay suites', () => {
  it('are read: WKT, collections, WKB, other operations counted', () => {
    const cases = readCases(readFileSync(OWN, 'utf8'));
    expect(cases.length).toBe(11);
    expect(cases[5]!.a.areas.parts.length - 1).toBe(2);
    expect(cases[3]!.a.areas.rings.length - 1).toBe(2);
    expect(cases[10]!.a.mixed).toBe(true);
    expect(cases[2]!.others).toBe(1);
    expect(cases[2]!.tests.length).toBe(4);
  });

  it(`${files.length} files: expected areas, and those of GEOS on the same numbers`, async () => {
    const overlay = await loadOverlay();
    const wrong: string[] = [];
    const placed: Placed[] = [];
    const count = { tests: 0, exact: 0, noAreas: 0, otherOperations: 0 };
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      for (const one of readCases(text)) {
        const tests = place(file, one, cellOf(text));
        placed.push(...tests);
        count.tests += tests.length;
        count.exact += tests.filter(({ exact }) => exact).length;
        count.noAreas += one.tests.length - tests.length;
        count.otherOperations += one.others;
      }
    }
    for (const each of placed) {
      const { expected, op } = each.test;
      if (expected === undefined || !each.exact) continue;
      const [area, length] = planar(expected.areas, 1);
      // Many files give crossings in few digits: half a unit of the last place along the border.
      const digits = decimals(expected.areas);
      const rounding = digits > 12 ? 0 : (length * 10 ** -digits) / 2;
      const isWhole = ringCount(expected.areas) === 0 || path.basename(OWN) === each.file;
      // Where the file computes on a coarse grid, whatever is narrower than a cell may be gone from its result.
      const coarse = each.cell === 0 ? 0 : each.cell * planar(each.a, STEPS_PER_DEGREE / each.scale)[1];
      const slack = 1e-7 * Math.max(1, length) + (isWhole ? 0 : rounding) + coarse;
      const found = ours(overlay, each);
      if (Math.abs(found - area) > slack)
        wrong.push(`${each.file}, ${each.name}, ${op}: ${found}, expected ${area}`);
    }
    expect(wrong).toEqual([]);
    if (geosMissing === undefined) {
      const pairs: BatchPair[] = placed.map(({ test }, i) => ({ op: test.op, a: 2 * i, b: 2 * i + 1 }));
      const geometries = placed.flatMap(({ a, b }) => [a, b]);
      const results = geosAreas(geometries, pairs, 'even-odd', ORIGIN, (packed) => {
        const [area, length] = planar(packed, STEPS_PER_DEGREE);
        return [area, length];
      });
      placed.forEach((each, i) => {
        const found = ours(overlay, each) * each.scale ** 2;
        const [area, length] = [results.areas[i]!, results.lengths[i]!];
        // A hundredth of a step along the border: crossings are no whole steps.
        if (Math.abs(found - area) > 0.01 * Math.max(1, length)) {
          wrong.push(`${each.file}, ${each.name}, ${each.test.op}: ${found}, GEOS ${area}`);
        }
      });
    } else console.warn(`xml-suites.test.ts skips GEOS: ${geosMissing}`);
    console.log(`XML suites: ${JSON.stringify({ files: files.length, ...count })}`);
    expect(wrong).toEqual([]);
    expect(count.tests).toBeGreaterThan(25);
  });

  it('a wrong expectation is noticed', async () => {
    const overlay = await loadOverlay();
    const [one] = readCases(
      '<run><case><a>POLYGON((0 0,2 0,2 2,0 2,0 0))</a><b>POLYGON((1 1,3 1,3 3,1 3,1 1))</b><test>' +
        '<op name="intersectionNG" arg1="a" arg2="b">POLYGON((1 1,2 1,2 2,1 2,1 1))</op></test></case></run>',
    );
    const [each] = place('here', one!, 0);
    expect(ours(overlay, each!)).toBeCloseTo(1, 9);
    expect(planar(packFlat('polygon', [[[0, 0, 2, 0, 2, 1, 0, 1, 0, 0]]]), 1)[0]).toBe(2);
  });
});
