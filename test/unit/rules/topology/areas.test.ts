import { describe, expect, it } from 'vitest';
import { packPoints } from '../../../../shared/geometry/build-packed.ts';
import { at, rect, rectArea, rects } from '../../../fixtures/check/shapes.ts';
import { checkSelf, selfFeature } from '../../../fixtures/rules/bound.ts';
import { check, parcel, raw } from './parcel.ts';

describe('sliver', () => {
  it('finds a strip that is narrow and long, with its area and average width', () => {
    const found = check('sliver', rect(0, 0, 310, 1.2));
    expect(found?.pieces[0]).toMatchObject({ other: null, severity: 'warning' });
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(rectArea(0, 0, 310, 1.2), 4);
    // 2A/P of 310 by 1.2 is 1.195 m.
    expect(found?.text).toEqual([
      '规划用地用海图斑GH7为狭长图斑，面积0.56亩，平均宽1.20米。',
      'Planned land use parcel GH7 is a sliver of 0.56 mu, 1.20 m wide on average.',
    ]);
  });

  it('leaves a river of 20 m by 30 km and a small square alone: one test of two', () => {
    expect(check('sliver', rect(0, 0, 30_000, 20))).toBeNull();
    expect(check('sliver', rect(0, 0, 2.5, 2.5))).toBeNull();
  });

  it('asks for scale by area, or by width', () => {
    // 100 by 9.9 m: under 1,000 m2 and ten times as long as wide. 110 by 9.9 m: over, and 9.1 m wide on average.
    expect(check('sliver', rect(0, 0, 100, 9.9))).not.toBeNull();
    expect(check('sliver', rect(0, 0, 110, 9.9))).toBeNull();
    expect(check('sliver', rect(0, 0, 4000, 4.9))).not.toBeNull();
    expect(check('sliver', rect(0, 0, 4000, 5.1))).toBeNull();
    expect(check('sliver', rect(0, 0, 4000, 5.1), { thresholds: { sliver_width_m: 6 } })).not.toBeNull();
  });

  it('finds a strip that lies aslant, and a ring-shaped one whose box is wide', () => {
    const aslant = raw([
      [0, 0],
      [300, 300],
      [299, 301],
      [-1, 1],
      [0, 0],
    ]);
    expect(check('sliver', aslant)).not.toBeNull();
    const hollow = rect(0, 0, 500, 500, [2, 2, 498, 498]);
    expect(check('sliver', hollow)).not.toBeNull();
  });

  it('says nothing of a border that crosses itself, of nothing, of points', () => {
    const bow = raw([
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
      [0, 0],
    ]);
    expect(check('sliver', bow)).toBeNull();
    expect(check('sliver', null)).toBeNull();
    expect(checkSelf('sliver', selfFeature('public_facility', packPoints([at(0, 0)])))).toBeNull();
  });
});

describe('tiny face', () => {
  it('finds a parcel below the least area, and none at it', () => {
    const small = rect(0, 0, 2.5, 2.5);
    const area = rectArea(0, 0, 2.5, 2.5);
    const found = check('tiny-face', small);
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(area, 4);
    expect(found?.text).toEqual([
      `规划用地用海图斑GH7面积${area.toFixed(2)}平方米，小于10.00平方米。`,
      `Planned land use parcel GH7 has ${area.toFixed(2)} m², below 10.00 m².`,
    ]);
    expect(check('tiny-face', small, { thresholds: { min_area_m2: area + 1e-4 } })).not.toBeNull();
    expect(check('tiny-face', small, { thresholds: { min_area_m2: area - 1e-4 } })).toBeNull();
    const exact = parcel(small);
    expect(
      checkSelf('tiny-face', { ...exact, areaM2: () => 10 }, { thresholds: { min_area_m2: 10 } }),
    ).toBeNull();
  });

  it('looks at each part: a crumb of a large park is one', () => {
    const park = selfFeature('industrial_park', rects([0, 0, 500, 500], [600, 0, 602, 2]), {
      name: '城东园',
    });
    const found = checkSelf('tiny-face', park);
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(rectArea(600, 0, 602, 2), 4);
    expect(found?.text[0]).toContain('产业园区图斑城东园');
    const whole = selfFeature('industrial_park', rects([0, 0, 500, 500], [600, 0, 620, 20]));
    expect(checkSelf('tiny-face', whole)).toBeNull();
  });
});
