import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { emptyPacked, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { localise } from '../../../shared/geometry/localise.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import { type Geos, loadGeos } from './geos.ts';
import { coastRing, random, stepPolygon, square } from './shapes.ts';

let overlay: Overlay;
let geos: Geos;
beforeAll(async () => {
  overlay = await loadOverlay();
  geos = await loadGeos();
});

const boxPolygon = ([a, b, c, d]: Box): Packed =>
  packPolygon([
    [
      [a, b],
      [c, b],
      [c, d],
      [a, d],
    ],
  ]);
const total = (region: Packed, b: Packed): number =>
  overlay.measure('intersection', b, region).reduce((sum, piece) => sum + piece.areaM2, 0);

describe('localiser', () => {
  it('changes nothing within the window', () => {
    const next = random(1);
    const region = packPolygon([coastRing(next, 110, 30, 0.2, 3000), coastRing(next, 110, 30, 0.06, 800)]);
    for (let i = 0; i < 60; i++) {
      const [x, y, size] = [109.8 + 0.4 * next(), 29.8 + 0.4 * next(), 0.03 * next()];
      const b = boxPolygon([x, y, x + size, y + size]);
      const local = localise(region, b.box);
      const expected = polygonAreaM2(geos.overlay('intersection', b, region));
      const found = local === undefined ? 0 : total(local, b);
      expect(Math.abs(found - expected)).toBeLessThan(0.01);
      expect(local?.xy.length ?? 0).toBeLessThan(region.xy.length / 3);
    }
  });

  it('gives nothing beyond one side, and the very polygon when all of it is within', () => {
    const region = stepPolygon(square(0, 0, 100));
    expect(localise(region, [1, 1, 2, 2])).toBeUndefined();
    expect(localise(region, [-1, -1, 2, 2])).toBe(region);
  });
});

describe('region tree', () => {
  it('answers as GEOS does for hundreds of boxes, in any order, and leaves little to do', () => {
    const next = random(2);
    const region = packPolygon([coastRing(next, 110, 30, 0.2, 6000), coastRing(next, 110, 30, 0.06, 900)]);
    const tree = new RegionTree(region);
    const boxes = Array.from({ length: 250 }, (): Box => {
      const [x, y] = [109.75 + 0.5 * next(), 29.75 + 0.5 * next()];
      const size = 10 ** (-1 - 3 * next());
      return [x, y, x + size, y + size * (0.3 + next())];
    });
    const kinds = { in: 0, out: 0, part: 0 };
    for (const box of boxes) {
      const b = boxPolygon(box);
      const answer = tree.classify(b.box);
      kinds[answer.kind]++;
      const expected = polygonAreaM2(geos.overlay('intersection', b, region));
      const found =
        answer.kind === 'in' ? polygonAreaM2(b) : answer.kind === 'out' ? 0 : total(answer.local, b);
      expect(Math.abs(found - expected)).toBeLessThan(0.01);
      const again = new RegionTree(region).classify(b.box);
      const same =
        again.kind === 'part' && answer.kind === 'part'
          ? samePacked(again.local, answer.local)
          : again.kind === answer.kind;
      expect(same).toBe(true);
    }
    expect(kinds.in).toBeGreaterThan(30);
    expect(kinds.out).toBeGreaterThan(30);
    expect(kinds.part).toBeGreaterThan(30);
  });

  it('takes a border that only touches the box for partly', () => {
    const tree = new RegionTree(stepPolygon(square(0, 0, 1000)));
    const box = stepPolygon(square(1000, 0, 10)).box;
    expect(tree.classify(box).kind).toBe('part');
    expect(tree.classify(stepPolygon(square(10, 10, 10)).box)).toEqual({ kind: 'in' });
    expect(tree.classify(stepPolygon(square(1001, 0, 10)).box)).toEqual({ kind: 'out' });
    expect(tree.classify(stepPolygon(square(-10, -10, 2000)).box).kind).toBe('part');
  });

  it('has nothing in an empty region', () => {
    expect(new RegionTree(emptyPacked('polygon')).classify([0, 0, 1, 1])).toEqual({ kind: 'out' });
  });
});
