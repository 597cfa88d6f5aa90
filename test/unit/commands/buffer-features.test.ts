import { describe, expect, it } from 'vitest';
import { bufferFeatures } from '../../../shared/commands/buffer-features.command.ts';
import { packMultiPolygon, packPoints } from '../../../shared/geometry/build-packed.ts';
import { feature, outcome, positions, ref, run, snapshotOf, square } from './snapshot.ts';

const school = feature('public_facility', 'school', packPoints([[110, 30]]), { name: '学校' });
const line = feature('basic_farmland', 'line', square(110.002, 30, 0.001), {});
const base = {
  corners: 'round' as const,
  dissolve: false,
  into: 'ecological_zone',
  fields: { name: '缓冲', zone_type: 'control' },
};

describe('buffer-features', () => {
  it('makes a feature of each, of all layers, with its area; the originals stay', () => {
    const made = run(bufferFeatures, snapshotOf([school, line]), {
      ...base,
      refs: [ref(school), ref(line)],
      distanceM: 50,
    });
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.buffer-features', params: { count: 2, features: 2, distance: 50 } },
    });
    const ops = made.ok ? made.value.ops : [];
    expect(ops.map(({ kind, at }) => `${kind} ${at.table}`)).toEqual([
      'put ecological_zone',
      'put ecological_zone',
    ]);
    expect(ops[0]!.after!.fields!['area_m2']).toBeCloseTo(Math.PI * 2500, -1);
  });

  it('joins them into one where asked, in parts where they lie apart', () => {
    const refs = [ref(school), ref(line)];
    const near = run(bufferFeatures, snapshotOf([school, line]), {
      ...base,
      refs,
      distanceM: 150,
      dissolve: true,
    });
    const apart = run(bufferFeatures, snapshotOf([school, line]), {
      ...base,
      refs,
      distanceM: 10,
      dissolve: true,
    });
    const parts = (made: typeof near) =>
      made.ok && made.value.ops.map(({ after }) => after!.geometry!.parts.length - 1);
    expect([parts(near), parts(apart)]).toEqual([[1], [2]]);
  });

  it('gives each part a feature in a layer of single parts', () => {
    const two = feature(
      'ecological_zone',
      'two',
      packMultiPolygon([[positions(square(110, 30, 0.01))], [positions(square(110.02, 30, 0.01))]]),
    );
    const made = run(bufferFeatures, snapshotOf([two]), {
      refs: [ref(two)],
      distanceM: -20,
      corners: 'mitre',
      dissolve: false,
      into: 'functional_zone',
      fields: { zone_code: '310' },
    });
    expect(made.ok ? made.value.ops.length : made.error).toBe(2);
  });

  it('says when nothing is left, when the layer does not suit and when fields are missing', () => {
    const params = { ...base, refs: [ref(line)], distanceM: -400 };
    const snapshot = snapshotOf([school, line]);
    expect(outcome(bufferFeatures, snapshot, params)).toBe('command.buffer-empty');
    expect(outcome(bufferFeatures, snapshot, { ...params, into: 'track' })).toBe('command.wrong-kind');
    expect(outcome(bufferFeatures, snapshot, { ...params, into: 'basic_farmland' })).toBe(
      'command.layer-read-only',
    );
    expect(outcome(bufferFeatures, snapshot, { ...params, fields: { name: 'a' } })).toBe('command.required');
    expect(outcome(bufferFeatures, snapshot, { ...params, refs: [{ table: 'land_use', uid: 'none' }] })).toBe(
      'command.gone-other',
    );
  });
});
