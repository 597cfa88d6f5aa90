import { describe, expect, it } from 'vitest';
import { createFeature } from '../../../shared/commands/create-feature.command.ts';
import { packMultiPolygon, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { feature, opsOf, outcome, positions, run, snapshotOf, square } from './snapshot.ts';

const fields = { name: '甲园', park_kind: 'industrial_park', park_level: 'county' };
const park = { layer: 'industrial_park', geometry: square(110, 30, 0.01), fields };

describe('create-feature', () => {
  it('puts a feature with a new uid, its computed area and a name in the history', () => {
    const made = run(createFeature, snapshotOf([]), park);
    expect(made).toMatchObject({
      ok: true,
      value: {
        label: 'history.create-feature',
        params: { layerZh: '产业园区', layerEn: 'Industrial park', name: '甲园' },
      },
    });
    const [op] = opsOf(createFeature, snapshotOf([]), park);
    expect(op).toMatchObject({
      at: { table: 'industrial_park', uid: 'new-1' },
      kind: 'put',
      after: { fields },
    });
    // About 965 m by 1109 m; to the hundredth of a square metre.
    const area = op!.after!.fields!.area_m2 as number;
    expect(area).toBeGreaterThan(1_069_000);
    expect(area).toBeLessThan(1_070_000);
    expect(Math.round(area * 100) / 100).toBe(area);
  });

  it('snaps to the grid and turns rings as the stored form asks', () => {
    const clockwise = packPolygon(
      [
        [
          [110, 30],
          [110, 30.01],
          [110.0100000004, 30.01],
          [110.01, 30],
        ],
      ],
      { raw: true },
    );
    const [op] = opsOf(createFeature, snapshotOf([]), { ...park, geometry: clockwise });
    expect(positions(op!.after!.geometry)).toContainEqual([110.01, 30.01]);
    const xy = op!.after!.geometry!.xy;
    let turn = 0;
    for (let i = 0; i + 3 < xy.length; i += 2)
      turn += (xy[i]! - 110) * (xy[i + 3]! - 30) - (xy[i + 2]! - 110) * (xy[i + 1]! - 30);
    expect(turn).toBeGreaterThan(0);
  });

  it('refuses locked and handed-down layers, wrong and invalid shapes, with the place', () => {
    const empty = snapshotOf([]);
    expect(outcome(createFeature, snapshotOf([], ['industrial_park']), park)).toBe('command.layer-locked');
    expect(outcome(createFeature, empty, { ...park, layer: 'basic_farmland' })).toBe(
      'command.layer-read-only',
    );
    expect(outcome(createFeature, empty, { ...park, layer: 'nothing' })).toBe('command.unknown-layer');
    expect(outcome(createFeature, empty, { ...park, layer: 'public_facility' })).toBe('command.wrong-kind');
    expect(outcome(createFeature, empty, { ...park, geometry: null })).toBe('command.no-geometry');
    const two = packMultiPolygon([
      [
        [
          [110, 30],
          [110.1, 30],
          [110.1, 30.1],
        ],
      ],
      [
        [
          [111, 30],
          [111.1, 30],
          [111.1, 30.1],
        ],
      ],
    ]);
    expect(outcome(createFeature, empty, { ...park, geometry: two })).toBe('done');
    expect(outcome(createFeature, empty, { layer: 'land_use', geometry: two, fields: {} })).toBe(
      'command.single-part',
    );
    const bow = packPolygon([
      [
        [110, 30],
        [110.02, 30.02],
        [110.02, 30],
        [110, 30.02],
      ],
    ]);
    expect(run(createFeature, empty, { ...park, geometry: bow })).toMatchObject({
      ok: false,
      error: { code: 'command.shape.self-crossing', params: { lon: 110.01, lat: 30.01 } },
    });
  });

  it('refuses values that do not suit the schema', () => {
    const empty = snapshotOf([]);
    const withField = (more: Record<string, string | number | null>) =>
      outcome(createFeature, empty, { ...park, fields: { ...fields, ...more } });
    expect(withField({ name: '' })).toBe('command.required');
    expect(withField({ park_kind: 'nonsense' })).toBe('command.value.domain');
    expect(withField({ name: '长'.repeat(101) })).toBe('command.value.length');
    expect(withField({ name: '长'.repeat(100) })).toBe('done');
    expect(withField({ announced_area_ha: 'many' })).toBe('command.value.type');
    expect(withField({ approved_on: '2023-02-29' })).toBe('command.value.date');
    expect(withField({ approved_on: '2024-02-29' })).toBe('done');
    expect(withField({ nothing: 1 })).toBe('command.unknown-field');
    expect(outcome(createFeature, empty, { ...park, fields: { name: 'x' } })).toBe('command.required');
  });

  it('fills what follows from shape and codes', () => {
    const [op] = opsOf(createFeature, snapshotOf([]), {
      layer: 'land_use',
      geometry: square(110, 30, 0.01),
      fields: { land_class: '0101', class_edition: '2023', ridge_coefficient: 0.1 },
    });
    const made = op!.after!.fields as Record<string, number | string>;
    expect(made.land_class_name).toBe('水田');
    expect(made.deducted_area_m2).toBeCloseTo((made.area_m2 as number) / 10, 2);
    expect((made.net_area_m2 as number) + (made.deducted_area_m2 as number)).toBeCloseTo(
      made.area_m2 as number,
      6,
    );
  });

  it('puts its vertices into unlocked neighbours whose edge they lie on, and not into locked ones', () => {
    const west = feature('land_use', 'west', square(109, 30));
    const east = feature('basic_farmland', 'east', square(110, 30));
    const geometry = packPolygon([
      [
        [110, 30.25],
        [110.5, 30.25],
        [110.5, 30.75],
        [110, 30.75],
      ],
    ]);
    const made = run(createFeature, snapshotOf([west, east]), { ...park, geometry });
    const ops = opsOf(createFeature, snapshotOf([west, east]), { ...park, geometry });
    expect(ops.map(({ at }) => at.uid)).toEqual(['new-1', 'west']);
    expect(positions(ops[1]!.after!.geometry)).toEqual([
      [109, 30],
      [110, 30],
      [110, 30.25],
      [110, 30.75],
      [110, 31],
      [109, 31],
    ]);
    expect(made.ok && made.value.nodes).toEqual([
      { at: [110, 30.25], refs: [{ table: 'land_use', uid: 'west' }] },
      { at: [110, 30.75], refs: [{ table: 'land_use', uid: 'west' }] },
    ]);
    expect(opsOf(createFeature, snapshotOf([west, east], ['land_use']), { ...park, geometry })).toHaveLength(
      1,
    );
  });
});
