import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { borderMismatch } from '../../../../shared/geometry/border-mismatch.ts';
import { packPolygon } from '../../../../shared/geometry/build-packed.ts';
import { EdgeGrid } from '../../../../shared/geometry/edge-grid.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import type { RuleFeature } from '../../../../shared/rules/rule.ts';
import { at, LAT, LON, rect } from '../../../fixtures/check/shapes.ts';
import { bound, sentencesOf, type Setting } from '../../../fixtures/rules/bound.ts';
import { raw } from './parcel.ts';

const feature = (layer: string, geometry: Packed, fields = {}, n = 1): RuleFeature => ({
  ref: { table: layer, uid: `${layer}-${n}` },
  fields,
  geometry,
});
const zone = (geometry: Packed): RuleFeature => feature('functional_zone', geometry, { zone_code: '410' });
const run = (subject: RuleFeature, near: readonly RuleFeature[], setting: Setting = {}) => {
  const rule = bound('pair', 'shared-border-mismatch', setting);
  const pieces = rule.evaluate({
    subject,
    counterpart: null,
    parts: [],
    near: near.map((counterpart) => ({ counterpart, areaM2: 0 })),
  });
  return pieces.length === 0 ? null : { pieces, text: sentencesOf(rule, subject, pieces) };
};
const boundary = (geometry: Packed, n = 1): RuleFeature => feature('urban_boundary', geometry, {}, n);
/** A zone of 1 km by 500 m whose eastern border stands `off` metres off x = 1000, over `length` metres. */
const offset = (off: number, length = 500): Packed =>
  raw([
    [0, 0],
    [1000, 0],
    [1000 + off, 0],
    [1000 + off, length],
    [1000, length],
    [1000, 500],
    [0, 500],
    [0, 0],
  ]);
const line = rect(0, 0, 1000, 500);

describe('borders meant to coincide', () => {
  it('finds the run that lies beside, with its length, distance and line', () => {
    const found = run(zone(offset(0.2, 300)), [boundary(line)]);
    expect(found?.pieces).toHaveLength(1);
    expect(found?.pieces[0]).toMatchObject({
      other: { table: 'urban_boundary', uid: 'urban_boundary-1' },
      areaM2: 0,
      severity: 'warning',
    });
    expect(found?.pieces[0]?.facts['length_m']).toBeCloseTo(300, 0);
    expect(found?.pieces[0]?.facts['distance_m']).toBeCloseTo(0.2, 3);
    expect(found?.pieces[0]?.geometry.kind).toBe('line');
    expect(found?.pieces[0]?.geometry.box[1]).toBeCloseTo(30, 6);
    expect(found?.pieces[0]?.geometry.box[3]).toBeCloseTo(30 + 300 * LAT, 6);
    expect(found?.text[0]).toMatch(/^规划分区与城镇开发边界本应同界，300\.\d米范围内相差0\.20米。$/);
    expect(found?.text[1]).toMatch(
      /^Planning zone and Urban development boundary should share a border; over 300\.\d m they differ by 0\.20 m\.$/,
    );
  });

  it('finds nothing on the same border, whatever vertices stand on it', () => {
    expect(run(zone(line), [boundary(line)])).toBeNull();
    const more = raw([
      [0, 0],
      [400, 0],
      [1000, 0],
      [1000, 500],
      [333, 500],
      [0, 500],
      [0, 250],
      [0, 0],
    ]);
    expect(run(zone(more), [boundary(line)])).toBeNull();
    expect(run(zone(line), [boundary(more)])).toBeNull();
    // Only part of the border in common.
    expect(run(zone(rect(0, 0, 400, 300)), [boundary(line)])).toBeNull();
  });

  it('takes a vertex rounded to the grid in a slanting border for the border', () => {
    const slope = (...extra: [number, number][]): Packed =>
      packPolygon([[at(0, 0), at(1000, 0), at(1237, 731), ...extra, at(0, 500), at(0, 0)]]);
    const [x0, y0] = at(1237, 731);
    const [x1, y1] = at(0, 500);
    const t = 0.3717;
    const middle: [number, number] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
    expect(run(zone(slope(middle)), [boundary(slope())])).toBeNull();
    expect(run(zone(slope()), [boundary(slope(middle))])).toBeNull();
    // Ten steps off are a millimetre, and no rounding.
    const off: [number, number] = [middle[0], middle[1] + 10e-9];
    expect(run(zone(slope(off)), [boundary(slope())])?.pieces[0]?.facts['distance_m']).toBeCloseTo(
      0.00109,
      4,
    );
  });

  it('leaves borders that are far, short, or part at an angle', () => {
    expect(run(zone(offset(0.49)), [boundary(line)])).not.toBeNull();
    expect(run(zone(offset(0.51)), [boundary(line)])).toBeNull();
    expect(run(zone(offset(0.2, 9.4)), [boundary(line)])).toBeNull();
    expect(run(zone(offset(0.2, 10.2)), [boundary(line)])).not.toBeNull();
    expect(run(zone(offset(0.2, 9.4)), [boundary(line)], { thresholds: { min_length_m: 9 } })).not.toBeNull();
    const parting = raw([
      [0, 0],
      [1000, 0],
      [1090, 500],
      [0, 500],
      [0, 0],
    ]);
    expect(run(zone(parting), [boundary(line)])).toBeNull();
  });

  it('joins a run through the first vertex of a ring', () => {
    const [a, b, c, d] = [at(0.2, 250), at(0.2, 0), at(1000, 0), at(1000, 500)];
    const ring = packPolygon([[a, b, c, d, at(0.2, 500), a]]);
    const found = run(zone(ring), [boundary(line)]);
    expect(found?.pieces[0]?.geometry.parts).toHaveLength(2);
    expect(found?.pieces[0]?.facts['length_m']).toBeCloseTo(500, 0);
  });

  it('is content with any feature of the other layer, and counts each that is missed', () => {
    // Two features of the boundary with a crack of 0.1 m between them; the zone follows the first.
    const first = rect(0, 0, 500, 500);
    const second = rect(500.1, 0, 1000, 500);
    expect(run(zone(rect(0, 0, 500, 500)), [boundary(first), boundary(second, 2)])).toBeNull();
    const between = run(zone(rect(0, 0, 500.05, 500)), [boundary(first), boundary(second, 2)]);
    expect(between?.pieces.map(({ other }) => other?.uid)).toEqual(['urban_boundary-1', 'urban_boundary-2']);
  });

  it('knows which layers and zones are meant to coincide', () => {
    const rule = bound('pair', 'shared-border-mismatch');
    const admits = (code: string | null, role: string, against: string): boolean =>
      rule.admitsSubject({ zone_code: code }, role, against);
    expect(admits('410', 'zone', 'boundary')).toBe(true);
    expect(admits('520', 'zone', 'boundary')).toBe(false);
    expect(admits(null, 'zone', 'boundary')).toBe(false);
    expect(admits('110', 'zone', 'redline')).toBe(true);
    expect(admits('410', 'zone', 'redline')).toBe(false);
    expect(admits(null, 'planned_use', 'county')).toBe(true);
    expect(admits(null, 'planned_use', 'redline')).toBe(false);
    expect(rule.counterpartRolesOf?.('township')).toEqual(['county']);
    expect(rule.counterpartRolesOf?.('planned_use')).toEqual(['township', 'county']);
    expect(rule.reachM).toBe(0.5);
    expect(rule.apart).toBe(true);
  });
});

describe('against every edge, sampled densely', () => {
  const metres = fc.integer({ min: -400, max: 1400 });
  const point = fc.tuple(metres, fc.integer({ min: -300, max: 900 }));
  it('gives the stretches within reach of the border and off it', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 7 }), (corners) => {
        const star = raw([...corners, corners[0]!]);
        const limits = { maxDistanceM: 60, minLengthM: 0, noiseM: 0.001 };
        const found = borderMismatch(star, new EdgeGrid(line, 60), [], limits);
        const sampled = sampledRuns(corners);
        expect(Math.abs((found?.lengthM ?? 0) - sampled.length)).toBeLessThan(0.01 * sampled.all + 2);
        if (found !== null) {
          expect(found.greatestM).toBeLessThanOrEqual(60.4);
          expect(found.greatestM).toBeLessThanOrEqual(sampled.greatest * 1.01 + 0.5);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Length of the closed way that is 0 to 60 m off the rectangle's border, by stepping along it in the plane. */
function sampledRuns(corners: readonly (readonly [number, number])[]): {
  length: number;
  greatest: number;
  all: number;
} {
  const off = (x: number, y: number): number => {
    const dx = Math.max(-x, 0, x - 1000);
    const dy = Math.max(-y, 0, y - 500);
    return dx > 0 || dy > 0 ? Math.hypot(dx, dy) : Math.min(x, 1000 - x, y, 500 - y);
  };
  const [sx, sy] = [(at(1, 0)[0] - 110) / LON, (at(0, 1)[1] - 30) / LAT];
  let [length, greatest, all] = [0, 0, 0];
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length]!;
    const edge = Math.hypot((bx - ax) * sx, (by - ay) * sy);
    const steps = Math.ceil(edge * 4);
    for (let k = 0; k < steps; k++) {
      const t = (k + 0.5) / steps;
      const distance = off(ax + t * (bx - ax), ay + t * (by - ay));
      if (distance > 0.001 && distance <= 60) {
        length += edge / steps;
        greatest = Math.max(greatest, distance);
      }
    }
    all += edge;
  });
  return { length, greatest, all };
}
