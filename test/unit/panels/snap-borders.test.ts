import { describe, expect, it } from 'vitest';
import { readCentimetres, snapRows, snappable } from '../../../renderer/panels/snap-borders/snap-model.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import { square } from '../commands/snapshot.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';

describe('the dialog that snaps borders', () => {
  it('reads centimetres as people type them, within its limits', () => {
    expect(['10', ' 0.5 ', '１５', '2,5'].map(readCentimetres)).toEqual([10, 0.5, 15, 2.5]);
    expect(['', '0', '-3', '1001', 'a', '1e9'].map(readCentimetres)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('offers areas that may be written, and all areas as reference', () => {
    const layers = ['land_use', 'basic_farmland', 'track', 'quota', 'industrial_park'].map((id, order) => ({
      schema: builtinLayer(id)!,
      count: 1,
      box: null,
      visible: true,
      locked: id === 'industrial_park',
      opacity: 1,
      order,
    }));
    const { own, references } = snappable(layers);
    expect(own.map(({ schema }) => schema.id)).toEqual(['land_use']);
    expect(references.map(({ schema }) => schema.id)).toEqual([
      'land_use',
      'basic_farmland',
      'industrial_park',
    ]);
  });

  it('lists what moves farthest first, with the shift measured from the old border', () => {
    const before = square(110, 30, 0.01);
    const off = 3 / metresPerDegree(30.005).lon;
    const bent = packPolygon([
      [
        [110, 30],
        [110.01, 30],
        [110.01 + off / 100, 30.005],
        [110.01, 30.01],
        [110, 30.01],
      ],
    ]);
    const still = {
      at: { table: 'land_use', uid: 'b' },
      kind: 'patch' as const,
      before,
      after: before,
      fields: {},
    };
    const moved = { ...still, at: { table: 'land_use', uid: 'a' }, after: bent, fields: { name: '甲' } };
    const rows = snapRows({ label: '', params: {}, changes: [still, moved] }, 0.1);
    expect(rows.map(({ at, name, vertices }) => [at.uid, name, vertices])).toEqual([
      ['a', '甲', 1],
      ['b', '', 0],
    ]);
    expect(rows[0]!.largestM).toBeCloseTo(0.03, 3);
  });
});
