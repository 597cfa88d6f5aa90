import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/commands/define-command.ts';
import { insertVertexCommand } from '../../../shared/commands/insert-vertex.command.ts';
import { moveVertexCommand } from '../../../shared/commands/move-vertex.command.ts';
import { moveVerticesCommand } from '../../../shared/commands/move-vertices.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';
import { type Geos, loadGeos } from '../geometry/geos.ts';
import { applied, parcel } from './coverage-checks.ts';
import { after, parcels } from './coverage-check.ts';
import { overlapM2 } from './overlap.ts';
import { feature, opsOf, outcome, plannedSnapshot, positions, ref, run, snapshotOf } from './snapshot.ts';

const fit = { avoid: 'own' as const, fill: false };

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

const areaOf = (features: readonly FeatureRecord[], uid: string): number =>
  polygonAreaM2(features.find((one) => one.uid === uid)!.geometry!);

/** A vertex of a feature by its place. */
function vertexOf(record: FeatureRecord, [x, y]: readonly [number, number]) {
  const all = positions(record.geometry);
  const index = all.findIndex((one) => Math.hypot(one[0]! - x, one[1]! - y) < 1e-8);
  expect(index).toBeGreaterThanOrEqual(0);
  return { ref: ref(record), ring: 0, index, at: all[index]! as [number, number] };
}

describe('a vertex that is moved', () => {
  const a = parcel('a', rect(0, 0, 100, 100));
  const wall = parcel('wall', rect(150, -200, 250, 200));
  const corner = vertexOf(a, at(100, 0));

  it('takes its feature no farther than to a neighbour', () => {
    const move = (more: object) =>
      applied(
        [a, wall],
        opsOf(moveVertexCommand, snapshotOf([a, wall]), {
          ...corner,
          to: at(200, 0),
          shared: false,
          ...more,
        }),
      );
    expect(overlapM2(geos, move({}))).toBeGreaterThan(1000);
    const now = move({ fit });
    expect(overlapM2(geos, now)).toBeLessThan(0.01);
    // The new triangle is 100 m by 100 m; a quarter of it, the tip, lies over the neighbour.
    expect(areaOf(now, 'a')).toBeCloseTo(
      rectArea(0, 0, 100, 100) + rectArea(0, 0, 100, 50) - rectArea(0, 0, 50, 25),
      0,
    );
    expect(areaOf(now, 'wall')).toBeCloseTo(rectArea(150, -200, 250, 200), 1);
  });

  it('is refused as no change where all that it gains is taken', () => {
    const close = parcel('close', rect(100, -200, 250, 200));
    const params = { ...corner, to: at(200, 0), shared: false, fit };
    expect(outcome(moveVertexCommand, snapshotOf([a, close]), params)).toBe('command.unchanged');
  });

  it('takes the features that share it no farther either', () => {
    const south = parcel('south', rect(0, -100, 100, 0));
    const records = [a, south, wall];
    const params = { ...corner, to: at(200, 0), shared: true, fit };
    const now = applied(records, opsOf(moveVertexCommand, snapshotOf(records), params));
    expect(overlapM2(geos, now)).toBeLessThan(0.01);
    for (const uid of ['a', 'south'])
      expect(areaOf(now, uid)).toBeCloseTo(
        rectArea(0, 0, 100, 100) + rectArea(0, 0, 100, 50) - rectArea(0, 0, 50, 25),
        0,
      );
  });

  it('keeps to that with several at once, and with one put into an edge', () => {
    const side = [corner, vertexOf(a, at(100, 100))];
    const [x0] = at(0, 0);
    const [x1] = at(80, 0);
    const wide = applied(
      [a, wall],
      opsOf(moveVerticesCommand, snapshotOf([a, wall]), {
        moves: side,
        by: [x1 - x0, 0],
        shared: false,
        fit,
      }),
    );
    expect(areaOf(wide, 'a')).toBeCloseTo(rectArea(0, 0, 150, 100), 0);
    const put = applied(
      [a, wall],
      opsOf(insertVertexCommand, snapshotOf([a, wall]), {
        ...corner,
        end: positions(a.geometry)[corner.index + 1]! as [number, number],
        to: at(200, 50),
        fit,
      }),
    );
    expect(overlapM2(geos, put)).toBeLessThan(0.01);
    expect(areaOf(put, 'a')).toBeCloseTo(
      rectArea(0, 0, 100, 100) + rectArea(0, 0, 100, 50) - rectArea(0, 0, 50, 25),
      0,
    );
  });

  it('leaves alone what lay over each other before, and what is inside another can be edited', () => {
    // Over its western end lies another, and the whole lies in a third.
    const west = parcel('west', rect(-20, 0, 30, 100));
    const around = parcel('around', rect(-50, -50, 120, 150));
    const records = [a, west, around, wall];
    const params = { ...corner, to: at(200, 0), shared: false, fit };
    const now = applied(records, opsOf(moveVertexCommand, snapshotOf(records), params));
    expect(areaOf(now, 'west')).toBeCloseTo(rectArea(-20, 0, 30, 100), 1);
    expect(areaOf(now, 'around')).toBeCloseTo(rectArea(-50, -50, 120, 150), 1);
    // Won as if there were only the wall: the triangle of 100 m by 100 m but for its tip beyond 150 m.
    expect(areaOf(now, 'a')).toBeCloseTo(
      rectArea(0, 0, 100, 100) + rectArea(0, 0, 100, 50) - rectArea(0, 0, 50, 25),
      0,
    );
  });

  it('keeps a border that another layer shares equal', () => {
    const park = feature('industrial_park', 'park', a.geometry!, { name: '园' });
    const records = [a, park, wall];
    const params = { ...corner, to: at(200, 0), shared: true, fit };
    const now = applied(records, opsOf(moveVertexCommand, snapshotOf(records), params));
    const [parcelNow, parkNow] = ['a', 'park'].map((uid) => now.find((one) => one.uid === uid)!.geometry!);
    expect(parkNow).toEqual(parcelNow);
    expect(polygonAreaM2(parkNow!)).toBeLessThan(rectArea(0, 0, 150, 100));
  });

  it('fills the gap about what it wins, and no other', () => {
    // Gaps of 10 m below and above, between a and two others: the first beside the vertex, the second far from it.
    const south = parcel('south', rect(-100, -110, 300, -10));
    const low = parcel('low', rect(100, -10, 300, 100));
    const shape = parcel('a', rect(0, 0, 90, 100));
    const north = parcel('north', rect(-100, 110, 300, 200));
    const records = [shape, south, low, north];
    const [x0] = at(0, 0);
    const [x1] = at(10, 0);
    const params = {
      moves: [vertexOf(shape, at(90, 0)), vertexOf(shape, at(90, 100))],
      by: [x1 - x0, 0] as [number, number],
      shared: false,
    };
    const plain = applied(records, opsOf(moveVerticesCommand, snapshotOf(records), params));
    expect(areaOf(plain, 'a')).toBeCloseTo(rectArea(0, 0, 100, 100), 0);
    const filled = applied(
      records,
      opsOf(
        moveVerticesCommand,
        plannedSnapshot(records, moveVerticesCommand, { ...params, fit: { ...fit, fill: true } }),
        {
          ...params,
          fit: { ...fit, fill: true },
        },
      ),
    );
    expect(overlapM2(geos, filled)).toBeLessThan(0.01);
    expect(areaOf(filled, 'a')).toBeGreaterThanOrEqual(rectArea(0, 0, 100, 100) - 0.5);
  });

  it('never makes an overlap in a coverage, wherever it goes, alone or with those that share it', () => {
    let [done, cut] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.nat(3),
        fc.nat(15),
        fc.nat(1000),
        fc.integer({ min: -9e5, max: 9e5 }),
        fc.integer({ min: -9e5, max: 9e5 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('move', 'several', 'insert'),
        (seed, between, pick, vertex, dx, dy, shared, fill, how) => {
          const before = parcels(seed, 4, between);
          const record = before[pick]!;
          const ring = positions(record.geometry);
          const index = vertex % (ring.length - 1);
          const [from, end] = [ring[index]!, ring[index + 1]!] as [[number, number], [number, number]];
          const place = { ref: ref(record), ring: 0, index, at: from };
          const by: [number, number] = [dx / 1e9, dy / 1e9];
          const to: [number, number] = [from[0] + by[0], from[1] + by[1]];
          const outcomeOf = <P>(command: Command<P>, params: P) =>
            // What the store would read, and no more.
            run(command, plannedSnapshot(before, command, params), params);
          const edit = (more: object) =>
            how === 'move'
              ? outcomeOf(moveVertexCommand, { ...place, to, shared, ...more })
              : how === 'insert'
                ? outcomeOf(insertVertexCommand, { ...place, end, to, shared, ...more })
                : outcomeOf(moveVerticesCommand, {
                    moves: [place, { ...place, index: index + 1, at: end }],
                    by,
                    shared,
                    ...more,
                  });
          const made = edit({ fit: { avoid: 'own', fill } });
          if (!made.ok) {
            expect(made.error.code).toMatch(/shape|unchanged|nothing-left|single-part/);
            return;
          }
          done += 1;
          const now = after(before, made.value.ops);
          const plain = edit({});
          if (plain.ok && overlapM2(geos, after(before, plain.value.ops)) > 1) cut += 1;
          expect(now.every(({ geometry }) => isValid(geometry!))).toBe(true);
          expect(overlapM2(geos, now)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 250, seed: 11 },
    );
    expect(done).toBeGreaterThan(100);
    // Of those that many would lie over a neighbour.
    expect(cut).toBeGreaterThan(15);
  });
});
