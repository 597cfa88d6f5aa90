import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { ItemOf } from '../../../shared/print/layout/layout-schema.ts';
import { SINGLE_PAGE } from '../../../shared/print/sheet-window.ts';
import {
  composed,
  layoutOf,
  mapItem,
  point,
  rectangle,
  texts,
  type TestFeature,
} from '../../fixtures/print.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

const legend = (patch: Partial<ItemOf<'legend'>> = {}): ItemOf<'legend'> => ({
  kind: 'legend',
  id: 'legend',
  x: 230,
  y: 20,
  width: 180,
  height: 250,
  title: '',
  size: 3,
  columns: null,
  areas: null,
  without: [],
  frame: false,
  ...patch,
});

/** Words of the legend, from the top. */
const words = (features: readonly TestFeature[], patch: Partial<ItemOf<'legend'>> = {}): string[] =>
  texts(composed(layoutOf([mapItem({ labels: false }), legend(patch)]), features, overlay).list.items).map(
    ({ text }) => text,
  );

const parcel = (code: string, x: number, y: number, side = 80): TestFeature => ({
  layer: 'land_use',
  geometry: rectangle(x, y, side, side),
  values: { land_class: code },
});

const CLASSES = {
  '0101': '耕地',
  '0301': '林地',
  '0703': '农村宅基地',
  '0804': '教育用地',
  '1201': '交通运输用地',
  '1701': '陆地水域',
} as const;
const CODES = Object.keys(CLASSES) as (keyof typeof CLASSES)[];

describe('the legend', () => {
  it('explains the classes that are seen in the frame, and no other', () => {
    const seen = fc.record({
      code: fc.constantFrom(...CODES),
      // The frame goes a kilometre from the middle.
      x: fc.constantFrom(-1500, -600, -200, 300, 2000),
      y: fc.constantFrom(-1800, -500, 100, 700),
    });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 12 }), (parcels) => {
        const inFrame = parcels.filter(({ x, y }) => Math.abs(x) < 1000 && Math.abs(y) < 1000);
        const expected = new Set(inFrame.map(({ code }) => CLASSES[code]));
        const said = words(parcels.map(({ code, x, y }) => parcel(code, x, y)));
        expect(new Set(said.filter((word) => word !== '规划用地用海'))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('names no line that only surrounds the frame', () => {
    const around: TestFeature = { layer: 'township', geometry: rectangle(-5000, -5000, 10_000, 10_000) };
    expect(words([around])).toEqual([]);
    const across: TestFeature = { layer: 'township', geometry: rectangle(-5000, -5000, 5000, 10_000) };
    expect(words([across])).toEqual(['乡级行政区']);
  });

  it('explains marks by their codes, and leaves out layers that are not wanted', () => {
    const school: TestFeature = {
      layer: 'public_facility',
      geometry: point(100, 100),
      values: { name: '一小', facility_kind: 'primary_school' },
    };
    const said = words([school, parcel('0101', 0, 0)]);
    expect(said).toContain('公共服务设施');
    expect(said).toContain('小学');
    expect(words([school, parcel('0101', 0, 0)], { without: ['land_use'] })).not.toContain('耕地');
  });

  it('sums up the ellipsoid area inside the frame', () => {
    const inside = parcel('0101', 0, 0, 400);
    // Half of it lies beyond the right side of the frame.
    const crossing = parcel('0101', 800, -700, 400);
    const said = words([inside, crossing], { areas: 'ha', title: '图例' });
    const half = polygonAreaM2(rectangle(800, -700, 200, 400));
    const whole = (polygonAreaM2(inside.geometry) + half) / 10_000;
    const figure = Number(said.find((word) => /^\d+\.\d\d$/.test(word)));
    expect(Math.abs(figure - whole)).toBeLessThanOrEqual(0.0051);
  });

  it('of a page of an atlas explains what lies in its township', () => {
    const subject = rectangle(-300, -300, 300, 300);
    const features = [parcel('0101', -200, -200), parcel('0301', 400, 400)];
    const layout = layoutOf([mapItem({ labels: false }), legend()]);
    const page = { ...SINGLE_PAGE, name: '甲乡', subject, outline: subject };
    const said = texts(composed(layout, features, overlay, page).list.items).map(({ text }) => text);
    expect(said).toContain('耕地');
    expect(said).not.toContain('林地');
  });

  it('says when it has no room', () => {
    const features = CODES.map((code, i) => parcel(code, -900 + 200 * i, 0));
    const small = layoutOf([mapItem(), legend({ width: 20, height: 8 })]);
    expect(composed(small, features, overlay).notes).toEqual([{ code: 'legend-cut', item: 'legend' }]);
    expect(composed(layoutOf([mapItem(), legend()]), features, overlay).notes).toEqual([]);
  });
});
