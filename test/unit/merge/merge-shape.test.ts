import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { coupledDisputes } from '../../../shared/merge/coupled.ts';
import { mergeShape } from '../../../shared/merge/merge-shape.ts';
import { circle, edit, place, polygon, ringEdits, type Place, type RingEdit } from './shapes.ts';

const N = 24;
const RING = circle(N);
const BASE = polygon(RING);
const slotOf = (one: RingEdit): number => 2 * one.at + (one.do === 'insert' ? 1 : 0);

/** The same ring of places, wherever it begins. */
const ringKey = (packed: Packed | null): string => {
  const xy = [...(packed?.xy ?? [])].slice(0, -2);
  const pairs = xy.flatMap((x, i) => (i % 2 === 0 ? [`${x},${xy[i + 1]!}`] : []));
  const first = pairs.indexOf([...pairs].sort()[0] ?? '');
  return [...pairs.slice(first), ...pairs.slice(0, first)].join(' ');
};

const joinedOf = (base: Packed, mine: Packed, theirs: Packed): Packed | null => {
  const merged = mergeShape(base, mine, theirs);
  if (merged.kind !== 'joined') throw new Error(`disputed: ${merged.why}`);
  return merged.geometry;
};

describe('edits of one shape by two sides', () => {
  it('go together where they are at different vertices and edges, whoever comes first', () => {
    fc.assert(
      fc.property(ringEdits(N), ringEdits(N), (first, second) => {
        const taken = new Set(first.map(slotOf));
        // A block of deleted and inserted vertices is one edit: the second side keeps a vertex away from the first.
        const near = (slot: number): boolean =>
          [-2, -1, 0, 1, 2].some((by) => taken.has((slot + by + 2 * N) % (2 * N)));
        const apart = second.filter((one) => !near(slotOf(one)));
        const [mine, theirs] = [polygon(edit(RING, first)), polygon(edit(RING, apart))];
        const expected = ringKey(polygon(edit(RING, [...first, ...apart])));
        expect(ringKey(joinedOf(BASE, mine, theirs))).toBe(expected);
        expect(ringKey(joinedOf(BASE, theirs, mine))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('go together where neighbouring vertices were moved', () => {
    const mine = polygon(edit(RING, [{ do: 'move', at: 3, by: 2 }]));
    const theirs = polygon(edit(RING, [{ do: 'move', at: 4, by: 3 }]));
    const both = polygon(
      edit(RING, [
        { do: 'move', at: 3, by: 2 },
        { do: 'move', at: 4, by: 3 },
      ]),
    );
    expect(ringKey(joinedOf(BASE, mine, theirs))).toBe(ringKey(both));
  });

  it('are disputed at a vertex that both moved, and all else is in both answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: N - 1 }), (at) => {
        const far = (at + N / 2) % N;
        const side = (at + N / 4) % N;
        const mine = polygon(
          edit(RING, [
            { do: 'move', at, by: 2 },
            { do: 'move', at: far, by: 2 },
          ]),
        );
        const theirs = polygon(
          edit(RING, [
            { do: 'move', at, by: 4 },
            { do: 'move', at: side, by: 3 },
          ]),
        );
        const merged = mergeShape(BASE, mine, theirs);
        expect(merged.kind).toBe('disputed');
        const answer = (by: number): string =>
          ringKey(
            polygon(
              edit(RING, [
                { do: 'move', at, by },
                { do: 'move', at: far, by: 2 },
                { do: 'move', at: side, by: 3 },
              ]),
            ),
          );
        expect(merged.kind === 'disputed' && ringKey(merged.mine)).toBe(answer(2));
        expect(merged.kind === 'disputed' && ringKey(merged.theirs)).toBe(answer(4));
        expect(merged.kind === 'disputed' && [...merged.places]).toEqual(
          expect.arrayContaining([...RING[at]!]),
        );
      }),
    );
  });

  it('dispute the same whoever asks, and never change a shape that one side alone edited', () => {
    fc.assert(
      fc.property(ringEdits(N), ringEdits(N), (first, second) => {
        const [mine, theirs] = [polygon(edit(RING, first)), polygon(edit(RING, second))];
        const [one, other] = [mergeShape(BASE, mine, theirs), mergeShape(BASE, theirs, mine)];
        expect(one.kind).toBe(other.kind);
        if (one.kind === 'disputed' && other.kind === 'disputed') {
          expect(ringKey(one.mine)).toBe(ringKey(other.theirs));
          expect(Float64Array.from(one.places).sort()).toEqual(Float64Array.from(other.places).sort());
        }
        expect(joinedOf(BASE, BASE, theirs)).toEqual(theirs);
        expect(joinedOf(BASE, mine, BASE)).toEqual(mine);
        expect(joinedOf(BASE, mine, mine)).toEqual(mine);
      }),
      { numRuns: 500 },
    );
  });

  it('put nodes of both on one straight edge, in its order', () => {
    const square: Place[] = [place(0, 0), place(1000, 0), place(1000, 1000), place(0, 1000)];
    const withNodes = (...xs: number[]): Packed =>
      polygon([place(0, 0), ...xs.map((x) => place(x, 0)), ...square.slice(1)]);
    expect(ringKey(joinedOf(polygon(square), withNodes(700, 900), withNodes(300, 700, 800)))).toBe(
      ringKey(withNodes(300, 700, 800, 900)),
    );
  });

  it('know a ring again that begins elsewhere', () => {
    const turned = polygon([...RING.slice(5), ...RING.slice(0, 5)]);
    const theirs = polygon(edit(RING, [{ do: 'move', at: 2, by: 3 }]));
    expect(ringKey(joinedOf(BASE, turned, theirs))).toBe(ringKey(theirs));
  });

  it('refuse what would cross itself', () => {
    const bar: Place[] = [place(0, 0), place(1000, 0), place(1000, 100), place(500, 100), place(0, 100)];
    // Each is a valid bar; together the lower edge would lie above the upper one.
    const mine = polygon([place(0, 0), place(500, 80), ...bar.slice(1)]);
    const theirs = polygon(bar.map((one, i) => (i === 3 ? place(500, 40) : one)));
    const merged = mergeShape(polygon(bar), mine, theirs);
    expect(merged).toMatchObject({ kind: 'disputed', why: 'invalid' });
    expect(merged.kind === 'disputed' && merged.mine !== null && samePacked(merged.mine, mine)).toBe(true);
  });

  it('join holes and parts', () => {
    const hole = (cx: number): Place[] => circle(6, 50, cx, 0).reverse();
    const with1 = polygon(RING, hole(-300));
    const mine = polygon(RING, hole(-300), hole(300));
    const theirs = polygon(edit(RING, [{ do: 'move', at: 0, by: 2 }]));
    // They filled the hole and moved a corner; I cut another hole.
    const both = joinedOf(with1, mine, theirs);
    expect(both?.rings.length).toBe(3);
    expect(ringKey(packFlat('polygon', [[both!.xy.subarray(0, 2 * both!.rings[1]!)]]))).toBe(ringKey(theirs));
    // A hole that one filled and the other moved.
    const moved = polygon(RING, circle(6, 60, -300, 0).reverse());
    const kept = polygon(RING, [...hole(-300).slice(1), place(-250, 10)]);
    expect(mergeShape(with1, polygon(RING), moved).kind).toBe('joined');
    expect(mergeShape(with1, polygon(RING), kept).kind).toBe('disputed');
  });
});

describe('a border that two features share', () => {
  // Two rectangles with the line x = 0 between them, eight vertices on it.
  const border: Place[] = Array.from({ length: 8 }, (_, i) => place(0, i * 100));
  const left = (line: readonly Place[]): Place[] => [...line, place(-900, 750), place(-900, -50)];
  const right = (line: readonly Place[]): Place[] => [
    place(900, -50),
    place(900, 750),
    ...[...line].reverse(),
  ];

  const editLine = (line: readonly Place[], edits: readonly (readonly [number, number])[]): Place[] =>
    line.flatMap((one, i): Place[] => {
      const own = edits.find(([at]) => at === i);
      if (own === undefined) return [one];
      const [, by] = own;
      if (by === 0) return [];
      return by > 50 ? [one, place(by, i * 100 + 50)] : [place(by, i * 100)];
    });
  const lineEdits = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -100, max: 100 })),
    { maxLength: 4, selector: ([at]) => at },
  );

  /** The vertices of a packed ring that lie between the far corners, from south to north. */
  const borderOf = (packed: Packed | null): string[] => {
    const xy = [...(packed?.xy ?? [])].slice(0, -2);
    const pairs = xy.flatMap((x, i): Place[] => (i % 2 === 0 ? [[x, xy[i + 1]!]] : []));
    const near = pairs.filter(([x]) => Math.abs(x - 110) < 0.008);
    return near.map(([x, y]) => `${y} ${x}`).sort();
  };

  it('stays one border, whatever both did to it', () => {
    fc.assert(
      fc.property(lineEdits, lineEdits, (first, second) => {
        const [mine, theirs] = [editLine(border, first), editLine(border, second)];
        const one = mergeShape(polygon(left(border)), polygon(left(mine)), polygon(left(theirs)));
        const two = mergeShape(polygon(right(border)), polygon(right(mine)), polygon(right(theirs)));
        expect(one.kind).toBe(two.kind);
        const shapes = (side: 'mine' | 'theirs'): (Packed | null)[] =>
          [one, two].map((merged) => (merged.kind === 'joined' ? merged.geometry : merged[side]));
        for (const side of ['mine', 'theirs'] as const) {
          const [a, b] = shapes(side);
          expect(borderOf(a!)).toEqual(borderOf(b!));
        }
        if (one.kind === 'disputed' && two.kind === 'disputed')
          expect(coupledDisputes([one.places, two.places])).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });
});
