import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import proj4 from 'proj4';
import type { SnapKind } from '../../../shared/bridge/snap-contract.ts';
import { packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import { edgesThrough } from '../../../shared/geometry/shared-edge.ts';
import { edgeGuides } from '../../../shared/snap/guides.ts';
import { snapHits } from '../../../shared/snap/snap-hits.ts';
import { aroundPlace, surroundings } from '../../../shared/snap/surroundings.ts';
import type { At, OwnPart, SnapFeature } from '../../../shared/snap/types.ts';
import { seeded } from '../../fixtures/parcels.ts';

const WEST = 110_000_000_000;
const SOUTH = 30_000_000_000;
const at = (x: number, y: number): [number, number] => [fromSteps(WEST + x), fromSteps(SOUTH + y)];
const steps = ([lon, lat]: At): [number, number] => [toSteps(lon) - WEST, toSteps(lat) - SOUTH];
const line = (uid: string, ...points: [number, number][]): SnapFeature => ({
  layer: 'track',
  uid,
  fid: Number(uid.replace(/\D/g, '')) || 1,
  geometry: packLines([points.map(([x, y]) => at(x, y))]),
});
const ring = (uid: string, ...points: [number, number][]): SnapFeature => ({
  layer: 'land_use',
  uid,
  fid: 1,
  geometry: packPolygon([points.map(([x, y]) => at(x, y))]),
});

interface Ask {
  readonly kinds?: SnapKind[];
  readonly tail?: At[];
  readonly head?: At[];
  readonly own?: OwnPart[];
  readonly anchors?: At[];
}
function ask(features: readonly SnapFeature[], place: At, tolerance: number, more: Ask = {}) {
  const around = aroundPlace(place, tolerance);
  const near = surroundings(around, features, more.own ?? [], 10_000)!;
  const continued = (more.anchors ?? []).flatMap((anchor) =>
    edgeGuides(anchor, surroundings(aroundPlace(anchor, 1e-9), features, [], 10_000)!.edges),
  );
  const drawn = { head: more.head ?? [], tail: more.tail ?? [] };
  return snapHits({ around, kinds: more.kinds, drawn, continued }, near);
}

/** Random features of a few bent lines and rings in a square of about 200 m. */
const coordinate = fc.integer({ min: 0, max: 2_000_000 });
const point = fc.tuple(coordinate, coordinate);
const features = fc
  .array(fc.uniqueArray(point, { minLength: 3, maxLength: 8, selector: (p) => p.join() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((shapes) =>
    shapes.map((points, i) => (i % 2 === 0 ? line(`l${i}`, ...points) : ring(`r${i}`, ...points))),
  );

describe('what catches the pointer', () => {
  const cross = [line('a1', [0, 0], [1_000_000, 600_000]), line('b2', [0, 600_000], [1_000_000, 0])];

  it('finds the crossing of two lines that have no common vertex, with both of them', () => {
    const [best] = ask(cross, at(500_020, 300_010), 1e-6);
    expect(best?.kind).toBe('intersection');
    expect(steps(best!.point)).toEqual([500_000, 300_000]);
    expect(best!.on.map((place) => place.ref.uid)).toEqual(['a1', 'b2']);
  });

  it('finds the middle of a long edge, the foot of the perpendicular and any place of an edge', () => {
    const long = [line('a1', [0, 0], [4_000_000, 1])];
    expect(ask(long, at(2_000_030, 10), 1e-6)[0]).toMatchObject({
      kind: 'midpoint',
      point: at(2_000_000, 0),
    });
    const from = at(700_000, 900_000);
    const [foot] = ask(long, at(700_050, 10), 1e-6, { tail: [from] });
    expect(foot?.kind).toBe('perpendicular');
    expect(Math.abs(steps(foot!.point)[0] - 700_000)).toBeLessThanOrEqual(1);
    expect(ask(long, at(1_234_567, 90), 1e-6)[0]).toMatchObject({ kind: 'edge', point: at(1_234_567, 0) });
  });

  it('does not call every place of a curve a middle', () => {
    const curve = [line('a1', ...Array.from({ length: 60 }, (_u, i): [number, number] => [i * 900, i * i]))];
    expect(ask(curve, at(20 * 900 + 400, 410), 1e-6).some((hit) => hit.kind === 'midpoint')).toBe(false);
  });

  it('makes right angles on the ground: in the plane of the zone they are right angles too', () => {
    const zone = '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=37500000 +y_0=0 +ellps=GRS80 +units=m';
    const plane = (p: At): [number, number] => proj4('+proj=longlat +ellps=GRS80', zone, [p[0], p[1]]);
    const turn = (a: At, b: At, c: At): number => {
      const [pa, pb, pc] = [plane(a), plane(b), plane(c)];
      const [ux, uy, vx, vy] = [pa[0] - pb[0], pa[1] - pb[1], pc[0] - pb[0], pc[1] - pb[1]];
      return (Math.acos((ux * vx + uy * vy) / Math.hypot(ux, uy) / Math.hypot(vx, vy)) * 180) / Math.PI;
    };
    const [a, b] = [at(0, 0), at(1_500_000, 800_000)];
    const edge = [line('a1', [-500_000, 3_000_000], [6_000_000, 200_000])];
    const [foot] = ask(edge, at(2_555_000, 1_683_000), 1e-3, { tail: [b], kinds: ['perpendicular'] });
    expect(turn(b, foot!.point, at(6_000_000, 200_000))).toBeCloseTo(90, 2);
    const [across] = ask([], at(1_100_000, 1_350_000), 2e-4, { tail: [a, b], kinds: ['right-angle'] });
    expect(turn(a, b, across!.point)).toBeCloseTo(90, 2);
    expect(across!.guides).toEqual([b]);
  });

  it('continues the last segment, runs along the one before, and continues edges of a vertex it was shown', () => {
    const tail = [at(0, 0), at(1_000_000, 0), at(1_000_000, 700_000)];
    const kinds: SnapKind[] = ['extension', 'parallel'];
    expect(ask([], at(1_000_030, 1_500_000), 1e-6, { tail, kinds })[0]).toMatchObject({
      kind: 'extension',
      point: at(1_000_000, 1_500_000),
    });
    expect(ask([], at(200_000, 700_040), 1e-6, { tail, kinds })[0]).toMatchObject({
      kind: 'parallel',
      point: at(200_000, 700_000),
    });
    const end = at(1_000_000, 600_000);
    const beyond = at(1_500_000, 900_050);
    expect(ask(cross, beyond, 1e-6)).toEqual([]);
    expect(ask(cross, beyond, 1e-6, { anchors: [end] })[0]).toMatchObject({
      kind: 'extension',
      guides: [end],
    });
  });

  it('closes a rectangle where two guides meet, and reaches a border along a guide', () => {
    const drawn = [at(0, 0), at(1_000_000, 0), at(1_000_000, 700_000)];
    const [corner] = ask([], at(40, 700_040), 1e-6, { head: drawn.slice(0, 2), tail: drawn });
    expect(corner).toMatchObject({ kind: 'intersection', point: at(0, 700_000) });
    expect(corner!.guides).toHaveLength(2);
    const border = [line('a1', [-900_000, 400_000], [-900_000, 2_000_000])];
    const [met] = ask(border, at(-900_030, 700_020), 1e-6, { head: drawn.slice(0, 2), tail: drawn });
    expect(met).toMatchObject({ kind: 'intersection', point: at(-900_000, 700_000) });
    expect(met!.on.map((place) => place.ref.uid)).toEqual(['a1']);
  });

  it('catches the shape in hand: its first point, and where it crosses a border', () => {
    const own: OwnPart[] = [{ index: 0, at: at(0, 500_000), to: at(1_000_000, 500_000) }];
    expect(ask([], at(20, 500_010), 1e-6, { own })[0]).toMatchObject({ kind: 'vertex', own: 0, on: [] });
    const [met] = ask([line('a1', [300_000, 0], [300_000, 900_000])], at(300_050, 500_040), 1e-6, { own });
    expect(met).toMatchObject({ kind: 'intersection', point: at(300_000, 500_000), own: 0 });
  });

  it('is the same in whatever order features come and rings begin', () => {
    fc.assert(
      fc.property(features, point, fc.integer(), (shapes, [x, y], seed) => {
        const random = seeded(seed);
        const mixed = shapes
          .map((shape) => ({ shape, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ shape }) => shape);
        const tail = [at(0, 0), at(1_000_000, 300_000)];
        expect(ask(mixed, at(x, y), 2e-4, { tail })).toEqual(ask(shapes, at(x, y), 2e-4, { tail }));
        const turned = shapes.map((shape) => {
          if (shape.geometry.kind !== 'line') return shape;
          const points = Array.from({ length: shape.geometry.xy.length / 2 }, (_u, i) =>
            steps([shape.geometry.xy[2 * i]!, shape.geometry.xy[2 * i + 1]!]),
          );
          return line(shape.uid, ...points.reverse());
        });
        const places = (all: SnapFeature[]) =>
          ask(all, at(x, y), 2e-4, { tail }).map(
            ({ kind, point: p, distance }) => `${kind} ${distance} ${p.join()}`,
          );
        expect(places(turned).sort()).toEqual(places(shapes).sort());
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on how far one looks: within the narrower reach nothing is better or missing', () => {
    fc.assert(
      fc.property(features, point, (shapes, [x, y]) => {
        const kinds: SnapKind[] = ['vertex', 'intersection', 'edge'];
        const wide = ask(shapes, at(x, y), 3e-4, { kinds });
        fc.pre(wide.length < 32);
        const narrow = ask(shapes, at(x, y), 1e-4, { kinds });
        expect(narrow).toEqual(wide.filter((hit) => hit.distance <= 100_000));
      }),
      { numRuns: 200 },
    );
  });

  it('makes every point so that the edges it was made on take it as a vertex', () => {
    fc.assert(
      fc.property(features, point, point, (shapes, [x, y], from) => {
        for (const hit of ask(shapes, at(x, y), 4e-4, { tail: [at(...from)] })) {
          if (hit.kind === 'vertex') continue;
          for (const { ref, ring: number, index } of hit.on) {
            const shape = shapes.find(({ uid }) => uid === ref.uid)!;
            const first = shape.geometry.rings[number]! + index;
            const isEnd = [first, first + 1].some(
              (i) =>
                shape.geometry.xy[2 * i] === hit.point[0] && shape.geometry.xy[2 * i + 1] === hit.point[1],
            );
            const through = edgesThrough([{ key: 1, geometry: shape.geometry }], hit.point);
            const taken = through.some((place) => place.ring === number && place.index === index);
            expect(isEnd || taken).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with all vertices, edges and crossings looked at one by one in whole numbers', () => {
    fc.assert(
      fc.property(features, point, (shapes, [x, y]) => {
        const place = at(x, y);
        const hits = ask(shapes, place, 2e-4, { kinds: ['vertex', 'intersection'] });
        const shrink = Math.cos((place[1] * Math.PI) / 180);
        const far = (px: number, py: number): number => Math.round(Math.hypot((px - x) * shrink, py - y));
        const edges: [bigint, bigint, bigint, bigint][] = [];
        const expected = new Set<string>();
        for (const { geometry } of shapes) {
          const points = Array.from({ length: geometry.xy.length / 2 }, (_u, i) =>
            steps([geometry.xy[2 * i]!, geometry.xy[2 * i + 1]!]),
          );
          points.forEach(([px, py], i) => {
            if (far(px, py) <= 200_000) expected.add(`${px},${py}`);
            const next = points[i + 1];
            if (next) edges.push([px, py, ...next].map(BigInt) as [bigint, bigint, bigint, bigint]);
          });
        }
        for (const [ax, ay, bx, by] of edges) {
          for (const [cx, cy, dx, dy] of edges) {
            let d = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
            let t = (cx - ax) * (dy - cy) - (cy - ay) * (dx - cx);
            let u = (cx - ax) * (by - ay) - (cy - ay) * (bx - ax);
            if (d === 0n) continue;
            if (d < 0n) [d, t, u] = [-d, -t, -u];
            if (t <= 0n || t >= d || u <= 0n || u >= d) continue;
            // Nearest whole step, halves up.
            const whole = (n: bigint): number => {
              const doubled = 2n * n + d;
              return Number((doubled - (((doubled % (2n * d)) + 2n * d) % (2n * d))) / (2n * d));
            };
            const [px, py] = [Number(ax) + whole(t * (bx - ax)), Number(ay) + whole(t * (by - ay))];
            if (far(px, py) <= 200_000) expected.add(`${px},${py}`);
          }
        }
        fc.pre(expected.size <= 32);
        expect(new Set(hits.map((hit) => steps(hit.point).join()))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});
