import { describe, expect, it } from 'vitest';
import { LAT, LON, rect, rectArea, rects } from '../../../fixtures/check/shapes.ts';
import { checkSelf, layerOf, selfFeature } from '../../../fixtures/rules/bound.ts';
import { check, placesOf, raw } from './parcel.ts';

describe('self-intersection', () => {
  const bow = raw([
    [0, 0],
    [100, 100],
    [100, 0],
    [0, 100],
    [0, 0],
  ]);

  it('names the place where a border crosses itself', () => {
    const found = check('self-intersection', bow);
    expect(found?.pieces[0]).toMatchObject({ severity: 'error', areaM2: 0 });
    expect(found?.pieces[0]?.geometry.kind).toBe('point');
    const [lon, lat] = placesOf(found)[0]!;
    expect(lon).toBeCloseTo(110 + 50 * LON, 8);
    expect(lat).toBeCloseTo(30 + 50 * LAT, 8);
    expect(found?.text).toEqual([
      `规划用地用海要素GH7在${lon!.toFixed(6)}°, ${lat!.toFixed(6)}°自相交。`,
      `Planned land use feature GH7 crosses itself at ${lon!.toFixed(6)}°, ${lat!.toFixed(6)}°.`,
    ]);
  });

  it('tells touching and unfinished rings from crossing', () => {
    const touching = raw([
      [0, 0],
      [100, 0],
      [50, 50],
      [100, 100],
      [0, 100],
      [50, 50],
      [0, 0],
    ]);
    expect(check('self-intersection', touching)?.text[0]).toMatch(/与自身相接。$/);
    const open = raw([
      [0, 0],
      [100, 0],
      [100, 100],
    ]);
    expect(check('self-intersection', open)?.text[0]).toMatch(/的环不完整/);
    expect(check('self-intersection', open)?.text[1]).toMatch(/is incomplete/);
  });

  it('finds parts that overlap and holes that cross their shell, but not what has a rule of its own', () => {
    expect(check('self-intersection', rects([0, 0, 100, 100], [50, 50, 150, 150]))).not.toBeNull();
    expect(check('self-intersection', rect(0, 0, 100, 100, [50, 50, 150, 90]))).not.toBeNull();
    expect(check('self-intersection', rect(0, 0, 100, 100, [200, 200, 210, 210]))).toBeNull();
    const twice = raw([
      [0, 0],
      [100, 0],
      [100, 0],
      [100, 100],
      [0, 0],
    ]);
    expect(check('self-intersection', twice)).toBeNull();
  });

  it('leaves parts that touch in a vertex, and sound polygons', () => {
    expect(check('self-intersection', rects([0, 0, 100, 100], [100, 100, 200, 200]))).toBeNull();
    expect(check('self-intersection', rect(0, 0, 100, 100, [10, 10, 20, 20]))).toBeNull();
    expect(check('self-intersection', null)).toBeNull();
  });
});

describe('hole outside its shell', () => {
  it('finds the hole itself, by its area', () => {
    const found = check('hole-outside-shell', rect(0, 0, 100, 100, [10, 10, 20, 20], [0, 160, 5, 164]));
    expect(found?.pieces[0]?.severity).toBe('error');
    expect(found?.pieces[0]?.areaM2).toBeCloseTo(rectArea(0, 160, 5, 164), 4);
    expect(found?.pieces[0]?.geometry.box).toEqual(rect(0, 160, 5, 164).box);
    expect(found?.text).toEqual([
      '规划用地用海要素GH7的内环不在外环内。',
      'A hole of Planned land use feature GH7 lies outside its shell.',
    ]);
  });

  it('tells a hole within a hole', () => {
    const found = check('hole-outside-shell', rect(0, 0, 100, 100, [10, 10, 50, 50], [20, 20, 30, 30]));
    expect(found?.text[0]).toMatch(/位于另一内环之内。$/);
    expect(found?.text[1]).toMatch(/within another hole\.$/);
  });

  it('leaves holes inside, holes that touch their shell, and polygons without one', () => {
    expect(check('hole-outside-shell', rect(0, 0, 100, 100, [10, 10, 20, 20]))).toBeNull();
    const touching = raw(
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
        [0, 0],
      ],
      [
        [0, 50],
        [20, 60],
        [20, 40],
        [0, 50],
      ],
    );
    expect(check('hole-outside-shell', touching)).toBeNull();
    expect(check('hole-outside-shell', rects([0, 0, 10, 10], [20, 0, 30, 10]))).toBeNull();
  });
});

describe('multipart', () => {
  it('finds two parts in a layer of single parts only', () => {
    const two = rects([0, 0, 10, 10], [300, 0, 310, 10]);
    expect(check('multipart', two)?.pieces[0]).toMatchObject({ severity: 'notice', areaM2: 0 });
    expect(check('multipart', two)?.text).toEqual([
      '规划用地用海要素GH7含2个部件，该图层要求单部件。',
      'Planned land use feature GH7 has 2 parts; the layer is single-part.',
    ]);
    expect(check('multipart', rect(0, 0, 10, 10, [2, 2, 4, 4]))).toBeNull();
    expect(check('multipart', null)).toBeNull();
    expect(checkSelf('multipart', selfFeature('industrial_park', two))).toBeNull();
  });
});

describe('layers of the users own', () => {
  it('are looked at like the built-in ones', () => {
    const own = { ...layerOf('land_use'), id: 'user_reserve', role: null, builtIn: false };
    const feature = selfFeature('user_reserve', rects([0, 0, 10, 10], [300, 0, 310, 10]));
    expect(checkSelf('multipart', feature, { layer: own })?.text[0]).toContain('user_reserve要素未命名');
  });
});
