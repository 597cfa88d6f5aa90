import { beforeAll, describe, expect, it } from 'vitest';
import type { LiveAnswer } from '../../../shared/bridge/query-contract.ts';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createLiveCheck, type LiveCheck, type SketchDelta } from '../../../shared/check/live.ts';
import { moveVertices, type MovedVertex } from '../../../shared/check/sketch.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { clock } from '../../fixtures/check/checking.ts';
import { memorySource, put, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { at } from '../../fixtures/check/shapes.ts';
import { parcelGrid, seeded } from '../../fixtures/parcels.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

/** A shape with bays, `radius` metres around a place. */
function bay(random: () => number, x: number, y: number, radius: number, points: number): Packed {
  const ring = Array.from({ length: points }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / points;
    const r = radius * (0.75 + 0.2 * Math.sin(5 * angle + x) + 0.04 * Math.sin(31 * angle) + 0.01 * random());
    return at(x + r * Math.cos(angle), y + r * Math.sin(angle));
  });
  return packPolygon([ring]);
}

/** Boundaries, farmland and redlines that overlap each other, and a net of parcels. */
function surroundings(random: () => number): MemorySource {
  const source = memorySource();
  const grid = parcelGrid(5, 12, 12, { west: 109_990_000_000, south: 29_993_000_000, between: 3 });
  source.commit([
    put('urban_boundary', 1, bay(random, -600, 0, 1300, 300)),
    put('urban_boundary', 2, bay(random, 500, 900, 900, 150)),
    put('basic_farmland', 1, bay(random, 900, -700, 700, 260), { net_area_m2: null }),
    put('basic_farmland', 2, bay(random, 1200, -400, 600, 90), { net_area_m2: null }),
    put('basic_farmland', 3, bay(random, -900, -900, 500, 60), { net_area_m2: null }),
    put('ecological_redline', 1, bay(random, 200, 1200, 800, 500)),
    put('ecological_redline', 2, bay(random, -1300, 500, 300, 40)),
    ...Array.from({ length: 144 }, (_, i) =>
      put('land_use', i + 1, grid.parcel(i % 12, Math.floor(i / 12)), {
        land_class: ['0101', '0301', '100101'][i % 3]!,
      }),
    ),
  ]);
  return source;
}

const checkOver = (source: MemorySource): LiveCheck =>
  createLiveCheck({ source, overlay, ruleset: DEFAULT_RULESET, clock });

const FIELDS = { park_kind: 'logistics_park' };
const delta = (seq: number, more: Partial<SketchDelta>): SketchDelta => ({
  sketch: 's',
  seq,
  layer: 'industrial_park',
  ref: null,
  fields: FIELDS,
  geometry: null,
  moved: [],
  ...more,
});

/** The same rules, areas within 1e-4 m2, and the same vertices but for rounding. */
function expectSame(found: LiveAnswer, wanted: LiveAnswer): void {
  expect(found.hits.map(({ rule }) => rule)).toEqual(wanted.hits.map(({ rule }) => rule));
  found.hits.forEach(({ areaM2, geometry }, i) => {
    const fresh = wanted.hits[i]!;
    expect(Math.abs(areaM2 - fresh.areaM2)).toBeLessThan(1e-4);
    expect([...geometry!.rings]).toEqual([...fresh.geometry!.rings]);
    expect([...geometry!.parts]).toEqual([...fresh.geometry!.parts]);
    const off = geometry!.xy.reduce((most, v, k) => Math.max(most, Math.abs(v - fresh.geometry!.xy[k]!)), 0);
    expect(off).toBeLessThan(1e-10);
  });
}

/** Some vertices at new places: a vertex pulled on for a while, then another; now and then several at once. */
function pull(shape: Packed, random: () => number, move: number, vertex: number): MovedVertex[] {
  const count = move % 17 === 16 ? 5 : move % 11 === 10 ? 2 : 1;
  return Array.from({ length: count }, (_, i) => {
    const point = (vertex + 7 * i) % (shape.xy.length / 2);
    const reach = move % 23 === 22 ? 2e-3 : 1e-4;
    return {
      point,
      to: [
        canonical(shape.xy[2 * point]! + reach * (random() - 0.5)),
        canonical(shape.xy[2 * point + 1]! + reach * (random() - 0.5)),
      ] as const,
    };
  });
}

describe('a long drag', () => {
  it.each([
    ['a park of many vertices', 1, 400],
    ['a park of few', 2, 12],
  ])('of %s is answered as the whole shape is', async (_name, seed, points) => {
    const random = seeded(seed);
    const source = surroundings(random);
    const live = checkOver(source);
    let shape = bay(random, 0, 0, 1200, points);
    must(await live.live(delta(0, { geometry: shape })));
    let vertex = 0;
    let fields: SketchDelta['fields'] = FIELDS;
    for (let move = 1; move <= 180; move++) {
      if (move % 6 === 1) vertex = Math.floor(random() * points);
      const moved = pull(shape, random, move, vertex);
      shape = moveVertices(shape, moved)!.geometry;
      if (move === 90) source.commit([{ layer: 'basic_farmland', fid: 3, remove: true }]);
      if (move === 150) fields = { park_kind: 'modern_agriculture' };
      if (move === 160) fields = FIELDS;
      const answer = live.live(delta(move, { moved, fields }));
      // Some moves are overtaken: what they changed is answered with the next.
      if (move % 5 !== 0) {
        if (move % 3 === 0) await answer;
        continue;
      }
      const fresh = await checkOver(source).live(delta(0, { geometry: shape, fields }));
      expectSame(must(await answer), must(fresh));
    }
    expect(must(await live.live(delta(999, {}))).hits.length).toBeGreaterThan(2);
  });

  it('back to where it began gives what was said at the beginning', async () => {
    const random = seeded(3);
    const live = checkOver(surroundings(random));
    const shape = bay(random, 0, 0, 1200, 300);
    const first = must(await live.live(delta(0, { geometry: shape })));
    const place = (point: number, x: number): MovedVertex => ({
      point,
      to: [canonical(shape.xy[2 * point]! + x), shape.xy[2 * point + 1]!],
    });
    let seq = 1;
    for (const point of [10, 80, 150, 220]) {
      for (const x of [1e-5, 1e-4, 3e-3, -2e-3, 1e-6, 0]) {
        const answer = must(await live.live(delta(seq++, { moved: [place(point, x)] })));
        if (x === 3e-3) expect(answer.hits).not.toEqual(first.hits);
      }
    }
    const back = must(await live.live(delta(seq, {})));
    expect(back.hits.length).toBeGreaterThan(2);
    expectSame(back, first);
  });

  it('measures at each move only what lies near the moved vertex', async () => {
    const random = seeded(4);
    let points = 0;
    const counted: Overlay = {
      ...overlay,
      measure: (op, a, b) => {
        points += a.xy.length + b.xy.length;
        return overlay.measure(op, a, b);
      },
      common: (a, b) => {
        points += a.xy.length + b.xy.length;
        return overlay.common(a, b);
      },
      filled: (a) => {
        points += a.xy.length;
        return overlay.filled(a);
      },
      differenceMany: (a, others) => {
        points += a.xy.length + others.reduce((sum, { xy }) => sum + xy.length, 0);
        return overlay.differenceMany(a, others);
      },
    };
    const source = surroundings(random);
    const live = createLiveCheck({ source, overlay: counted, ruleset: DEFAULT_RULESET, clock });
    let shape = bay(random, 0, 0, 1200, 2000);
    must(await live.live(delta(0, { geometry: shape })));
    const whole = points;
    points = 0;
    for (let move = 1; move <= 40; move++) {
      const moved = pull(shape, random, 1, 50 * move);
      shape = moveVertices(shape, moved)!.geometry;
      must(await live.live(delta(move, { moved })));
    }
    expect(points / 40).toBeLessThan(whole / 50);
  });
});
