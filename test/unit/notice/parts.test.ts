import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { firstChoice, mayGoOut, PUBLIC, withinWhitelist } from '../../../shared/notice/fields.ts';
import { frameAround, pathOf } from '../../../shared/notice/frame.ts';
import { placeOpinion } from '../../../shared/notice/place-opinion.ts';
import { plainPng, pngChunks } from '../../../shared/notice/plain-png.ts';
import { spreadPins } from '../../../shared/notice/spread-pins.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { must } from '../../../shared/result.ts';

describe('the whitelist', () => {
  it('names only fields that there are, and none that are internal', () => {
    for (const { layer, name, kind, fields, never } of PUBLIC.layers) {
      const known = new Set(builtinLayer(layer)?.fields.map((field) => field.name));
      for (const field of [
        name,
        kind,
        ...fields.map((one) => one.name),
        ...(never ?? []).map((one) => one.field),
      ])
        expect(known.has(field), `${layer} ${field}`).toBe(true);
      expect(fields.map((one) => one.name).join()).not.toMatch(
        /uid|identifier|element_code|admin_code|remark|approval|determination|investment|revision|derived/,
      );
    }
  });

  it('has no control line, no survey and nothing of the field', () => {
    const inside = BUILTIN_LAYERS.filter(({ readOnly, plan }) => readOnly || plan === 'field').map(
      ({ id }) => id,
    );
    const named = PUBLIC.layers.map(({ layer }) => layer);
    expect(named.filter((layer) => inside.includes(layer) || layer === 'survey_parcel')).toEqual([]);
  });

  it('is what a choice is cut back to', () => {
    const chosen = withinWhitelist([
      { layer: 'ecological_redline', fields: ['name'] },
      { layer: 'industrial_park', fields: ['approval_number', 'leading_industry', 'uid'] },
    ]);
    expect(chosen).toEqual([{ layer: 'industrial_park', fields: ['leading_industry'] }]);
    expect(withinWhitelist(firstChoice())).toEqual(firstChoice());
  });

  it('keeps back what must not go out', () => {
    expect(mayGoOut('major_project', { project_type: 'defence' })).toBe(false);
    expect(mayGoOut('major_project', { project_type: 'transport' })).toBe(true);
    expect(mayGoOut('industrial_park', { classification_mark: 'internal' })).toBe(false);
    expect(mayGoOut('industrial_park', { classification_mark: 'public' })).toBe(true);
  });
});

const lon = fc.double({ min: 74, max: 134, noNaN: true });
const lat = fc.double({ min: 18, max: 53, noNaN: true });

describe('the frame of the page', () => {
  it('holds everything in whole units, three to one at most, and says nothing of where it lies', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(lon, lat), { minLength: 1, maxLength: 20 }), (places) => {
        const boxes = places.map(([x, y]): Box => [x, y, x, y]);
        const { frame, toPage, unitM } = frameAround(boxes);
        expect(frame.width / frame.height).toBeLessThan(3.01);
        expect(frame.height / frame.width).toBeLessThan(3.01);
        expect(Math.max(frame.width, frame.height)).toBe(10_000);
        expect(unitM).toBeGreaterThan(0);
        for (const [x, y] of places) {
          const at = toPage(x, y);
          expect(at.every(Number.isInteger)).toBe(true);
          expect(at[0] >= 0 && at[0] <= frame.width && at[1] >= 0 && at[1] <= frame.height).toBe(true);
        }
      }),
    );
  });

  it('puts north up and east right', () => {
    const { toPage } = frameAround([[110, 30, 111, 31]]);
    const [west, south] = toPage(110, 30);
    const [east, north] = toPage(111, 31);
    expect(east).toBeGreaterThan(west);
    expect(north).toBeLessThan(south);
  });

  it('draws shared borders with the same points, and drops what shrinks to nothing', () => {
    const { toPage } = frameAround([[110, 30, 110.02, 30.02]]);
    const left = packFlat('polygon', [[[110, 30, 110.01, 30, 110.01, 30.02, 110, 30.02, 110, 30]]]);
    const right = packFlat('polygon', [[[110.01, 30, 110.02, 30, 110.02, 30.02, 110.01, 30.02, 110.01, 30]]]);
    const points = (path: string): string[] => path.match(/\d+ \d+/g) ?? [];
    const common = points(pathOf(left, toPage)).filter((one) => points(pathOf(right, toPage)).includes(one));
    expect(common).toHaveLength(2);
    expect(pathOf(left, toPage)).toMatch(/^M\d+ \d+L[\d ]+Z$/);
    const speck = packFlat('polygon', [[[110, 30, 110.0000001, 30, 110.0000001, 30.0000001, 110, 30]]]);
    expect(pathOf(speck, toPage)).toBe('');
  });
});

describe('pins', () => {
  it('part until none covers another, as far as there is room, inside the frame, each time alike', () => {
    const frame = { width: 10_000, height: 8000 };
    const place = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 8000 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 25 }), (places) => {
        const pins = places.map((at, i) => ({ number: i + 1, at }));
        const spread = spreadPins(pins, frame, 300);
        expect(spread).toEqual(spreadPins(pins, frame, 300));
        expect(spread.map(({ number }) => number)).toEqual(pins.map(({ number }) => number));
        for (const { at } of spread) {
          expect(at[0] >= 150 && at[0] <= 9850 && at[1] >= 150 && at[1] <= 7850).toBe(true);
        }
      }),
    );
    const two = spreadPins(
      [
        { number: 1, at: [5000, 4000] },
        { number: 2, at: [5000, 4000] },
      ],
      frame,
      300,
    );
    const [a, b] = two.map(({ at }) => at);
    expect(Math.hypot(a![0] - b![0], a![1] - b![1])).toBeGreaterThan(297);
  });
});

describe('the picture', () => {
  const chunk = (name: string, data: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(name, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const png = Buffer.concat([
    signature,
    chunk('IHDR', Buffer.alloc(13)),
    chunk('tEXt', Buffer.from('Comment\u0000109.9,30.1')),
    chunk('eXIf', Buffer.from('place')),
    chunk('pHYs', Buffer.alloc(9)),
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('behind the end'),
  ]);

  it('goes out with nothing but the picture', () => {
    const plain = must(plainPng(png));
    expect(pngChunks(plain)?.map(({ name }) => name)).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect(Buffer.from(plain).toString('latin1')).not.toMatch(/109\.9|place|behind/);
  });

  it('is refused when it is none, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, signed) => {
        const read = plainPng(signed ? Buffer.concat([signature, bytes]) : bytes);
        expect(read.ok ? 'ok' : read.error.code).toMatch(/^(ok|notice\.picture)$/);
      }),
    );
    expect(plainPng(png.subarray(0, png.length - 40)).ok).toBe(false);
  });
});

describe('the place of an opinion', () => {
  const square = packFlat('polygon', [[[110, 30, 110.02, 30, 110.02, 30.01, 110, 30.01, 110, 30]]]);

  it('is inside the feature, off its name, the same for the same opinion and another for another', () => {
    const ids = Array.from({ length: 500 }, (_, i) => String(i).padStart(32, '0'));
    const places = ids.map((id) => placeOpinion(id, square, [0, 0]));
    expect(new Set(places.map(String)).size).toBe(500);
    for (const [x, y] of places) {
      expect(x > 110 && x < 110.02 && y > 30 && y < 30.01).toBe(true);
      expect(Math.hypot((x - 110.01) * Math.cos(Math.PI / 6), y - 30.005)).toBeGreaterThan(0.0019);
    }
    expect(placeOpinion(ids[7]!, square, [0, 0])).toEqual(places[7]);
    const quarters = new Set(places.map(([x, y]) => `${x > 110.01} ${y > 30.005}`));
    expect(quarters.size).toBe(4);
  });

  it('is where the feature was when it is gone', () => {
    expect(placeOpinion('x', null, [110.5, 30.5])).toEqual([110.5, 30.5]);
  });
});
