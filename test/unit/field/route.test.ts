import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestOrder, orderLength, routeOrder } from '../../../shared/field/route.ts';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';

const place = fc.tuple(
  fc.double({ min: 109.6, max: 110.4, noNaN: true }),
  fc.double({ min: 29.7, max: 30.3, noNaN: true }),
);
/** Places that often coincide or lie in a row, as those of one field do. */
const gridPlace = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .map(([x, y]): LonLat => [110 + x / 1000, 30 + y / 1000]);
const many = fc.oneof(fc.array(place, { maxLength: 40 }), fc.array(gridPlace, { maxLength: 40 }));
const start = fc.option(place, { nil: null });

/** Every order of a few things. */
function* orders(count: number): Generator<number[]> {
  if (count === 0) yield [];
  else
    for (const rest of orders(count - 1))
      for (let at = 0; at <= rest.length; at++) yield [...rest.slice(0, at), count - 1, ...rest.slice(at)];
}

describe('a way over places', () => {
  it('goes to each once', () => {
    fc.assert(
      fc.property(many, start, (places, from) => {
        expect(routeOrder(places, from).toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i));
      }),
    );
  });
  it('is never longer than always going to the nearest', () => {
    fc.assert(
      fc.property(many, start, (places, from) => {
        const route = orderLength(places, routeOrder(places, from), from);
        expect(route).toBeLessThanOrEqual(orderLength(places, nearestOrder(places, from), from));
      }),
    );
  });
  it('has no two legs that would be shorter the other way round', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 3, maxLength: 14 }), start, (places, from) => {
        const order = routeOrder(places, from);
        const length = orderLength(places, order, from);
        const first = from === null ? 1 : 0;
        for (let i = first; i < order.length; i++)
          for (let j = i + 1; j < order.length; j++) {
            const turned = [
              ...order.slice(0, i),
              ...order.slice(i, j + 1).toReversed(),
              ...order.slice(j + 1),
            ];
            expect(orderLength(places, turned, from)).toBeGreaterThanOrEqual(length - 1e-9);
          }
      }),
    );
  });
  it('is near the shortest there is, found by trying all', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), place, (places, from) => {
        const route = orderLength(places, routeOrder(places, from), from);
        let least = Infinity;
        for (const order of orders(places.length)) least = Math.min(least, orderLength(places, order, from));
        expect(route).toBeGreaterThanOrEqual(least - 1e-12);
        expect(route).toBeLessThanOrEqual(1.5 * least + 1e-12);
      }),
      { numRuns: 60 },
    );
  });
  it('sets out from the first place where there is no start, and is the same every time', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        const order = routeOrder(places, null);
        expect(order[0]).toBe(0);
        expect(routeOrder(places, null)).toEqual(order);
      }),
    );
  });
  it('takes crossed legs apart', () => {
    // A row walked from its second place: the nearest first leads past the end and back.
    const row: LonLat[] = [0, 1, 2.1, 3.3, 4.6].map((x) => [110 + x / 100, 30]);
    const from: LonLat = [110.0101, 30];
    expect(orderLength(row, routeOrder(row, from), from)).toBeLessThan(0.058 * Math.cos(Math.PI / 6));
  });
  it('takes a few seconds for as many as a package holds', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const places = Array.from({ length: 20_000 }, (): LonLat => [110 + random(), 30 + random()]);
    const began = performance.now();
    const order = routeOrder(places, null);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(new Set(order).size).toBe(places.length);
  });
  it('of nothing is nothing', () => {
    expect(routeOrder([], null)).toEqual([]);
    expect(nearestOrder([], [110, 30])).toEqual([]);
  });
});
