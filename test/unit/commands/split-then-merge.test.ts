import { describe, expect, it } from 'vitest';
import { mergeFeatures } from '../../../shared/commands/merge-features.command.ts';
import { splitBySketchCommand } from '../../../shared/commands/split-by-sketch.command.ts';
import { mergeFields, mergeQuestions } from '../../../shared/change/split-merge-fields.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { rect } from '../../fixtures/check/shapes.ts';
import { random } from '../geometry/shapes.ts';
import { applied, coverage, parcel } from './coverage-checks.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

/** What a person would call different between two states of the same features. */
function differences(before: readonly FeatureRecord[], after: readonly FeatureRecord[]): string[] {
  const now = new Map(after.map((one) => [`${one.layer} ${one.uid}`, one]));
  const wrong = after.length === before.length ? [] : [`${before.length} features, now ${after.length}`];
  for (const one of before) {
    const same = now.get(`${one.layer} ${one.uid}`);
    if (same === undefined) wrong.push(`${one.uid} is gone`);
    else {
      if (!samePacked(one.geometry!, same.geometry!)) wrong.push(`${one.uid} has another shape`);
      for (const [name, value] of Object.entries(one.fields))
        if (same.fields[name] !== value) wrong.push(`${one.uid} ${name} ${value} ${same.fields[name]}`);
    }
  }
  return wrong;
}

describe('split, then merge', () => {
  it('gives back every byte of the feature and its neighbours, and its fields', () => {
    let done = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed);
      const parcels = coverage(next, 3);
      // Features of other layers on the same borders, one of them with a longer edge.
      const twin = parcels[Math.floor(next() * parcels.length)]!;
      const park = feature('industrial_park', 'park', twin.geometry, {
        name: '园',
        area_m2: twin.fields['area_m2']!,
      });
      const start: FeatureRecord[] = [...parcels, park];
      const subject = parcels[Math.floor(next() * parcels.length)]!;
      const [west, south, east, north] = subject.geometry!.box;
      const place = (): [number, number] => [
        west + (next() * 1.4 - 0.2) * (east - west),
        south + (next() * 1.4 - 0.2) * (north - south),
      ];
      const points = Array.from({ length: 2 + Math.floor(next() * 4) }, place);
      const kind = points.length > 2 && next() < 0.4 ? ('ring' as const) : ('line' as const);
      const split = run(splitBySketchCommand, snapshotOf(start), {
        refs: [ref(subject)],
        sketch: { kind, points },
      });
      if (!split.ok) continue;
      const cut = applied(start, split.value.ops);
      const pieces = cut.filter(({ fields }) => fields['derived_from'] === subject.uid);
      const whole = applied(
        cut,
        opsOf(mergeFeatures, snapshotOf(cut), {
          into: ref(subject),
          refs: pieces.map(ref),
          keepFields: false,
        }),
      );
      expect([seed, ...differences(start, whole)]).toEqual([seed]);
      done += 1;
    }
    expect(done).toBeGreaterThan(60);
  });

  it('gives it back piece by piece as well, cut twice', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const start = coverage(next, 2);
      const subject = start[0]!;
      const [west, south, east, north] = subject.geometry!.box;
      const across = (t: number): [number, number][] => [
        [west - 0.0001, south + t * (north - south)],
        [east + 0.0001, south + (t + 0.1 * next()) * (north - south)],
      ];
      let now = start;
      for (const [round, t] of [0.3, 0.6].entries()) {
        const refs = now.filter(
          (one) =>
            one === now.find(({ uid }) => uid === subject.uid) || one.fields['derived_from'] === subject.uid,
        );
        const made = opsOf(splitBySketchCommand, snapshotOf(now), {
          refs: refs.map(ref),
          sketch: { kind: 'line', points: across(t) },
        }).map((op) => (op.kind === 'put' ? { ...op, at: { ...op.at, uid: `${round} ${op.at.uid}` } } : op));
        now = applied(now, made);
      }
      for (;;) {
        const known = new Set(start.map(({ uid }) => uid));
        const piece = now.find(({ uid }) => !known.has(uid));
        if (piece === undefined) break;
        const made = run(mergeFeatures, snapshotOf(now), {
          into: ref(subject),
          refs: [ref(piece)],
          keepFields: false,
        });
        if (!made.ok) {
          // A piece that lies apart until the one between has come back.
          expect(made.error.code).toBe('command.merge-apart');
          now = [...now.filter((one) => one !== piece), piece];
          continue;
        }
        now = applied(now, made.value.ops);
      }
      const shapes = differences(start, now).filter((text) => /shape|features|gone|area/.test(text));
      expect([seed, ...shapes]).toEqual([seed]);
    }
  });

  it('keeps a vertex that somebody else turns at, that bends the border, or that was no end of a seam', () => {
    const left = parcel('left', rect(0, 0, 100, 100));
    const right = parcel('right', rect(100, 0, 200, 100));
    const north = parcel('north', rect(0, 100, 100, 200));
    const ops = opsOf(mergeFeatures, snapshotOf([left, right, north]), {
      into: ref(left),
      refs: [ref(right)],
      keepFields: false,
    });
    // The corner of north stays; the one in the south goes.
    expect(ops[0]!.after!.geometry!.xy.length / 2).toBe(6);
    expect(ops).toHaveLength(2);
    const alone = opsOf(mergeFeatures, snapshotOf([left, right]), {
      into: ref(left),
      refs: [ref(right)],
      keepFields: false,
    });
    expect(alone[0]!.after!.geometry!.xy.length / 2).toBe(5);
  });
});

describe('fields of merged features', () => {
  const layer = builtinLayer('land_use')!;
  const small = parcel('small', rect(0, 0, 10, 100), { identifier: 'S', parcel_number: '1', remark: '甲' });
  const large = parcel('large', rect(10, 0, 100, 100), {
    identifier: 'L',
    parcel_number: null,
    remark: '乙',
  });

  it('keep the business key of the largest, whichever stays, and none is lost', () => {
    const [op] = opsOf(mergeFeatures, snapshotOf([small, large]), {
      into: ref(small),
      refs: [ref(large)],
      keepFields: false,
    });
    expect(op!.at.uid).toBe('small');
    // The largest has no parcel number: the one there is stays.
    expect(op!.after!.fields).toMatchObject({
      identifier: 'L',
      parcel_number: '1',
      remark: '甲',
      derived_from: 'large',
    });
  });

  it('ask where the policy is to ask and they differ; answers prevail', () => {
    expect(mergeQuestions(layer, [small, large])).toEqual([{ field: 'remark', values: ['甲', '乙'] }]);
    expect(mergeQuestions(layer, [small, small])).toEqual([]);
    const params = { into: ref(small), refs: [ref(large)], keepFields: false };
    const [op] = opsOf(mergeFeatures, snapshotOf([small, large]), { ...params, answers: { remark: '甲乙' } });
    expect(op!.after!.fields).toMatchObject({ remark: '甲乙' });
    expect(
      outcome(mergeFeatures, snapshotOf([small, large]), { ...params, answers: { land_class: '?' } }),
    ).toMatch(/^command\.value/);
    expect(
      mergeFields(layer, [
        { fields: small.fields, areaM2: 1 },
        { fields: large.fields, areaM2: 9 },
      ]).ask,
    ).toEqual(['remark']);
  });
});
