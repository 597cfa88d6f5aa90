import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snapLayerBorders } from '../../../shared/commands/snap-layer-borders.command.ts';
import { borderSnaps, largestSnapM } from '../../../shared/geometry/border-snaps.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';
import { after, parcels, shapesOf, tiles } from './coverage-check.ts';
import { shaken } from './shaken.ts';
import { feature, outcome, positions, run, snapshotOf, square } from './snapshot.ts';

describe('borders snapped onto each other', () => {
  it('make a shaken coverage exact again, moving nothing farther than the tolerance', () => {
    let moved = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.nat(3), (seed, between) => {
        // At most 200 steps, 2.2 cm, from the true place each way: two lie within 6.3 cm of each other.
        const shapes = shaken(shapesOf(parcels(seed, 4, between)), seed, 200);
        fc.pre(shapes.every(isValid));
        const snaps = borderSnaps(shapes, 0.08);
        const result = shapes.map(
          (shape, i) => snaps.changed.find(({ feature: f }) => f === i)?.geometry ?? shape,
        );
        expect(snaps.left).toEqual([]);
        expect(tiles(result)).toBe('exact');
        expect(largestSnapM(snaps)).toBeLessThanOrEqual(0.08);
        for (const { from, to, distanceM: said } of snaps.moves) {
          expect(Math.abs(distanceM(...from, ...to) - said)).toBeLessThan(1e-3);
        }
        moved += snaps.moves.length;
        // The same whatever the order.
        const back = borderSnaps(shapes.toReversed(), 0.08);
        const again = new Map(
          back.changed.map(({ feature: f, geometry }) => [shapes.length - 1 - f, geometry]),
        );
        for (const { feature: f, geometry } of snaps.changed)
          expect(samePacked(again.get(f)!, geometry)).toBe(true);
        // Once is enough.
        expect(borderSnaps(result, 0.08).moves).toEqual([]);
      }),
      { numRuns: 60, seed: 12 },
    );
    expect(moved).toBeGreaterThan(1000);
  });

  it('put a vertex beside an edge into it, and go onto an edge that may not change', () => {
    const long = square(110, 30, 0.01);
    const beside = packPolygon([
      [
        [110.01000005, 30.003],
        [110.02, 30.003],
        [110.02, 30.007],
        [110.01000005, 30.007],
      ],
    ]);
    const both = borderSnaps([long, beside], 0.1);
    expect(both.nodes.map(({ at }) => at)).toEqual([
      [110.01000005, 30.003],
      [110.01000005, 30.007],
    ]);
    expect(both.changed.map(({ feature: f }) => f)).toEqual([0]);
    expect(tiles([both.changed[0]!.geometry, beside])).toBe('exact');
    const fixed = borderSnaps([long, beside], 0.1, (i) => i === 0);
    expect(fixed.moves.map(({ to }) => to)).toEqual([
      [110.01, 30.003],
      [110.01, 30.007],
    ]);
    expect(fixed.changed.map(({ feature: f }) => f)).toEqual([1]);
  });

  it('leave a feature that would become invalid, and count it', () => {
    // A strip narrower than the tolerance between two parcels: its sides cannot both go to the same border.
    const west = square(110, 30, 0.01);
    const strip = packPolygon([
      [
        [110.01, 30.004],
        [110.0100002, 30.005],
        [110.01, 30.006],
        [110.0100001, 30.005],
      ],
    ]);
    const snaps = borderSnaps([west, strip], 0.5);
    for (const { geometry } of snaps.changed) expect(isValid(geometry)).toBe(true);
    const bow = packPolygon([
      [
        [111, 30],
        [111.01, 30.01],
        [111.01, 30],
        [111, 30.01],
      ],
    ]);
    expect(borderSnaps([bow, square(111.01000001, 30, 0.01)], 0.1).left).toEqual([0]);
  });

  it('take 20,000 parcels at once', () => {
    const grid = parcelGrid(1, 142, 141, { between: 1 });
    const clean = Array.from({ length: 142 * 141 }, (_, i) => grid.parcel(i % 142, Math.floor(i / 142)));
    const shapes = shaken(clean, 5, 200);
    const snaps = borderSnaps(shapes, 0.08);
    expect(snaps.moves.length).toBeGreaterThan(50_000);
    expect(snaps.left).toEqual([]);
  }, 120_000);
});

describe('snap-layer-borders', () => {
  const west = feature('land_use', 'west', square(110, 30, 0.01));
  const east = feature('land_use', 'east', square(110.0100005, 30, 0.01));
  const zone = feature('functional_zone', 'zone', square(110.0100005, 30, 0.01));
  const line = feature('ecological_redline', 'line', square(110.0200008, 30, 0.01));

  it('snaps a layer, takes along other layers that share its vertices, and says what it did', () => {
    const records = [west, east, zone];
    const made = run(snapLayerBorders, snapshotOf(records), { layers: ['land_use'], toleranceM: 0.1 });
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.snap-layer-borders', params: { features: 2, moved: 2, nodes: 0, left: 0 } },
    });
    const done = after(records, made.ok ? made.value.ops : []);
    expect(tiles(shapesOf(done.slice(0, 2)))).toBe('exact');
    expect(positions(done[2]!.geometry)).toEqual(positions(done[1]!.geometry));
  });

  it('goes to a control line and never writes it', () => {
    const params = { layers: ['land_use'], toleranceM: 0.1, reference: 'ecological_redline' };
    const records = [east, line];
    const made = run(snapLayerBorders, snapshotOf(records), params);
    const done = after(records, made.ok ? made.value.ops : []);
    expect(done[1]).toEqual(line);
    expect(positions(done[0]!.geometry)).toContainEqual([110.0200008, 30]);
    expect(
      outcome(snapLayerBorders, snapshotOf(records), { layers: ['ecological_redline'], toleranceM: 0.1 }),
    ).toBe('command.layer-read-only');
  });

  it('looks within a box alone, and says when there is nothing', () => {
    const params = { layers: ['land_use'], toleranceM: 0.1 };
    expect(outcome(snapLayerBorders, snapshotOf([west, east]), { ...params, box: [120, 30, 121, 31] })).toBe(
      'command.nothing-to-snap',
    );
    expect(outcome(snapLayerBorders, snapshotOf([west]), params)).toBe('command.nothing-to-snap');
    expect(outcome(snapLayerBorders, snapshotOf([west, east], ['land_use']), params)).toBe(
      'command.layer-locked',
    );
  });
});
