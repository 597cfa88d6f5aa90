import { beforeAll, describe, expect, it } from 'vitest';
import { createFeature } from '../../../shared/commands/create-feature.command.ts';
import { addPartCommand } from '../../../shared/commands/add-part.command.ts';
import { editGeometry } from '../../../shared/commands/edit-geometry.command.ts';
import { eraseFeatures } from '../../../shared/commands/erase-features.command.ts';
import { fillHole } from '../../../shared/commands/fill-hole.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import { cutByRegions } from '../../../shared/geometry/cut-together.ts';
import { splitBySketch } from '../../../shared/geometry/split.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';
import { type Geos, loadGeos } from '../geometry/geos.ts';
import { random, starRing, starWithHole } from '../geometry/shapes.ts';
import { applied, coverage, faultsOfCoverage, parcel } from './coverage-checks.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

const area = (features: readonly FeatureRecord[], uid: string): number =>
  polygonAreaM2(features.find((one) => one.uid === uid)!.geometry!);
const ring = (...points: [number, number][]) => ({
  kind: 'ring' as const,
  points: points.map(([x, y]) => at(x, y)),
});

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

describe('erase several features', () => {
  const a = parcel('a', rect(0, 0, 100, 100));
  const b = parcel('b', rect(100, 0, 200, 100));
  const middle = ring([80, 20], [120, 20], [120, 60], [80, 60]);

  it('by a drawn ring: what is inside goes, or what is outside', () => {
    const out = applied(
      [a, b],
      opsOf(eraseFeatures, snapshotOf([a, b]), { refs: [ref(a), ref(b)], sketch: middle, keep: 'outside' }),
    );
    expect(area(out, 'a')).toBeCloseTo(rectArea(0, 0, 100, 100) - rectArea(80, 20, 100, 60), 1);
    expect(area(out, 'b')).toBeCloseTo(rectArea(100, 0, 200, 100) - rectArea(100, 20, 120, 60), 1);
    const kept = applied(
      [a, b],
      opsOf(eraseFeatures, snapshotOf([a, b]), { refs: [ref(a), ref(b)], sketch: middle, keep: 'inside' }),
    );
    expect(area(kept, 'a')).toBeCloseTo(rectArea(80, 20, 100, 60), 1);
  });

  it('by features and layers, which are only read; apart in a single-part layer they become several', () => {
    const road = feature('basic_farmland', 'road', rect(40, -10, 60, 110));
    const params = { refs: [ref(a), ref(b)], byLayers: ['basic_farmland'], keep: 'outside' as const };
    const ops = opsOf(eraseFeatures, snapshotOf([a, b, road]), params);
    expect(ops.map((op) => [op.kind, op.at.table])).toEqual([
      ['put', 'land_use'],
      ['patch', 'land_use'],
    ]);
    const by = opsOf(eraseFeatures, snapshotOf([a, b, road]), {
      refs: [ref(a)],
      by: [ref(road)],
      keep: 'outside',
    });
    expect(by).toHaveLength(2);
  });

  it('is refused by name where nothing would be left, unless it may delete; and without anything to erase by', () => {
    const all = {
      refs: [ref(a), ref(b)],
      sketch: ring([-10, -10], [150, -10], [150, 110], [-10, 110]),
      keep: 'outside' as const,
    };
    const refused = run(eraseFeatures, snapshotOf([a, b]), all);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'command.erase-leaves-nothing', params: { count: 1 } },
    });
    const ops = opsOf(eraseFeatures, snapshotOf([a, b]), { ...all, deleteEmpty: true });
    expect(ops.map((op) => [op.kind, op.at.uid])).toEqual([
      ['delete', 'a'],
      ['patch', 'b'],
    ]);
    const none = { refs: [ref(a)], keep: 'outside' as const };
    expect(outcome(eraseFeatures, snapshotOf([a]), none)).toBe('command.erase-without-cutter');
    expect(outcome(eraseFeatures, snapshotOf([a]), { ...none, by: [{ table: 'land_use', uid: '?' }] })).toBe(
      'command.gone-other',
    );
    expect(outcome(eraseFeatures, snapshotOf([a, b]), { ...none, by: [ref(b)] })).toBe('command.unchanged');
  });

  it('leaves borders between them exact: inside and outside of a ring tile a coverage', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const start = coverage(next, 3);
      const points = starRing(next, 110.0015, 30.0015, 0.0004 + 0.001 * next(), 5 + Math.floor(next() * 8));
      const cuts = cutByRegions(
        start.map(({ geometry }) => geometry!),
        [packPolygon([points])],
      );
      const both = cuts.flatMap(({ inside, outside }, i) =>
        [inside, outside].filter((one) => !isEmptyPacked(one)).map((one, k) => parcel(`${i}-${k}`, one)),
      );
      expect([seed, ...faultsOfCoverage(both, 3)]).toEqual([seed]);
    }
  });
});

describe('beside GEOS', () => {
  it('cuts and splits cover what its difference and intersection do', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed);
      const subject = starWithHole(next, 110, 30, 0.001, 6 + Math.floor(next() * 30));
      const region = packPolygon([
        starRing(
          next,
          110 + 0.0008 * (next() - 0.5),
          30 + 0.0008 * (next() - 0.5),
          0.0009,
          4 + Math.floor(next() * 20),
        ),
      ]);
      const [cut] = cutByRegions([subject], [region]);
      const of = (op: 'intersection' | 'difference') => polygonAreaM2(geos.overlay(op, subject, region));
      expect(Math.abs(polygonAreaM2(cut!.inside) - of('intersection'))).toBeLessThan(0.02);
      expect(Math.abs(polygonAreaM2(cut!.outside) - of('difference'))).toBeLessThan(0.02);
      for (const side of [cut!.inside, cut!.outside])
        if (!isEmptyPacked(side)) expect(geos.isValid(side)).toBe(true);
      // Placed exactly: what one has and the other has not is nothing.
      if (!isEmptyPacked(cut!.outside))
        expect(
          polygonAreaM2(geos.overlay('xor', cut!.outside, geos.overlay('difference', subject, region))),
        ).toBeLessThan(0.3);
      const points = Array.from({ length: region.xy.length / 2 }, (_, i): [number, number] => [
        region.xy[2 * i]!,
        region.xy[2 * i + 1]!,
      ]);
      const [pieces] = splitBySketch([subject], { kind: 'ring', points }, [true]);
      if (pieces !== undefined) {
        expect(Math.abs(polygonAreaM2(pieces[1]!) - of('intersection'))).toBeLessThan(0.02);
        expect(Math.abs(polygonAreaM2(pieces[0]!) - of('difference'))).toBeLessThan(0.02);
      }
    }
  });
});

describe('a hole', () => {
  const holed = parcel('holed', rect(0, 0, 100, 100, [20, 20, 40, 40], [60, 60, 80, 80]));

  it('is filled, or becomes a feature of exactly its shape', () => {
    const filled = applied(
      [holed],
      opsOf(fillHole, snapshotOf([holed]), { ref: ref(holed), ring: 1, how: 'fill' }),
    );
    expect(filled[0]!.geometry!.rings.length - 1).toBe(2);
    const made = applied(
      [holed],
      opsOf(fillHole, snapshotOf([holed]), {
        ref: ref(holed),
        ring: 1,
        how: 'feature',
        fields: { land_class: '0301', class_edition: '2023' },
      }),
    );
    expect(made).toHaveLength(2);
    expect(polygonAreaM2(made[1]!.geometry!) + polygonAreaM2(holed.geometry!)).toBeCloseTo(
      polygonAreaM2(filled[0]!.geometry!),
      2,
    );
    // Edge for edge: only the outline and the other hole are left open.
    const edges = new Set<string>();
    for (const { geometry } of made) {
      const { xy, rings } = geometry!;
      for (let r = 0; r + 1 < rings.length; r++)
        for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
          const back = [xy[2 * i + 2], xy[2 * i + 3], xy[2 * i], xy[2 * i + 1]].join(' ');
          if (!edges.delete(back))
            edges.add([xy[2 * i], xy[2 * i + 1], xy[2 * i + 2], xy[2 * i + 3]].join(' '));
        }
    }
    expect(edges.size).toBe(8);
  });

  it('is refused for a shell, and where something lies in it', () => {
    const inner = parcel('inner', rect(25, 25, 30, 30));
    const params = {
      ref: ref(holed),
      how: 'feature' as const,
      fields: { land_class: '0301', class_edition: '2023' },
    };
    expect(outcome(fillHole, snapshotOf([holed]), { ...params, ring: 0 })).toBe('command.not-a-hole');
    expect(outcome(fillHole, snapshotOf([holed]), { ...params, ring: 9 })).toBe('command.ring-missing');
    expect(outcome(fillHole, snapshotOf([holed, inner]), { ...params, ring: 1 })).toBe(
      'command.hole-occupied',
    );
  });
});

describe('a shape fitted to what is there', () => {
  const west = parcel('west', rect(0, 0, 100, 100));
  const east = parcel('east', rect(160, 0, 260, 100));
  const south = parcel('south', rect(0, -50, 260, 0));
  const north = parcel('north', rect(0, 100, 260, 150));
  const all = [west, east, south, north];
  const fields = { land_class: '0301', class_edition: '2023' };
  const avoid = (fill: boolean) => ({ avoid: ['land_use'], fill });

  it('is cut along their borders, and fills what it encloses with them', () => {
    const drawn = packPolygon([[at(90, 10), at(170, 10), at(170, 110), at(90, 110)]]);
    const create = (fill: boolean) =>
      opsOf(createFeature, snapshotOf(all), { layer: 'land_use', geometry: drawn, fields, fit: avoid(fill) });
    const cut = applied(all, create(false));
    expect(polygonAreaM2(cut.at(-1)!.geometry!)).toBeCloseTo(rectArea(100, 10, 160, 100), 1);
    const filled = applied(all, create(true));
    expect(polygonAreaM2(filled.at(-1)!.geometry!)).toBeCloseTo(rectArea(100, 0, 160, 100), 1);
    expect(cut.every(({ geometry }) => isValid(geometry!))).toBe(true);
    // The corner that was put on its edge is a vertex of the neighbour.
    const [x, y] = at(100, 10);
    const xy = [...cut.find(({ uid }) => uid === 'west')!.geometry!.xy];
    expect(xy.some((value, i) => i % 2 === 0 && value === x && Math.abs(xy[i + 1]! - y) < 2e-9)).toBe(true);
  });

  it('is refused where nothing is left, does not avoid itself, and keeps a hole that was drawn', () => {
    const inside = rect(10, 10, 20, 20);
    expect(
      outcome(createFeature, snapshotOf(all), {
        layer: 'land_use',
        geometry: inside,
        fields,
        fit: avoid(false),
      }),
    ).toBe('command.fit-nothing-left');
    const wider = packPolygon([[at(0, 0), at(120, 0), at(120, 120), at(0, 120)]]);
    const ops = opsOf(editGeometry, snapshotOf(all), { ref: ref(west), geometry: wider, fit: avoid(false) });
    expect(polygonAreaM2(ops[0]!.after!.geometry!)).toBeCloseTo(rectArea(0, 0, 120, 100), 1);
    const ringed = rect(100, 0, 160, 100, [120, 40, 140, 60]);
    const made = opsOf(createFeature, snapshotOf(all), {
      layer: 'land_use',
      geometry: ringed,
      fields,
      fit: avoid(true),
    });
    expect(made[0]!.after!.geometry!.rings.length - 1).toBe(2);
  });

  it('holds for parts that are added', () => {
    const park = feature('industrial_park', 'park', rect(400, 0, 500, 100), { name: '园' });
    const ops = opsOf(addPartCommand, snapshotOf([...all, park]), {
      ref: ref(park),
      rings: [[at(90, 10), at(170, 10), at(170, 90), at(90, 90)]],
      fit: avoid(false),
    });
    expect(polygonAreaM2(ops[0]!.after!.geometry!)).toBeCloseTo(
      rectArea(400, 0, 500, 100) + rectArea(100, 10, 160, 90),
      1,
    );
  });

  it('leaves no overlap and no gap in a coverage with one parcel missing', () => {
    let done = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const next = random(seed);
      const parcels = coverage(next, 3).filter(({ uid }) => !uid.startsWith('island') && uid !== '1-1');
      const holes = coverage(random(seed), 3).filter(({ uid }) => uid.startsWith('island'));
      if (holes.some(({ uid }) => uid !== 'island-1-1')) continue;
      // Drawn over everything about the gap.
      const drawn = packPolygon([starRing(next, 110.0015, 30.0015, 0.001, 9)]);
      const made = run(createFeature, snapshotOf(parcels), {
        layer: 'land_use',
        geometry: drawn,
        fields,
        fit: avoid(true),
      });
      if (!made.ok) {
        expect(made.error.code).toBe('command.single-part');
        continue;
      }
      expect([seed, ...faultsOfCoverage(applied(parcels, made.value.ops), 3)]).toEqual([seed]);
      done += 1;
    }
    expect(done).toBeGreaterThan(8);
  });
});
