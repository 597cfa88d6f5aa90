import { describe, expect, it } from 'vitest';
import { deleteVertexCommand } from '../../../shared/commands/delete-vertex.command.ts';
import { insertVertexCommand } from '../../../shared/commands/insert-vertex.command.ts';
import { moveVertexCommand } from '../../../shared/commands/move-vertex.command.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { feature, opsOf, outcome, positions, ref, run, snapshotOf, square } from './snapshot.ts';

/*
 * Two parcels side by side and a third above both:
 *
 *   (0,2)---------(2,2)
 *     |    top      |
 *   (0,1)--(1,1)--(2,1)
 *     | west | east |
 *   (0,0)--(1,0)--(2,0)
 */
const west = feature('land_use', 'west', square(0, 0));
const east = feature('land_use', 'east', square(1, 0));
const top = feature(
  'land_use',
  'top',
  packPolygon([
    [
      [0, 1],
      [1, 1],
      [2, 1],
      [2, 2],
      [0, 2],
    ],
  ]),
);
const coverage = [west, east, top];
/** Corner (1,1) of the western parcel: its vertices are (0,0), (1,0), (1,1), (0,1). */
const corner = { ref: ref(west), ring: 0, index: 2, at: [1, 1] as [number, number] };

const shapes = (ops: readonly { at: { uid: string }; after?: { geometry?: unknown } }[]) =>
  Object.fromEntries(ops.map((op) => [op.at.uid, positions(op.after?.geometry as never)]));

describe('move-vertex', () => {
  it('acts on the one feature, or with `shared` on every unlocked one that has the vertex', () => {
    const alone = opsOf(moveVertexCommand, snapshotOf(coverage), {
      ...corner,
      to: [0.9, 0.9],
      shared: false,
    });
    expect(shapes(alone)).toEqual({
      west: [
        [0, 0],
        [1, 0],
        [0.9, 0.9],
        [0, 1],
      ],
    });
    const all = opsOf(moveVertexCommand, snapshotOf(coverage), { ...corner, to: [1.1, 1.2], shared: true });
    expect(shapes(all)).toEqual({
      west: [
        [0, 0],
        [1, 0],
        [1.1, 1.2],
        [0, 1],
      ],
      east: [
        [1, 0],
        [2, 0],
        [2, 1],
        [1.1, 1.2],
      ],
      top: [
        [0, 1],
        [1.1, 1.2],
        [2, 1],
        [2, 2],
        [0, 2],
      ],
    });
    // What is taken from one is given to the others: areas together stay the same.
    const sum = (records: readonly { after?: { fields?: Record<string, unknown> } }[]) =>
      records.reduce((total, { after }) => total + (after!.fields!.area_m2 as number), 0);
    const back = opsOf(moveVertexCommand, snapshotOf(coverage), { ...corner, to: [0.8, 1.1], shared: true });
    expect(sum(all)).toBeCloseTo(sum(back), 1);
  });

  it('leaves locked layers alone and refuses a locked feature', () => {
    const farmland = feature('basic_farmland', 'line', square(1, 1));
    const ops = opsOf(moveVertexCommand, snapshotOf([west, farmland]), {
      ...corner,
      to: [1.1, 1.1],
      shared: true,
    });
    expect(ops.map(({ at }) => at.uid)).toEqual(['west']);
    const line = {
      ref: ref(farmland),
      ring: 0,
      index: 0,
      at: [1, 1] as [number, number],
      to: [1.1, 1.1] as [number, number],
      shared: true,
    };
    expect(outcome(moveVertexCommand, snapshotOf([farmland]), line)).toBe('command.layer-read-only');
    expect(
      outcome(moveVertexCommand, snapshotOf(coverage, ['land_use']), { ...corner, to: [2, 2], shared: true }),
    ).toBe('command.layer-locked');
  });

  it('refuses what would be invalid, what has moved on, and what changes nothing', () => {
    const snapshot = snapshotOf(coverage);
    expect(run(moveVertexCommand, snapshot, { ...corner, to: [-1, 0.5], shared: false })).toMatchObject({
      ok: false,
      error: { code: 'command.shape.self-crossing' },
    });
    expect(outcome(moveVertexCommand, snapshot, { ...corner, at: [1, 1.5], to: [3, 3], shared: false })).toBe(
      'command.vertex-gone',
    );
    expect(outcome(moveVertexCommand, snapshot, { ...corner, index: 9, to: [3, 3], shared: false })).toBe(
      'command.vertex-gone',
    );
    expect(outcome(moveVertexCommand, snapshot, { ...corner, to: [1.0000000001, 1], shared: false })).toBe(
      'command.unchanged',
    );
    expect(
      outcome(moveVertexCommand, snapshot, {
        ...corner,
        ref: { table: 'land_use', uid: 'none' },
        to: [3, 3],
        shared: false,
      }),
    ).toBe('command.gone');
  });
});

describe('insert-vertex', () => {
  const edge = {
    ref: ref(west),
    ring: 0,
    index: 1,
    at: [1, 0] as [number, number],
    end: [1, 1] as [number, number],
  };

  it('puts the vertex into every unlocked feature that has the edge, whatever way it runs', () => {
    const made = run(insertVertexCommand, snapshotOf(coverage), { ...edge, to: [1, 0.5] });
    expect(made.ok && shapes(made.value.ops)).toEqual({
      west: [
        [0, 0],
        [1, 0],
        [1, 0.5],
        [1, 1],
        [0, 1],
      ],
      east: [
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [1, 0.5],
      ],
    });
    expect(made.ok && made.value.nodes).toEqual([
      { at: [1, 0.5], refs: [{ table: 'land_use', uid: 'east' }] },
    ]);
  });

  it('also when it is put a little off the edge: the border moves in both', () => {
    const made = run(insertVertexCommand, snapshotOf(coverage), { ...edge, to: [1.05, 0.5] });
    expect(made.ok && Object.keys(shapes(made.value.ops))).toEqual(['west', 'east']);
  });

  it('apart from the others: off the edge it moves its own border alone, on the edge it still is a vertex of theirs', () => {
    const off = run(insertVertexCommand, snapshotOf(coverage), { ...edge, to: [1.05, 0.5], shared: false });
    expect(off.ok && shapes(off.value.ops)).toEqual({
      west: [
        [0, 0],
        [1, 0],
        [1.05, 0.5],
        [1, 1],
        [0, 1],
      ],
    });
    expect(off).toMatchObject({ ok: true, value: { label: 'history.insert-vertex', nodes: [] } });
    const on = run(insertVertexCommand, snapshotOf(coverage), { ...edge, to: [1, 0.5], shared: false });
    expect(on.ok && Object.keys(shapes(on.value.ops))).toEqual(['west', 'east']);
  });

  it('refuses an end of the edge, and an edge that is not there', () => {
    expect(outcome(insertVertexCommand, snapshotOf(coverage), { ...edge, to: [1, 1] })).toBe(
      'command.unchanged',
    );
    expect(outcome(insertVertexCommand, snapshotOf(coverage), { ...edge, end: [0, 1], to: [1, 0.5] })).toBe(
      'command.vertex-gone',
    );
  });
});

describe('delete-vertex', () => {
  const bulge = feature(
    'land_use',
    'bulge',
    packPolygon([
      [
        [0, 0],
        [1, 0],
        [1.2, 0.5],
        [1, 1],
        [0, 1],
      ],
    ]),
  );
  const hollow = feature(
    'land_use',
    'hollow',
    packPolygon([
      [
        [1, 0],
        [2, 0],
        [2, 1],
        [1, 1],
        [1.2, 0.5],
      ],
    ]),
  );
  const middle = { ref: ref(bulge), ring: 0, index: 2, at: [1.2, 0.5] as [number, number] };

  it('acts on the one feature, or with `shared` on all that have it', () => {
    const snapshot = snapshotOf([bulge, hollow]);
    expect(shapes(opsOf(deleteVertexCommand, snapshot, { ...middle, shared: false }))).toEqual({
      bulge: positions(square(0, 0)),
    });
    expect(shapes(opsOf(deleteVertexCommand, snapshot, { ...middle, shared: true }))).toEqual({
      bulge: positions(square(0, 0)),
      hollow: positions(square(1, 0)),
    });
  });

  it('refuses a vertex where several borders of the layer meet, and leaves other layers their corner', () => {
    const params = { ...corner, shared: true };
    expect(outcome(deleteVertexCommand, snapshotOf(coverage), params)).toBe('command.junction');
    const zone = feature('functional_zone', 'zone', square(1, 1));
    expect(
      shapes(
        opsOf(deleteVertexCommand, snapshotOf([bulge, zone]), {
          ...corner,
          ref: ref(bulge),
          index: 3,
          shared: true,
        }),
      ),
    ).toEqual({
      bulge: [
        [0, 0],
        [1, 0],
        [1.2, 0.5],
        [0, 1],
      ],
    });
  });

  it('leaves a ring its last three vertices', () => {
    const triangle = feature(
      'land_use',
      'triangle',
      packPolygon([
        [
          [0, 0],
          [1, 0],
          [0, 1],
        ],
      ]),
    );
    const params = { ref: ref(triangle), ring: 0, index: 1, at: [1, 0] as [number, number], shared: false };
    expect(outcome(deleteVertexCommand, snapshotOf([triangle]), params)).toBe('command.ring-too-small');
  });
});
