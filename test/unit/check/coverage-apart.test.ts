import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { edgesLeft, layApart } from '../../../shared/check/coverage-apart.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';
import { at } from '../../fixtures/check/shapes.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

const SIDE = 5;
const feature = (fid: number, geometry: Packed): CheckFeature => ({
  layer: 'land_use',
  fid,
  uid: `u${fid}`,
  fields: {},
  geometry,
});

/** A grid of quadrangles with shared vertices; `broken` cells have one of their own. */
function cells(random: () => number, broken: ReadonlySet<number>): CheckFeature[] {
  const off = Array.from(
    { length: (SIDE + 1) ** 2 },
    () => [random() * 60 - 30, random() * 60 - 30] as const,
  );
  const vertex = (i: number, j: number): [number, number] => {
    const [dx, dy] = off[(SIDE + 1) * j + i]!;
    return at(200 * i + dx, 200 * j + dy);
  };
  const all: CheckFeature[] = [];
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      const fid = SIDE * j + i;
      const first = broken.has(fid)
        ? at(200 * i + random() * 120 - 60, 200 * j + random() * 120 - 60)
        : vertex(i, j);
      const ring = [first, vertex(i + 1, j), vertex(i + 1, j + 1), vertex(i, j + 1), first];
      all.push(feature(fid, packPolygon([ring])));
    }
  }
  return all;
}

const sound = (_fid: number): boolean => true;

/** Of the pairs that a feature is in: how many were told apart, and how many were not. */
function askAbout(
  one: CheckFeature,
  all: readonly CheckFeature[],
  isSound = sound,
): readonly [number, number] {
  const boxes = [one.geometry.box];
  const near = all.filter(({ geometry }) => boxesIntersect(geometry.box, one.geometry.box));
  const apart = layApart(edgesLeft(boxes, near, isSound).edges(), near, isSound);
  let [yes, no] = [0, 0];
  for (const other of near) {
    if (other.fid === one.fid) continue;
    if (!apart(one, other)) no += 1;
    else {
      yes += 1;
      expect(overlay.measure('intersection', one.geometry, other.geometry)).toEqual([]);
    }
  }
  return [yes, no];
}

describe('telling neighbours apart', () => {
  it('tells all where everything matches, and never two that overlap', () => {
    const random = seeded(3);
    let [told, left] = [0, 0];
    for (let n = 0; n < 60; n++) {
      const whole = cells(random, new Set());
      const [yes, no] = askAbout(whole[12]!, whole);
      expect([yes > 3, no]).toEqual([true, 0]);
      const broken = cells(random, new Set([Math.floor(random() * 25), 12]));
      for (const one of broken) {
        const [apart, unknown] = askAbout(one, broken);
        told += apart;
        left += unknown;
      }
    }
    expect(told).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(100);
  });

  it('knows ground that is covered twice with every edge matched', () => {
    const whole = cells(seeded(4), new Set());
    const twice = [...whole, ...whole.map(({ fid, geometry }) => feature(100 + fid, geometry))];
    // Of neighbours, only those may be told apart whose boxes have no more than an edge in common.
    const [told, unknown] = askAbout(twice[12]!, twice);
    expect(told).toBeLessThanOrEqual(2);
    expect(unknown).toBeGreaterThan(10);
  });

  it('says nothing where a ring near by may wind otherwise', () => {
    const whole = cells(seeded(4), new Set());
    expect(askAbout(whole[12]!, whole, (fid) => fid !== 13)[0]).toBe(0);
    expect(askAbout(whole[12]!, whole, (fid) => fid !== 0)[0]).toBeGreaterThan(0);
  });
});
