import fc from 'fast-check';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

/** A place in metres-like units of 1e-5 degree about a county. */
export const place = (x: number, y: number): [number, number] => [
  canonical(110 + x * 1e-5),
  canonical(30 + y * 1e-5),
];

export type Place = readonly [number, number];

export const polygon = (...rings: readonly (readonly Place[])[]): Packed =>
  packFlat('polygon', [rings.map((ring) => [...ring, ring[0]!].flat())]);

/** A ring of n places about a centre, counter-clockwise; between the corners there is room for edits. */
export const circle = (n: number, radius = 1000, cx = 0, cy = 0): Place[] =>
  Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * i) / n;
    return place(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
  });

/** One thing a person does to a ring, told by the ring as it was. */
export type RingEdit =
  | { readonly do: 'move'; readonly at: number; readonly by: number }
  | { readonly do: 'delete'; readonly at: number }
  | { readonly do: 'insert'; readonly at: number; readonly out: number };

/** The ring after edits, each at its own vertex or edge. */
export function edit(ring: readonly Place[], edits: readonly RingEdit[]): Place[] {
  const n = ring.length;
  const out: Place[] = [];
  const scaled = ([x, y]: Place, factor: number): Place => [
    canonical(110 + (x - 110) * factor),
    canonical(30 + (y - 30) * factor),
  ];
  ring.forEach((vertex, i) => {
    const own = edits.find((one) => one.do !== 'insert' && one.at === i);
    if (own === undefined) out.push(vertex);
    else if (own.do === 'move') out.push(scaled(vertex, 1 + own.by / 100));
    const put = edits.find((one) => one.do === 'insert' && one.at === i);
    if (put?.do === 'insert') {
      const next = ring[(i + 1) % n]!;
      out.push(scaled([(vertex[0] + next[0]) / 2, (vertex[1] + next[1]) / 2], 1 + put.out / 100));
    }
  });
  return out;
}

/** Edits of a ring of n vertices, at most one each for a vertex and an edge; moved far less than there is room. */
export const ringEdits = (n: number): fc.Arbitrary<readonly RingEdit[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: 2 * n - 1 }), { maxLength: Math.floor(n / 3) }).chain((slots) =>
    fc.tuple(
      ...slots.map((slot): fc.Arbitrary<RingEdit> => {
        const at = Math.floor(slot / 2);
        const amount = fc.integer({ min: 1, max: 4 });
        if (slot % 2 === 1) return amount.map((out) => ({ do: 'insert', at, out }));
        return fc.oneof(
          amount.map((by): RingEdit => ({ do: 'move', at, by })),
          fc.constant<RingEdit>({ do: 'delete', at }),
        );
      }),
    ),
  );
