import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtMatrix, classRows } from '../../../shared/analysis/versions/class-table.ts';
import { nextVersionName, versionsOf, type PlanVersion } from '../../../shared/model/version.ts';
import { parseTileAddress, tileAddress } from '../../../shared/map/tile-fields.ts';
import { constructionText, signedHa } from '../../../renderer/panels/compare/comparison-model.ts';

const version = (name: string, more: Partial<PlanVersion> = {}): PlanVersion => ({
  uid: name,
  name,
  plan: 'land-use',
  seq: 1,
  standing: 'draft',
  note: '',
  author: 'x',
  time: '2026-11-22T00:00:00.000Z',
  stateTime: null,
  movedOn: false,
  ...more,
});

describe('the name of the next version', () => {
  it('counts on from the highest, in its form', () => {
    const next = (...names: string[]): string => nextVersionName(names.map((name) => ({ name })));
    expect(next()).toBe('v1');
    expect(next('v1', 'v9', 'v2')).toBe('v10');
    expect(next('第2版')).toBe('第3版');
    expect(next('报批稿')).toBe('v1');
    expect(next('v2', '报批稿')).toBe('v3');
  });

  it('looks at the versions of the plan and of everything, the newest state first', () => {
    const all = [
      version('v1', { seq: 3 }),
      version('w', { plan: null, seq: 9 }),
      version('p', { plan: 'industrial', seq: 12 }),
      version('v2', { seq: 7 }),
    ];
    expect(versionsOf(all, 'land-use').map(({ name }) => name)).toEqual(['w', 'v2', 'v1']);
  });
});

describe('the address of a tile', () => {
  it('names the layer, the state and the place, and is read back', () => {
    const fill = (address: string): string =>
      address.replace('{z}', '14').replace('{x}', '7').replace('{y}', '9');
    const place = { layer: 'land_use', z: 14, x: 7, y: 9 };
    expect(tileAddress('land_use', 12)).toBe('lantu-tile://land_use@12/{z}/{x}/{y}');
    expect(parseTileAddress(fill(tileAddress('land_use')))).toEqual(place);
    expect(parseTileAddress(fill(tileAddress('land_use', 0)))).toEqual({ ...place, state: 0 });
    expect(parseTileAddress(fill(tileAddress('land_use', 12, 'lantu-tile-left')))).toEqual({
      ...place,
      state: 12,
    });
    expect(parseTileAddress('lantu-tile://land_use@x/1/2/3')).toBeNull();
    expect(parseTileAddress('https://land_use/1/2/3')).toBeNull();
  });
});

/** A parcel of the ground, by class before and after; null: not covered. Units of 1e-4 m2. */
const patch = fc.record({
  before: fc.constantFrom('0101', '0301', '0701', '1001', null),
  after: fc.constantFrom('0101', '0301', '0701', '1001', null),
  // Well above what is taken for rounding.
  units: fc.integer({ min: 100_000, max: 10_000_000 }),
});
const sums = (patches: readonly { code: string | null; units: number }[]) => {
  const out = new Map<string | null, number>();
  for (const { code, units } of patches) out.set(code, (out.get(code) ?? 0) + units);
  return out;
};

describe('the matrix of construction and other land', () => {
  const isBuilt = (code: string | null): boolean => code !== null && code >= '07';
  it('is that of the whole ground, although only what changed was overlaid', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 30 }), (patches) => {
        const on = (side: 'before' | 'after', list = patches) =>
          sums(list.flatMap((one) => (one[side] === null ? [] : [{ code: one[side], units: one.units }])));
        const changed = patches.filter((one) => one.before !== one.after);
        const pairs = new Map(
          [...new Set(changed.map((one) => one.before))]
            .filter((code) => code !== null)
            .map((code) => [
              code,
              on(
                'after',
                changed.filter((one) => one.before === code),
              ),
            ]),
        );
        const made = builtMatrix(
          { before: on('before'), after: on('after') },
          { before: on('before', changed), after: on('after', changed) },
          pairs,
          isBuilt,
        );
        const ground = (
          before: (code: string | null) => boolean,
          after: (code: string | null) => boolean,
        ): number =>
          patches
            .filter((one) => before(one.before) && after(one.after))
            .reduce((sum, one) => sum + one.units, 0) / 10_000;
        const other = (code: string | null): boolean => code !== null && !isBuilt(code);
        const none = (code: string | null): boolean => code === null;
        const close = (value: number, wanted: number): void => expect(value).toBeCloseTo(wanted, 3);
        close(made.both, ground(isBuilt, isBuilt));
        close(made.lost, ground(isBuilt, other));
        close(made.gained, ground(other, isBuilt));
        close(made.neither, ground(other, other));
        close(made.builtGone, ground(isBuilt, none));
        close(made.otherGone, ground(other, none));
        close(made.builtCame, ground(none, isBuilt));
        close(made.otherCame, ground(none, other));
        const rows = classRows({ before: on('before'), after: on('after') });
        const total = rows.reduce((sum, row) => sum + row.afterM2 - row.beforeM2, 0);
        close(total, ground(none, (code) => code !== null) - ground((code) => code !== null, none));
      }),
    );
  });
});

describe('figures of the comparison', () => {
  it('carry their sign, and none where nothing is seen of them', () => {
    expect([627_400, -50, 49, -496_700].map(signedHa)).toEqual(['+62.74', '−0.01', '0.00', '−49.67']);
  });

  it('say construction classes as a range where they are one', () => {
    const range = (from: string, to: string): string => `${from}-${to}`;
    expect(constructionText(['07', '08', '09', '10'], range)).toBe('07-10');
    expect(constructionText(['07', '09', '10'], range)).toBe('07 09 10');
    expect(constructionText(['07', '0801', '09'], range)).toBe('07 0801 09');
  });
});
