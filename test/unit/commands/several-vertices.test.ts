import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteVerticesCommand } from '../../../shared/commands/delete-vertices.command.ts';
import { moveVerticesCommand } from '../../../shared/commands/move-vertices.command.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { movedShapes, sharersAt } from '../../../shared/geometry/shared-moves.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { after, parcels, shapesOf, tiles } from './coverage-check.ts';
import { feature, opsOf, outcome, positions, ref, run, snapshotOf, square } from './snapshot.ts';

type At = [number, number];

const place = (record: FeatureRecord, index: number) => ({
  ref: ref(record),
  ring: 0,
  index,
  at: positions(record.geometry)[index]!,
});

const west = feature('land_use', 'west', square(0, 0));
const east = feature('land_use', 'east', square(1, 0));
const zone = feature('functional_zone', 'zone', square(1, 0));
const line = feature('basic_farmland', 'line', square(1, 0));

describe('move-vertices', () => {
  const border = [place(west, 1), place(west, 2)];

  it('moves a whole border in every unlocked feature that has it, and says how many followed', () => {
    const snapshot = snapshotOf([west, east, zone, line]);
    const made = run(moveVerticesCommand, snapshot, { moves: border, by: [0.1, 0.2], shared: true });
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.move-vertices-shared', params: { count: 2, followers: 2 } },
    });
    const shapes = after([west, east, zone, line], made.ok ? made.value.ops : []);
    expect(positions(shapes[0]!.geometry)).toEqual([
      [0, 0],
      [1.1, 0.2],
      [1.1, 1.2],
      [0, 1],
    ]);
    expect(positions(shapes[2]!.geometry)[0]).toEqual([1.1, 0.2]);
    // The control line is read, never written.
    expect(shapes[3]).toEqual(line);
  });

  it('moves one feature alone without `shared`', () => {
    const ops = opsOf(moveVerticesCommand, snapshotOf([west, east]), {
      moves: border,
      by: [-0.1, 0],
      shared: false,
    });
    expect(ops.map(({ at }) => at.uid)).toEqual(['west']);
  });

  it('refuses what would be invalid with its place, what moved on, and what changes nothing', () => {
    const snapshot = snapshotOf([west, east]);
    expect(
      run(moveVerticesCommand, snapshot, { moves: [place(west, 1)], by: [-2, 0.5], shared: false }),
    ).toMatchObject({ ok: false, error: { code: 'command.shape.self-crossing', params: { count: 1 } } });
    const moved = [{ ...border[0]!, at: [1, 0.5] as At }];
    expect(outcome(moveVerticesCommand, snapshot, { moves: moved, by: [1, 1], shared: true })).toBe(
      'command.vertex-gone',
    );
    expect(outcome(moveVerticesCommand, snapshot, { moves: border, by: [1e-10, 0], shared: true })).toBe(
      'command.unchanged',
    );
    expect(
      outcome(moveVerticesCommand, snapshotOf([west], ['land_use']), {
        moves: border,
        by: [1, 0],
        shared: true,
      }),
    ).toBe('command.layer-locked');
  });

  it('puts vertices that come to lie on an edge of a neighbour into it', () => {
    const far = feature('land_use', 'far', square(1.5, -1, 3));
    const made = run(moveVerticesCommand, snapshotOf([west, far]), {
      moves: border,
      by: [0.5, 0],
      shared: true,
    });
    expect(made.ok && made.value.nodes).toEqual([
      { at: [1.5, 1], refs: [ref(far)] },
      { at: [1.5, 0], refs: [ref(far)] },
    ]);
    const [one, other] = shapesOf(after([west, far], made.ok ? made.value.ops : []));
    expect(positions(other)).toContainEqual([1.5, 0]);
    expect(tiles([one!, other!])).toBe('exact');
  });

  it('leaves a coverage exact, whatever is moved, and moving back gives it again', () => {
    let done = 0;
    const step = fc.integer({ min: -120_000, max: 120_000 }).map((steps) => steps / 1e9 + 2e-10);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.nat(3),
        fc.array(fc.tuple(fc.nat(15), fc.nat(30)), { minLength: 1, maxLength: 12 }),
        fc.tuple(step, step),
        (seed, between, picks, by) => {
          const before = parcels(seed, 4, between);
          const moves = picks.map(([parcel, vertex]) => {
            const record = before[parcel]!;
            return place(record, vertex % positions(record.geometry).length);
          });
          const made = run(moveVerticesCommand, snapshotOf(before), { moves, by, shared: true });
          if (!made.ok) return;
          done += 1;
          const moved = after(before, made.value.ops);
          expect(tiles(shapesOf(moved))).toBe('exact');
          expect(shapesOf(moved).every(isValid)).toBe(true);
          const back = moves.map((move) => ({
            ...move,
            at: positions(moved.find(({ uid }) => uid === move.ref.uid)!.geometry)[move.index]!,
          }));
          // A node put in by the way shifts the numbers; such a case says nothing about moving back.
          const same = moved.every((one, i) => one.geometry!.xy.length === before[i]!.geometry!.xy.length);
          if (!same) return;
          const again = after(
            moved,
            opsOf(moveVerticesCommand, snapshotOf(moved), {
              moves: back,
              by: [-by[0], -by[1]],
              shared: true,
            }),
          );
          again.forEach(({ geometry }, i) => expect(samePacked(geometry!, before[i]!.geometry!)).toBe(true));
        },
      ),
      { numRuns: 150, seed: 11 },
    );
    expect(done).toBeGreaterThan(100);
  });
});

describe('delete-vertices', () => {
  it('leaves a coverage exact: border vertices go on both sides, junctions stay and are told', () => {
    let deleted = 0;
    let keptSome = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.nat(15), fc.nat(30)), { minLength: 1, maxLength: 12 }),
        (seed, between, picks) => {
          const before = parcels(seed, 4, between);
          const places = picks.map(([parcel, vertex]) => {
            const record = before[parcel]!;
            return place(record, vertex % positions(record.geometry).length);
          });
          const made = run(deleteVerticesCommand, snapshotOf(before), { places, shared: true });
          if (!made.ok) {
            expect(made.error.code).toMatch(/junction|shape|ring-too-small/);
            return;
          }
          const params = made.value.params as { count: number; kept: number };
          if (params.kept > 0) keptSome += 1;
          deleted += params.count;
          expect(tiles(shapesOf(after(before, made.value.ops)))).toBe('exact');
        },
      ),
      { numRuns: 150, seed: 5 },
    );
    expect(deleted).toBeGreaterThan(150);
    expect(keptSome).toBeGreaterThan(10);
  });

  it('acts on one feature alone without `shared`, and leaves a ring three vertices', () => {
    const ops = opsOf(deleteVerticesCommand, snapshotOf([west, east]), {
      places: [place(west, 1)],
      shared: false,
    });
    expect(ops.map(({ at }) => at.uid)).toEqual(['west']);
    const many = { places: [place(west, 1), place(west, 0)], shared: false };
    expect(outcome(deleteVerticesCommand, snapshotOf([west]), many)).toBe('command.ring-too-small');
  });
});

describe('sharers', () => {
  it('are named by the exact position', () => {
    const features = [west, east, zone].map((key) => ({ key: key.uid, geometry: key.geometry! }));
    expect(sharersAt(features, [1, 1])).toEqual(['west', 'east', 'zone']);
    expect(sharersAt(features, [0, 1])).toEqual(['west']);
    expect(sharersAt(features, [0.5, 1])).toEqual([]);
  });
});

describe('a large shape', () => {
  it('of 6,000 vertices and 50 holes moves where it is told to and nowhere else', () => {
    const circle = (x: number, y: number, radius: number, count: number) =>
      Array.from({ length: count }, (_, i): At => {
        const a = (2 * Math.PI * i) / count;
        return [x + radius * Math.cos(a), y + radius * Math.sin(a)];
      });
    const holes = Array.from({ length: 50 }, (_, i) =>
      circle(110 + 0.01 * (i % 10) - 0.045, 30 + 0.01 * Math.floor(i / 10) - 0.02, 0.003, 60),
    );
    const big = feature('industrial_park', 'big', packPolygon([circle(110, 30, 0.2, 3000), ...holes]));
    const moves = [0, 100, 2000].map((index) => place(big, index));
    const places = moves.map(({ ring, index }) => ({ key: big, ring, index }));
    const [shown] = movedShapes([{ key: big, geometry: big.geometry! }], places, [1e-5, 1e-5], true);
    const [op] = opsOf(moveVerticesCommand, snapshotOf([big]), { moves, by: [1e-5, 1e-5], shared: true });
    expect(isValid(op!.after!.geometry!)).toBe(true);
    // What is shown while it is dragged is what is stored.
    expect(samePacked(shown!.geometry, op!.after!.geometry!)).toBe(true);
    const before = positions(big.geometry);
    const moved = positions(op!.after!.geometry).flatMap((at, i) =>
      at[0] === before[i]![0] && at[1] === before[i]![1] ? [] : [i],
    );
    expect(moved).toEqual([0, 100, 2000]);
  });
});
