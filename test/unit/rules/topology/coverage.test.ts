import { describe, expect, it } from 'vitest';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import type { Fields } from '../../../../shared/model/record.ts';
import type { RuleFeature } from '../../../../shared/rules/rule.ts';
import { LAT, rect, rectArea } from '../../../fixtures/check/shapes.ts';
import { bound, sentencesOf, type Found, type Setting } from '../../../fixtures/rules/bound.ts';

const feature = (table: string, uid: string, fields: Fields): RuleFeature => ({
  ref: { table, uid },
  fields,
  geometry: rect(0, 0, 100, 100),
});
const parcel = (uid: string, parcel_number: string | null): RuleFeature =>
  feature('land_use', uid, { parcel_number });
type Corners = readonly [number, number, number, number];

function check(
  id: string,
  counterpart: RuleFeature | null,
  parts: readonly Corners[],
  setting: Setting = {},
): Found | null {
  const rule = bound('coverage', id, setting);
  const subject = parcel('a', 'GH1');
  const pieces = rule.evaluate({
    subject,
    counterpart,
    parts: parts.map((one): { geometry: Packed; areaM2: number } => ({
      geometry: rect(...one),
      areaM2: rectArea(...one),
    })),
  });
  return pieces.length === 0 ? null : { pieces, text: sentencesOf(rule, subject, pieces) };
}

/** A strip of 100 m as wide as some grid steps. */
const strip = (steps: number): Corners => [0, 0, 100, steps / (LAT * 1e9)];

describe('overlap inside a coverage', () => {
  it('finds ground two parcels claim, in all its parts', () => {
    const found = check('coverage-overlap', parcel('b', 'GH2'), [
      [0, 0, 6, 6],
      [50, 0, 60, 10],
    ]);
    const area = rectArea(0, 0, 6, 6) + rectArea(50, 0, 60, 10);
    expect(found?.pieces).toHaveLength(1);
    expect(found?.pieces[0]).toMatchObject({ other: { uid: 'b' }, severity: 'error' });
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(area, 4);
    expect(found?.pieces[0]?.geometry.parts).toHaveLength(3);
    const mu = ((area * 3) / 2000).toFixed(2);
    expect(found?.text).toEqual([
      `规划用地用海图斑GH1与GH2重叠${mu}亩。`,
      `Planned land use parcels GH1 and GH2 overlap by ${mu} mu.`,
    ]);
  });

  it('names what has no number as such', () => {
    expect(check('coverage-overlap', parcel('b', null), [[0, 0, 9, 9]])?.text[0]).toContain('与未命名重叠');
  });

  it('draws the line at the least area, and at the noise of the grid', () => {
    expect(check('coverage-overlap', parcel('b', '2'), [[0, 0, 0.1, 0.101]])).not.toBeNull();
    expect(check('coverage-overlap', parcel('b', '2'), [[0, 0, 0.1, 0.099]])).toBeNull();
    expect(check('coverage-overlap', parcel('b', '2'), [strip(1)])).toBeNull();
    expect(check('coverage-overlap', parcel('b', '2'), [strip(4)])).not.toBeNull();
    const own = { thresholds: { noise_grid_steps: 6 } };
    expect(check('coverage-overlap', parcel('b', '2'), [strip(4)], own)).toBeNull();
    expect(check('coverage-overlap', parcel('b', '2'), [])).toBeNull();
  });
});

describe('gap inside a coverage', () => {
  it('finds ground no parcel claims', () => {
    const found = check('coverage-gap', null, [[0, 0, 20, 10.7]]);
    expect(found?.pieces[0]).toMatchObject({ other: null, severity: 'error' });
    expect(found?.text[0]).toMatch(/^规划用地用海存在缝隙0\.32亩，未被任何图斑覆盖。$/);
    expect(found?.text[1]).toMatch(/^Planned land use has a gap of 0\.32 mu covered by no parcel\.$/);
  });

  it('draws the line as overlap does', () => {
    expect(check('coverage-gap', null, [[0, 0, 0.1, 0.101]])).not.toBeNull();
    expect(check('coverage-gap', null, [[0, 0, 0.1, 0.099]])).toBeNull();
    expect(check('coverage-gap', null, [strip(1)])).toBeNull();
  });
});

describe('range that is not covered', () => {
  const county = feature('county', 'c', { name: '澄川县' });

  it('finds what is missing at the county line', () => {
    const found = check('coverage-range', county, [[0, 0, 640, 0.8]]);
    expect(found?.pieces[0]).toMatchObject({ other: { table: 'county', uid: 'c' }, severity: 'error' });
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(rectArea(0, 0, 640, 0.8), 3);
    expect(found?.text).toEqual([
      '规划用地用海未覆盖县级行政区，缺0.77亩。',
      'Planned land use falls short of County by 0.77 mu.',
    ]);
  });

  it('draws the line at the least area', () => {
    expect(check('coverage-range', county, [[0, 0, 0.1, 0.101]])).not.toBeNull();
    expect(check('coverage-range', county, [[0, 0, 0.1, 0.099]])).toBeNull();
  });
});
