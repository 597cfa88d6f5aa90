import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { bindRules } from '../../../shared/rules/ruleset.ts';
import { checkerOver } from '../../fixtures/check/checking.ts';
import { bytes } from '../../fixtures/check/finding-bytes.ts';
import { EVERY_RULE, PAIR_RULES } from '../../fixtures/check/rulesets.ts';
import { memorySource, put, type Edit } from '../../fixtures/check/memory-source.ts';
import { at, rect, rects } from '../../fixtures/check/shapes.ts';

const metre = fc.integer({ min: 0, max: 3000 });
const size = fc.integer({ min: 1, max: 1500 });
const box = fc
  .tuple(metre, metre, size, size)
  .map(([x, y, w, h]): [number, number, number, number] => [x, y, x + w, y + h]);

const star = fc
  .tuple(
    metre,
    metre,
    fc.array(fc.double({ min: 20, max: 900, noNaN: true }), { minLength: 3, maxLength: 14 }),
  )
  .map(([x, y, radii]): Packed => {
    const ring = radii.map((radius, i) => {
      const turn = (2 * Math.PI * i) / radii.length;
      return at(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
    });
    return packPolygon([[...ring, ring[0]!]]);
  });

const geometry: fc.Arbitrary<Packed | null> = fc.oneof(
  { weight: 4, arbitrary: star },
  { weight: 3, arbitrary: box.map((one) => rect(...one)) },
  { weight: 1, arbitrary: fc.tuple(box, box).map(([a, b]) => rects(a, b)) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const pick = (...values: (string | null)[]): fc.Arbitrary<string | null> => fc.constantFrom(...values);
const FIELDS: Readonly<Record<string, fc.Arbitrary<Fields>>> = {
  industrial_park: fc.record({
    name: pick('甲园', '乙园', null),
    industry_class: pick('1', '2', '3', null),
    park_kind: pick('modern_agriculture', 'logistics_park', 'industrial_park', null),
  }),
  town_center: fc.record({ name: pick('甲镇', null), town_level: pick('country_market', 'key_town', null) }),
  ecological_zone: fc.record({ name: pick('甲区'), zone_type: pick('control', 'restoration', null) }),
  basic_farmland: fc.record({ net_area_m2: fc.constantFrom(null, 10, 500) }),
  ecological_redline: fc.record({ is_core_reserve: fc.constantFrom(0, 1, null) }),
  urban_boundary: fc.record({ boundary_kind: pick('01', null) }),
  land_use: fc.record({
    land_class: pick('0101', '0701', '0703', '100101', '1202', null),
    settlement_attribute: pick('203', null),
  }),
  functional_zone: fc.record({ zone_code: pick('100', '310', '410', '510', '520', null) }),
  survey_parcel: fc.record({ land_class: pick('0101', '0601', '1001', '100101', null) }),
  township_function: fc.record({
    admin_name: pick('甲乡'),
    main_function: pick('urbanised', 'ecological', 'agricultural', null),
  }),
  major_project: fc.record({ name: pick('甲项目', null) }),
  public_facility: fc.record({ facility_kind: pick('general_hospital', 'clinic', 'market', null) }),
  county: fc.constant({}),
};

const spot = fc
  .array(fc.tuple(metre, metre), { minLength: 1, maxLength: 2 })
  .map((places) => packPoints(places.map(([x, y]) => at(x, y))));
const way = fc
  .array(fc.tuple(metre, metre), { minLength: 2, maxLength: 4 })
  .map((places) => packLines([places.map(([x, y]) => at(x, y))]));
/** What lies in a layer; a foreign program may have put anything anywhere. */
const shapeIn = (layer: string): fc.Arbitrary<Packed | null> =>
  layer === 'public_facility' ? fc.oneof({ weight: 4, arbitrary: spot }, way, geometry) : geometry;

const edit: fc.Arbitrary<Edit> = fc
  .constantFrom(...Object.keys(FIELDS))
  .chain((layer) =>
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), shapeIn(layer), FIELDS[layer]!, fc.integer({ min: 0, max: 5 }))
      .map(([fid, shape, fields, chance]): Edit =>
        chance === 0 ? { layer, fid, remove: true } : put(layer, fid, shape, fields),
      ),
  );

describe('following commits', () => {
  it('gives byte for byte what a full run gives, whatever is edited and however it is read', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 15, maxLength: 40 }),
        fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 30 }),
        async (first, rest, batch, together, shares, steps) => {
          const source = memorySource();
          source.commit(first);
          const following = await checkerOver(source, { batch, shares, ruleset: EVERY_RULE });
          await following.runAll();
          // Getting ready, as far as it comes, changes nothing.
          const before = bytes(following.findings());
          let ready = 0;
          await following.prepare(() => ++ready < steps);
          expect(bytes(following.findings())).toBe(before);
          expect(following.rev()).toBe(source.rev());
          let shown = new Map(following.findings().map((finding) => [finding.key, finding]));
          for (let i = 0; i < rest.length; i += together) {
            const commits = rest.slice(i, i + together).map((edits) => source.commit(edits));
            const outcome = await following.follow(commits);
            const full = await checkerOver(source, { ruleset: EVERY_RULE });
            await full.runAll();
            expect(bytes(following.findings())).toBe(bytes(full.findings()));
            expect(following.notChecked()).toEqual(full.notChecked());
            expect(following.rev()).toBe(source.rev());
            // What was told adds up to what there is.
            const told = new Map(shown);
            for (const key of outcome!.removed) expect(told.delete(key)).toBe(true);
            for (const finding of outcome!.added) {
              expect(told.has(finding.key)).toBe(false);
              told.set(finding.key, finding);
            }
            for (const finding of outcome!.changed) {
              expect(told.has(finding.key)).toBe(true);
              told.set(finding.key, finding);
            }
            shown = new Map(full.findings().map((finding) => [finding.key, finding]));
            expect([...told.keys()].sort()).toEqual([...shown.keys()].sort());
            for (const [key, finding] of shown) expect(bytes([told.get(key)!])).toBe(bytes([finding]));
            for (const { rule } of full.findings()) seen.set(rule, 1 + (seen.get(rule) ?? 0));
          }
        },
      ),
      { numRuns: 100, seed: 7, endOnFailure: true },
    );
    // The cases are worth something only when there was a lot to find, by rules of every kind.
    const kinds: Record<string, number> = {};
    for (const rule of must(bindRules(EVERY_RULE))) {
      const kind = rule.kind === 'pair' ? rule.operation : rule.kind;
      kinds[kind] = (kinds[kind] ?? 0) + (seen.get(rule.id) ?? 0);
    }
    for (const kind of ['intersection', 'difference', 'together', 'nearest', 'self', 'coverage']) {
      expect(kinds[kind], kind).toBeGreaterThan(10);
    }
  }, 300_000);

  it('runs in full when a commit was missed', async () => {
    const source = memorySource();
    source.commit([
      put('urban_boundary', 1, rect(0, 0, 900, 900)),
      put('industrial_park', 1, rect(0, 0, 800, 800)),
    ]);
    const checker = await checkerOver(source, { ruleset: PAIR_RULES });
    await checker.runAll();
    source.commit([put('industrial_park', 1, rect(0, 0, 1000, 800))]);
    const last = source.commit([put('town_center', 1, rect(0, 0, 10, 10))]);
    await checker.follow([last]);
    expect(checker.findings().map(({ rule }) => rule)).toEqual(['park-outside-boundary']);
    expect(checker.rev()).toBe(3);
  });

  it('evaluates a layer as a whole that was changed as a whole', async () => {
    const source = memorySource();
    source.commit([put('industrial_park', 1, rect(0, 0, 3000, 1000))]);
    const checker = await checkerOver(source, { ruleset: PAIR_RULES });
    await checker.runAll();
    const many = Array.from({ length: 1200 }, (_, i) => {
      const x = (i % 40) * 60;
      const y = Math.floor(i / 40) * 30;
      return put('basic_farmland', i + 1, rect(x, y, x + 50, y + 20), { net_area_m2: null });
    });
    await checker.follow([source.commit(many)]);
    expect(checker.findings()[0]?.pieces).toHaveLength(1200);
    await checker.follow([
      source.commit(many.slice(0, 1100).map(({ layer, fid }): Edit => ({ layer, fid, remove: true }))),
    ]);
    expect(checker.findings()[0]?.pieces).toHaveLength(100);
  });
});
