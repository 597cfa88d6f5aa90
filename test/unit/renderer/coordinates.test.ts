import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { editedPlace, typedInto, type PointEdit } from '../../../renderer/panels/boundary/edit-point.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { toZoneXY } from '../../../shared/crs/zone-xy.ts';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';
import { must as value } from '../../../shared/result.ts';
import { must } from '../../fixtures/import/must.ts';

let readCoordinates: (typeof import('../../../renderer/state/coordinates.ts'))['readCoordinates'];
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', {
    ...events,
    lantu: { methods: {}, events: {} },
    matchMedia: () => ({ ...events }),
  });
  ({ readCoordinates } = await import('../../../renderer/state/coordinates.ts'));
});

const zone = must(crsByEpsg(4525));
const context = { zone, inside: null };
const at: LonLat = [110.123_456_789, 30.012_345_678];

describe('what is kept of coordinates', () => {
  it('is as at the first start where nothing, or nonsense, was kept', () => {
    const first = { forms: ['degrees', 'zone'], entry: 'zone', places: [] };
    expect(readCoordinates(null)).toEqual(first);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = readCoordinates(text);
        expect(read.forms.length).toBeGreaterThan(0);
        expect(read.places.every((one) => typeof one === 'string')).toBe(true);
      }),
    );
  });

  it('comes back, forms in their own order', () => {
    const kept = JSON.stringify({
      forms: ['zone-plain', 'dms', 'x'],
      entry: 'degrees',
      places: ['a', 3, '', 'b'],
    });
    expect(readCoordinates(kept)).toEqual({
      forms: ['dms', 'zone-plain'],
      entry: 'degrees',
      places: ['a', 'b'],
    });
  });
});

describe('a point typed in the table', () => {
  const edit: PointEdit = { row: 0, column: 'x', texts: {} };

  it('moves along one axis by what is typed, and stays exactly on the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500_000, max: 500_000 }), fc.boolean(), (millimetres, north) => {
        const xy = must(toZoneXY(at[0], at[1], zone));
        const typed = ((north ? xy.x : xy.y) + millimetres / 1000).toFixed(3);
        const to = value(
          must(editedPlace(typedInto(edit, north ? 'x' : 'y', typed), at, context) ?? undefined),
        );
        const now = must(toZoneXY(to[0], to[1], zone));
        expect((north ? now.x : now.y).toFixed(3)).toBe(typed);
        // The grid moves it by 0.06 mm at most.
        expect(Math.abs(north ? now.y - xy.y : now.x - xy.x)).toBeLessThan(0.000_07);
      }),
    );
  });

  it('keeps both of a pair, and gives up the other pair', () => {
    const both = typedInto(typedInto(edit, 'x', '3322000.5'), 'y', '37415000.25');
    expect(both.texts).toEqual({ x: '3322000.5', y: '37415000.25' });
    expect(typedInto(both, 'lon', '110.5')).toEqual({ row: 0, column: 'lon', texts: { lon: '110.5' } });
    const degrees = editedPlace(typedInto(both, 'lon', '110.5'), at, context);
    expect(degrees).toEqual({ ok: true, value: [110.5, at[1]] });
  });

  it('says what is wrong, and nothing while nothing is typed', () => {
    expect(editedPlace(edit, at, context)).toBeNull();
    expect(editedPlace(typedInto(edit, 'x', '12'), at, context)?.ok).toBe(false);
    expect(editedPlace(typedInto(edit, 'x', '3322000'), at, { zone: null, inside: null })).toEqual({
      ok: false,
      error: { code: 'coordinate.no-zone' },
    });
    // Degrees, minutes and seconds do as well.
    const dms = editedPlace(typedInto(edit, 'lat', '30°01′12″'), at, context);
    expect(dms?.ok && dms.value[1]).toBe(30.02);
  });
});
