import { describe, expect, it } from 'vitest';
import type { Op } from '../../../shared/change/change.ts';
import { clipFeature } from '../../../shared/commands/clip-feature.command.ts';
import { editEach } from '../../../shared/commands/edit-each.command.ts';
import { fillGap } from '../../../shared/commands/fill-gap.command.ts';
import { mergeFeatures } from '../../../shared/commands/merge-features.command.ts';
import { mergeIntoNeighbour } from '../../../shared/commands/merge-into-neighbour.command.ts';
import { recomputeFields } from '../../../shared/commands/recompute-fields.command.ts';
import { renewUid } from '../../../shared/commands/renew-uid.command.ts';
import { repairGeometry } from '../../../shared/commands/repair-geometry.command.ts';
import { snapBorder } from '../../../shared/commands/snap-border.command.ts';
import { splitFeature } from '../../../shared/commands/split-feature.command.ts';
import { splitParts } from '../../../shared/commands/split-parts.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { at, rect, rectArea, rects } from '../../fixtures/check/shapes.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

const areaAfter = (ops: readonly Op[], uid: string): number => {
  const geometry = ops.find((op) => op.at.uid === uid)?.after?.geometry;
  return geometry === undefined || geometry === null ? NaN : polygonAreaM2(geometry);
};
const shapeAfter = (ops: readonly Op[], uid: string): Packed =>
  ops.find((op) => op.at.uid === uid)!.after!.geometry!;

/** The features as they are after the operations. */
function after(features: readonly FeatureRecord[], ops: readonly Op[]): FeatureRecord[] {
  const all = new Map(features.map((one) => [one.uid, one]));
  for (const {
    at: { table, uid },
    kind,
    after: value,
  } of ops) {
    const before = all.get(uid) ?? feature(table, uid, null);
    if (kind === 'delete') all.delete(uid);
    else {
      all.set(uid, {
        ...before,
        fields: { ...before.fields, ...value?.fields },
        geometry: value?.geometry === undefined ? before.geometry : value.geometry,
      });
    }
  }
  return [...all.values()];
}

/** Directed edges without their opposite: none inside a coverage without gap or overlap. */
function openEdges(parcels: readonly FeatureRecord[]): Set<string> {
  const edges = new Set<string>();
  for (const { geometry } of parcels) {
    const { xy, rings } = geometry!;
    for (let r = 0; r + 1 < rings.length; r++) {
      for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
        edges.add([xy[2 * i], xy[2 * i + 1], xy[2 * i + 2], xy[2 * i + 3]].join(' '));
      }
    }
  }
  for (const edge of edges) {
    const [a, b, c, d] = edge.split(' ');
    const back = `${c} ${d} ${a} ${b}`;
    if (edges.delete(back)) edges.delete(edge);
  }
  return edges;
}

describe('clip a feature by others', () => {
  const park = feature('industrial_park', 'park', rect(0, 0, 1000, 1000), { name: '东园' });
  const field = feature('basic_farmland', 'field', rect(900, 200, 1500, 500));
  const boundary = feature('urban_boundary', 'line', rect(-500, -500, 700, 2000));

  it('keeps what lies outside them; the line itself is not written', () => {
    const ops = opsOf(clipFeature, snapshotOf([park, field]), {
      ref: ref(park),
      by: [ref(field)],
      byLayers: [],
      keep: 'outside',
    });
    expect(ops.map((op) => op.at.uid)).toEqual(['park']);
    expect(areaAfter(ops, 'park')).toBeCloseTo(rectArea(0, 0, 1000, 1000) - rectArea(900, 200, 1000, 500), 2);
    expect(ops[0]?.after?.fields?.['area_m2']).toBeCloseTo(areaAfter(ops, 'park'), 2);
  });

  it('keeps what lies inside a layer about it', () => {
    const ops = opsOf(clipFeature, snapshotOf([park, boundary, field]), {
      ref: ref(park),
      by: [],
      byLayers: ['urban_boundary'],
      keep: 'inside',
    });
    expect(areaAfter(ops, 'park')).toBeCloseTo(rectArea(0, 0, 700, 1000), 2);
  });

  it('puts its new vertices into unlocked neighbours that share the edge', () => {
    const parcel = feature('land_use', 'parcel', rect(0, 1000, 1000, 2000), { land_class: '0101' });
    const ops = opsOf(clipFeature, snapshotOf([park, boundary, parcel]), {
      ref: ref(park),
      by: [ref(boundary)],
      byLayers: [],
      keep: 'inside',
    });
    expect(shapeAfter(ops, 'parcel').xy).toHaveLength(2 * 6);
    expect(areaAfter(ops, 'parcel')).toBeCloseTo(rectArea(0, 1000, 1000, 2000), 1);
  });

  it('refuses to leave nothing, to change nothing, and to write a control line', () => {
    const swallow = feature('basic_farmland', 'all', rect(-10, -10, 2000, 2000));
    const far = feature('basic_farmland', 'far', rect(5000, 0, 5100, 100));
    const by = (other: FeatureRecord) => ({
      ref: ref(park),
      by: [ref(other)],
      byLayers: [],
      keep: 'outside' as const,
    });
    expect(outcome(clipFeature, snapshotOf([park, swallow]), by(swallow))).toBe('command.nothing-left');
    expect(outcome(clipFeature, snapshotOf([park, far]), by(far))).toBe('command.unchanged');
    expect(outcome(clipFeature, snapshotOf([park]), by(far))).toBe('command.gone-other');
    expect(
      outcome(clipFeature, snapshotOf([park, field]), {
        ref: ref(field),
        by: [ref(park)],
        byLayers: [],
        keep: 'outside',
      }),
    ).toBe('command.layer-read-only');
  });
});

describe('split a feature along others', () => {
  const parcel = feature('land_use', 'parcel', rect(0, 0, 400, 100), {
    land_class: '100101',
    identifier: '990121000000000001',
    derived_from: null,
    area_m2: 1,
  });
  const boundary = feature('urban_boundary', 'line', rect(-500, -500, 300, 2000));

  it('gives the part outside other fields and leaves no gap; areas add up to the cent', () => {
    const snapshot = snapshotOf([parcel, boundary]);
    const ops = opsOf(splitFeature, snapshot, {
      ref: ref(parcel),
      by: [ref(boundary)],
      byLayers: [],
      part: 'outside',
      fields: { land_class: '0101' },
    });
    expect(ops).toHaveLength(2);
    const [first, second] = after([parcel], ops);
    expect(first?.fields['land_class']).toBe('100101');
    expect(first?.fields['identifier']).toBe('990121000000000001');
    expect(second?.fields).toMatchObject({ land_class: '0101', identifier: null, derived_from: 'parcel' });
    expect(polygonAreaM2(second!.geometry!)).toBeCloseTo(rectArea(300, 0, 400, 100), 2);
    const total = Number(first?.fields['area_m2']) + Number(second?.fields['area_m2']);
    expect(Math.abs(total - polygonAreaM2(parcel.geometry!))).toBeLessThan(0.02);
    // The cut itself is in both, edge for edge.
    expect(openEdges([first!, second!]).size).toBe(openEdges([parcel]).size + 2);
  });

  it('only changes the fields where the whole feature lies there', () => {
    const far = feature('urban_boundary', 'far', rect(900, 0, 1000, 100));
    const ops = opsOf(splitFeature, snapshotOf([parcel, far]), {
      ref: ref(parcel),
      by: [ref(far)],
      byLayers: [],
      part: 'outside',
      fields: { land_class: '0101' },
    });
    expect(ops).toHaveLength(1);
    expect(ops[0]?.after?.geometry).toBeUndefined();
    expect(ops[0]?.after?.fields?.['land_class']).toBe('0101');
  });

  it('takes a feature that no line comes near for one that lies outside altogether', () => {
    const ops = opsOf(splitFeature, snapshotOf([parcel]), {
      ref: ref(parcel),
      by: [],
      byLayers: ['urban_boundary'],
      part: 'outside',
      fields: { land_class: '0101' },
    });
    expect(ops.map(({ kind, after: value }) => [kind, value?.geometry])).toEqual([['patch', undefined]]);
  });

  it('refuses values that no list knows', () => {
    expect(
      outcome(splitFeature, snapshotOf([parcel, boundary]), {
        ref: ref(parcel),
        by: [ref(boundary)],
        byLayers: [],
        part: 'outside',
        fields: { land_class: '9999' },
      }),
    ).toMatch(/^command\.value/);
  });
});

describe('parts and leftovers', () => {
  it('makes a feature of each part, the largest keeping the identity', () => {
    const farm = feature('land_use', 'farm', rects([0, 0, 10, 10], [300, 0, 340, 10]), {
      land_class: '0703',
    });
    const ops = opsOf(splitParts, snapshotOf([farm]), { refs: [ref(farm)] });
    expect(ops.map((op) => op.kind).sort()).toEqual(['patch', 'put']);
    expect(areaAfter(ops, 'farm')).toBeCloseTo(rectArea(300, 0, 340, 10), 2);
    expect(
      outcome(splitParts, snapshotOf([feature('land_use', 'one', rect(0, 0, 1, 1))]), {
        refs: [{ table: 'land_use', uid: 'one' }],
      }),
    ).toBe('command.one-part');
  });

  const sliver = feature('land_use', 'sliver', rect(0, 100, 310, 101.2), { land_class: '0101' });
  const north = feature('land_use', 'north', rect(0, 101.2, 310, 300), { land_class: '0103' });
  const south = feature('land_use', 'south', rect(0, 0, 310, 100), { land_class: '1202' });
  const params = {
    ref: ref(sliver),
    lines: ['basic_farmland'],
    classField: 'land_class',
    construction: ['07', '12'],
  };

  it('gives a sliver to the neighbour of its own group', () => {
    const ops = opsOf(mergeIntoNeighbour, snapshotOf([sliver, north, south]), params);
    expect(ops.map((op) => [op.at.uid, op.kind])).toEqual([
      ['north', 'patch'],
      ['sliver', 'delete'],
    ]);
    expect(areaAfter(ops, 'north')).toBeCloseTo(rectArea(0, 100, 310, 300), 2);
    expect(ops[0]?.after?.fields?.['land_class']).toBe('0103');
  });

  it('never across a control line, and says so when nobody is left', () => {
    const line = feature('basic_farmland', 'line', rect(-100, 101.2, 500, 400));
    expect(outcome(mergeIntoNeighbour, snapshotOf([sliver, north, south, line]), params)).toBe(
      'command.no-neighbour',
    );
  });

  it('merges what touches and refuses what lies apart in a single-part layer', () => {
    const snapshot = snapshotOf([sliver, north, south]);
    const into = { into: ref(north), keepFields: false };
    const ops = opsOf(mergeFeatures, snapshot, { ...into, refs: [ref(sliver)] });
    expect(areaAfter(ops, 'north')).toBeCloseTo(rectArea(0, 100, 310, 300), 2);
    expect(outcome(mergeFeatures, snapshot, { ...into, refs: [ref(south)] })).toBe('command.merge-apart');
  });
});

describe('gaps and borders', () => {
  it('fills a gap on the vertices of its neighbours', () => {
    const dented = packPolygon([
      [at(0, 0), at(100, 0), at(95, 50), at(100, 100), at(0, 100), at(0, 0)].map(([x, y]) => [x, y]),
    ]);
    const west = feature('land_use', 'west', dented, { land_class: '0301' });
    const east = feature('land_use', 'east', rect(100, 0, 200, 100), { land_class: '0103' });
    // As a check draws it, a little off the true vertices.
    const gap = packPolygon([
      [at(100, 0), at(100, 100), at(95.0001, 50), at(100, 0)].map(([x, y]) => [x, y]),
    ]);
    const ops = opsOf(fillGap, snapshotOf([west, east]), { ref: ref(west), gap, within: null });
    const now = after([west, east], ops);
    expect(now.reduce((sum, one) => sum + polygonAreaM2(one.geometry!), 0)).toBeCloseTo(
      rectArea(0, 0, 200, 100),
      1,
    );
    expect(now.every((one) => isValid(one.geometry!))).toBe(true);
    const far = rect(900, 900, 910, 910);
    const covered = feature('land_use', 'covered', rect(850, 850, 950, 950));
    expect(outcome(fillGap, snapshotOf([west, covered]), { ref: ref(west), gap: far, within: null })).toBe(
      'command.no-gap',
    );
  });

  it('moves strips between the zones of a coverage until their border is the line', () => {
    // The zone inside overshoots the line by 5 cm in the north and falls short by 5 cm in the east.
    const inner = feature('functional_zone', 'inner', rect(0, 0, 99.95, 100.05), { zone_code: '410' });
    const north = feature('functional_zone', 'north', rect(0, 100.05, 99.95, 300), { zone_code: '520' });
    const east = feature('functional_zone', 'east', rect(99.95, 0, 300, 300), { zone_code: '520' });
    const line = feature('urban_boundary', 'line', rect(0, 0, 100, 100));
    const ops = opsOf(snapBorder, snapshotOf([inner, north, east, line]), {
      ref: ref(inner),
      by: [ref(line)],
      byLayers: [],
      strips: 'outside',
      toleranceM: 0.5,
    });
    const now = after([inner, north, east], ops);
    const of = (uid: string) => polygonAreaM2(now.find((one) => one.uid === uid)!.geometry!);
    expect(of('inner')).toBeCloseTo(rectArea(0, 0, 100, 100), 1);
    expect(of('inner') + of('north') + of('east')).toBeCloseTo(rectArea(0, 0, 300, 300), 1);
    expect(now.every((one) => isValid(one.geometry!))).toBe(true);
  });

  it('has nothing to do on a border that is the line already, or that is farther off than the tolerance', () => {
    const line = feature('urban_boundary', 'line', rect(0, 0, 100, 100));
    const params = { by: [ref(line)], byLayers: [], strips: 'outside' as const, toleranceM: 0.5 };
    const same = feature('functional_zone', 'same', rect(0, 0, 100, 100));
    const wide = feature('functional_zone', 'wide', rect(0, 0, 140, 100));
    for (const zone of [same, wide])
      expect(outcome(snapBorder, snapshotOf([zone, line]), { ...params, ref: ref(zone) })).toBe(
        'command.nothing-to-snap',
      );
  });
});

describe('geometry and fields put right', () => {
  it('takes out repeated and near vertices and spikes', () => {
    const broken = packPolygon([
      [
        at(0, 0),
        at(100, 0),
        at(100, 0),
        at(100, 100),
        at(50, 100),
        at(50, 180),
        at(49, 100),
        at(0, 100),
        at(0, 0.0002),
        at(0, 0),
      ].map(([x, y]) => [x, y]),
    ]);
    const zone = feature('functional_zone', 'zone', broken, { zone_code: '520' });
    const ops = opsOf(repairGeometry, snapshotOf([zone]), { ref: ref(zone), nearM: 0.001, spikeDeg: 10 });
    expect(areaAfter(ops, 'zone')).toBeCloseTo(rectArea(0, 0, 100, 100), 1);
    expect(isValid(shapeAfter(ops, 'zone'))).toBe(true);
  });

  it('makes two features of a bow-tie in a single-part layer', () => {
    const tie = packPolygon([
      [at(0, 0), at(100, 100), at(100, 0), at(0, 100), at(0, 0)].map(([x, y]) => [x, y]),
    ]);
    const zone = feature('functional_zone', 'zone', tie, { zone_code: '520' });
    const ops = opsOf(repairGeometry, snapshotOf([zone]), { ref: ref(zone), nearM: 0, spikeDeg: 0 });
    expect(ops).toHaveLength(2);
    const total = ops.reduce((sum, op) => sum + polygonAreaM2(op.after!.geometry!), 0);
    expect(total).toBeCloseTo(rectArea(0, 0, 100, 100) / 2, 0);
  });

  it('writes areas as they are, and nothing where they are right', () => {
    const area = Math.round(rectArea(0, 0, 100, 100) * 100) / 100;
    const wrong = feature('industrial_park', 'wrong', rect(0, 0, 100, 100), { area_m2: area + 70 });
    const right = feature('industrial_park', 'right', rect(0, 0, 100, 100), { area_m2: area });
    const ops = opsOf(recomputeFields, snapshotOf([wrong, right]), { refs: [ref(wrong), ref(right)] });
    expect(ops.map((op) => op.at.uid)).toEqual(['wrong']);
    expect(ops[0]?.after?.fields?.['area_m2']).toBeCloseTo(area, 2);
    expect(outcome(recomputeFields, snapshotOf([right]), { refs: [ref(right)] })).toBe('command.unchanged');
  });

  it('gives another identity and says where it came from', () => {
    const twin = feature('town_center', 'twin', rect(0, 0, 10, 10), { name: '镇区', derived_from: null });
    const done = run(renewUid, snapshotOf([twin]), { ref: ref(twin) });
    expect(done.ok && done.value.ops.map((op) => op.kind)).toEqual(['delete', 'put']);
    expect(done.ok && done.value.ops[1]?.after?.fields).toMatchObject({ name: '镇区', derived_from: 'twin' });
  });

  it('writes different values into several features as one step', () => {
    const a = feature('land_use', 'a', rect(0, 0, 1, 1), { land_class: '0603' });
    const b = feature('land_use', 'b', rect(1, 0, 2, 1), { land_class: '0204', remark: '不变' });
    const ops = opsOf(editEach, snapshotOf([a, b]), {
      changes: [
        { ref: ref(a), fields: { land_class: '060202' } },
        { ref: ref(b), fields: { remark: '不变' } },
      ],
    });
    expect(ops.map((op) => op.at.uid)).toEqual(['a']);
  });
});
