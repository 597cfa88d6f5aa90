import { describe, expect, it } from 'vitest';
import { packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { RawFeature, RawValue } from '../../../shared/import/raw.ts';
import { difference, titleOf } from '../../../shared/package/compare.ts';
import { readFeature } from '../../../shared/package/read-feature.ts';
import { smallManifest } from '../../fixtures/package/manifest.ts';

const layer = smallManifest().layers[0]!;
const UID = '01900000-0000-7000-8000-000000000001';
const ring = [
  [110, 30],
  [110.01, 30],
  [110.01, 30.01],
] as const;
const triangle = packPolygon([ring]);
const raw = (values: Record<string, RawValue>, geometry: Packed | null = triangle): RawFeature => ({
  kind: 'feature',
  number: 3,
  values: { uid: UID, YQMC: '园', MJ: 1.5, year: 2020, ...values },
  geometry,
});
const moved = (change: (xy: Float64Array) => void): Packed => {
  const xy = triangle.xy.slice();
  change(xy);
  return { ...triangle, xy };
};
const codeOf = (feature: RawFeature): string => {
  const read = readFeature(feature, layer);
  return read.ok ? 'ok' : read.error.code;
};

describe('a feature of a package', () => {
  it('comes back under the names of the schema, to the bit', () => {
    expect(readFeature(raw({ extra: 'x' }), layer)).toEqual({
      ok: true,
      value: { uid: UID, fields: { name: '园', area_m2: 1.5, established: 2020 }, geometry: triangle },
    });
    expect(readFeature(raw({ YQMC: null, MJ: null }, null), layer)).toMatchObject({
      value: { fields: { name: null, area_m2: null }, geometry: null },
    });
  });

  it.each([
    ['no uid', raw({ uid: null }), 'package.feature-uid'],
    ['a uid that is none', raw({ uid: 'x' }), 'package.feature-uid'],
    ['a text for a figure', raw({ MJ: '1.5' }), 'package.feature-value'],
    ['a figure for a text', raw({ YQMC: 5 }), 'package.feature-value'],
    ['half a whole number', raw({ year: 1.5 }), 'package.feature-value'],
    ['a truth value', raw({ YQMC: true }), 'package.feature-value'],
    ['a line for an area', raw({}, packLines([[...ring]])), 'package.feature-kind'],
    [
      'half a grid step',
      raw(
        {},
        moved((xy) => (xy[2]! += 4e-10)),
      ),
      'package.feature-off-grid',
    ],
    [
      'a place outside the world',
      raw(
        {},
        moved((xy) => xy.fill(200)),
      ),
      'package.feature-off-grid',
    ],
    [
      'no number',
      raw(
        {},
        moved((xy) => (xy[0] = NaN)),
      ),
      'package.feature-off-grid',
    ],
    [
      'an open ring',
      raw(
        {},
        moved((xy) => (xy[6] = 110.02)),
      ),
      'package.feature-off-grid',
    ],
  ])('with %s is refused', (_what, feature, code) => {
    expect(codeOf(feature)).toBe(code);
  });
});

const of = (...names: readonly string[]) => names.map((name) => ({ name, type: 'text' as const }));

describe('two features', () => {
  it('differ in fields and shape, named one by one', () => {
    const a = { fields: { name: 'a', area_m2: 1, note: null }, geometry: triangle };
    const b = { fields: { name: 'b', area_m2: 1 }, geometry: moved((xy) => (xy[2] = 110.02)) };
    expect(difference(of('name', 'area_m2', 'note'), a, b)).toEqual({
      fields: [{ field: 'name', before: 'a', after: 'b' }],
      moved: true,
    });
    expect(difference(of('area_m2', 'note'), a, { ...a, fields: { area_m2: 1 } })).toBeNull();
    expect(difference([], a, { ...a, geometry: null })).toEqual({ fields: [], moved: true });
    expect(
      difference(of('n'), { fields: { n: 0 }, geometry: null }, { fields: { n: -0 }, geometry: null }),
    ).toBeNull();
  });

  it('do not differ in how a moment is written', () => {
    const time = [{ name: 't', type: 'datetime' as const }];
    const at = (t: string) => ({ fields: { t }, geometry: null });
    expect(difference(time, at('2026-11-22T08:00:00Z'), at('2026-11-22T08:00:00.000Z'))).toBeNull();
    expect(difference(time, at('2026-11-22T08:00:00Z'), at('2026-11-22T08:00:01Z'))).not.toBeNull();
    expect(difference(time, at('soon'), at('later'))).not.toBeNull();
  });

  it('are called by their name, else by what identifies them', () => {
    expect(titleOf({ name: '园', identifier: '1' }, UID)).toBe('园');
    expect(titleOf({ name: '', identifier: 7 }, UID)).toBe('7');
    expect(titleOf({}, UID)).toBe(UID);
  });
});
