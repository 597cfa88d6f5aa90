import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { GridBatchBuilder, unpackBatch, type GridItem } from '../../../shared/import/grid-batch.ts';
import { noticed, refused, type RawValue } from '../../../shared/import/raw.ts';
import { fail, ok } from '../../../shared/result.ts';

const name = fc.constantFrom('DLBM', '__proto__', 'constructor', '1', 'MJ');
const value: fc.Arbitrary<RawValue> = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const values = fc
  .array(fc.tuple(name, value), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(new Map(pairs)) as Record<string, RawValue>);

const ring = fc
  .array(fc.double({ min: -180, max: 180, noNaN: true }), { minLength: 2, maxLength: 12 })
  .map((numbers) => numbers.slice(0, 2 * Math.floor(numbers.length / 2)));
const shape = fc
  .tuple(fc.constantFrom('line' as const, 'polygon' as const), fc.array(fc.array(ring, { maxLength: 3 })))
  .map(([kind, parts]) => packFlat(kind, parts));

const item = (number: number): fc.Arbitrary<GridItem> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.record({ values, shape: shape.map(ok) }) },
      {
        weight: 1,
        arbitrary: values.map((given) => ({ values: given, shape: fail('not-finite', { vertex: 1 }) })),
      },
    )
    .chain((feature) =>
      fc.constantFrom<GridItem>(
        { kind: 'feature', number, ...feature },
        { kind: 'feature', number, ...feature },
        refused(number, 'wkb-broken'),
        noticed(null, 'layer-skipped', { layer: 'x' }),
      ),
    );

/** Batches of at most `most` items, each copied as a message to another thread is. */
function sent(items: readonly GridItem[], most: number): GridItem[] {
  const got: GridItem[] = [];
  let batch = new GridBatchBuilder();
  const send = (last: boolean): void => {
    got.push(...unpackBatch(structuredClone(batch.finish({ inserted: 0, share: 1, last }))));
    batch = new GridBatchBuilder();
  };
  for (const one of items) {
    if (batch.count === most || !batch.add(one)) {
      send(false);
      expect(batch.add(one)).toBe(true);
    }
  }
  send(true);
  return got;
}

/** Everything of an item, in the order in which it stands there. */
const plain = (one: GridItem): unknown =>
  one.kind === 'problem' ? one : { ...one, values: Object.entries(one.values) };

it('features come out of their batches as they went in, whatever their names and shapes', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 12 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => item(i + 1)))),
      fc.integer({ min: 1, max: 5 }),
      (items, most) => {
        expect(sent(items, most).map(plain)).toEqual(items.map(plain));
      },
    ),
  );
});
