import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { defineGroup } from '../../../shared/rules/define-group.ts';
import { defineSelf } from '../../../shared/rules/define-self.ts';
import type { BoundRule } from '../../../shared/rules/bound-rule.ts';
import { wholePiece } from '../../../shared/rules/self-piece.ts';
import { bound, bytesOf, NO_PARAMS, runFeatures } from '../../fixtures/check/feature-runs.ts';
import { memorySource, put, type Edit } from '../../fixtures/check/memory-source.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';

const PARK = 'industrial_park';
const LAND = 'land_use';
const text = (value: unknown) =>
  [{ key: 'found', params: { a: { kind: 'text', value: String(JSON.stringify(value)) } } }] as const;

/** Says of every record what the engine gives a rule to see of it. */
const seen = bound(
  defineSelf({
    id: 'seen',
    params: NO_PARAMS,
    messages: ['found'],
    fieldsOf: () => ['name'],
    readsGeometry: true,
    evaluate: (feature, schema, _params, severity) => [
      wholePiece(
        feature,
        severity,
        {
          layer: schema.id,
          kind: feature.geometry?.kind ?? null,
          problems: feature
            .problems()
            .map(({ kind }) => kind)
            .join(),
        },
        feature.areaM2(),
      ),
    ],
    sentences: ({ ref, fields }, pieces) => text([ref, fields, pieces.map(({ facts }) => facts)]),
  }),
);

/** Says which features lie west of the county. */
const west = bound(
  defineSelf({
    id: 'west',
    params: NO_PARAMS,
    messages: ['found'],
    fieldsOf: () => [],
    readsGeometry: true,
    readsWorld: true,
    evaluate: (feature, _schema, _params, severity, { countyBox }) =>
      countyBox !== null && feature.box !== null && feature.box[2] < countyBox[0]
        ? [wholePiece(feature, severity, {})]
        : [],
    sentences: ({ ref }) => text(ref),
  }),
);

/** Says of records that share a name all of them but the first, with the others beside it. */
const same = bound(
  defineGroup({
    id: 'same-name',
    params: NO_PARAMS,
    messages: ['found'],
    fieldsOf: () => ['name'],
    contribute: ({ fields }) =>
      fields['name'] === null
        ? []
        : [{ group: String(fields['name']), row: { name: fields['name'] ?? null } }],
    evaluate: ({ rows }, _params, severity) =>
      rows.slice(1).map((row) => ({
        subject: row,
        counterpartLayer: rows[0]!.ref.table,
        pieces: [
          {
            ...wholePiece(row, severity, {
              first: rows[0]!.ref.uid,
              fids: rows.map(({ fid }) => fid).join(),
            }),
            other: rows[0]!.ref,
          },
        ],
      })),
    sentences: ({ ref, fields }, pieces) => text([ref, fields, pieces.map(({ facts }) => facts)]),
  }),
  ['park', 'planned_use'],
);

/** Sums by class, said of the layer as a whole, one piece a class above a limit. */
const sums = bound(
  defineGroup({
    id: 'sums',
    params: NO_PARAMS,
    messages: ['found'],
    fieldsOf: () => ['land_class', 'area_m2'],
    contribute: ({ fields }) => [
      {
        group: String(fields['land_class']),
        sums: { count: 1, area: Number(fields['area_m2'] ?? 0), [`of ${String(fields['land_class'])}`]: 1 },
      },
    ],
    evaluate: ({ key, sums: all }, _params, severity) =>
      all.get('count')! > 2
        ? [
            {
              subject: { ref: { table: LAND, uid: '' }, fields: {} },
              counterpartLayer: null,
              pieces: [
                wholePiece({ box: [110, 30, 111, 31] }, severity, { key, sums: JSON.stringify([...all]) }),
              ],
            },
          ]
        : [],
    sentences: (_subject, pieces) => text(pieces.map(({ facts }) => facts)),
  }),
  ['planned_use'],
);

const RULES: readonly BoundRule[] = [seen, west, same, sums];

async function found(edits: readonly Edit[], rules = RULES, shares = 1) {
  const source = memorySource();
  source.commit(edits);
  return (await runFeatures(source, rules, { shares })).findings();
}

const paramOf = ({ message }: { readonly message: { readonly params: object } }): unknown => {
  const { a } = message.params as { readonly a: { readonly value: string } };
  return JSON.parse(a.value);
};

describe('single features', () => {
  it('are seen whatever their geometry, in every layer, with what is wrong with them and their area', async () => {
    const bow = packPolygon([[at(0, 0), at(100, 100), at(100, 0), at(0, 100), at(0, 0)]]);
    const findings = await found(
      [
        put(PARK, 1, rect(0, 0, 300, 200), { name: '甲', other: 1 }),
        put(PARK, 2, null, { name: '乙' }),
        put(PARK, 3, bow, { name: '丙' }),
        put('public_facility', 1, packPoints([at(5, 5)]), { name: '点' }),
        put('track', 1, packLines([[at(0, 0), at(9, 9)]])),
      ],
      [seen],
    );
    expect(findings.map(({ subject, areaM2 }) => [subject.uid, Math.round(areaM2)])).toEqual([
      [`${PARK}-1`, Math.round(rectArea(0, 0, 300, 200))],
      [`${PARK}-2`, 0],
      [`${PARK}-3`, expect.any(Number)],
      ['public_facility-1', 0],
      ['track-1', 0],
    ]);
    expect(findings[0]!.areaM2).toBeCloseTo(rectArea(0, 0, 300, 200), 5);
    expect(findings.map(paramOf)).toEqual([
      [{ table: PARK, uid: `${PARK}-1` }, { name: '甲' }, [{ layer: PARK, kind: 'polygon', problems: '' }]],
      [{ table: PARK, uid: `${PARK}-2` }, { name: '乙' }, [{ layer: PARK, kind: null, problems: '' }]],
      [
        { table: PARK, uid: `${PARK}-3` },
        { name: '丙' },
        [{ layer: PARK, kind: 'polygon', problems: 'self-crossing' }],
      ],
      [
        { table: 'public_facility', uid: 'public_facility-1' },
        { name: '点' },
        [{ layer: 'public_facility', kind: 'point', problems: '' }],
      ],
      [{ table: 'track', uid: 'track-1' }, { name: null }, [{ layer: 'track', kind: 'line', problems: '' }]],
    ]);
  });

  it('know the box of the county, and are asked again when it moves', async () => {
    const source = memorySource();
    source.commit([
      put('county', 1, rect(0, 0, 900, 900)),
      put(PARK, 1, rect(-200, 0, -100, 50)),
      put(PARK, 2, rect(100, 0, 200, 50)),
    ]);
    const run = await runFeatures(source, [west]);
    const subjects = (): string[] => run.findings().map(({ subject }) => subject.uid);
    expect(subjects()).toEqual([`${PARK}-1`]);
    await run.follow([source.commit([put('county', 1, rect(300, 0, 900, 900))])]);
    expect(subjects()).toEqual([`${PARK}-1`, `${PARK}-2`]);
    await run.follow([source.commit([{ layer: 'county', fid: 1, remove: true }])]);
    expect(subjects()).toEqual([]);
  });
});

describe('groups', () => {
  it('hold rows in order of layer and fid, over several layers', async () => {
    const findings = await found(
      [
        put(LAND, 7, rect(0, 0, 10, 10), { name: '一' }),
        put(PARK, 9, rect(0, 0, 20, 10), { name: '一' }),
        put(PARK, 2, null, { name: '一' }),
        put(PARK, 3, null, { name: '二' }),
      ],
      [same],
      2,
    );
    expect(findings.map(paramOf)).toEqual([
      [{ table: PARK, uid: `${PARK}-9` }, { name: '一' }, [{ first: `${PARK}-2`, fids: '2,9,7' }]],
      [{ table: LAND, uid: `${LAND}-7` }, { name: '一' }, [{ first: `${PARK}-2`, fids: '2,9,7' }]],
    ]);
    expect(findings[0]!.box).toEqual(rect(0, 0, 20, 10).box);
  });

  it('add whole numbers, and one finding on a layer has a piece for each group', async () => {
    const parcel = (fid: number, land: string, area: number): Edit =>
      put(LAND, fid, rect(0, 0, 10, 10), { land_class: land, area_m2: area });
    const edits = [1, 2, 3, 4].map((fid) => parcel(fid, '0101', 100 * fid));
    const more = [5, 6, 7].map((fid) => parcel(1000 + fid, '0301', fid));
    const findings = await found([...edits, ...more, parcel(99, '0703', 1)], [sums], 3);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.subject).toEqual({ table: LAND, uid: '' });
    expect(findings.map(paramOf)).toEqual([
      [
        {
          key: '0101',
          sums: JSON.stringify([
            ['area', 1000],
            ['count', 4],
            ['of 0101', 4],
          ]),
        },
        {
          key: '0301',
          sums: JSON.stringify([
            ['area', 18],
            ['count', 3],
            ['of 0301', 3],
          ]),
        },
      ],
    ]);
  });
});

const name = fc.constantFrom('甲', '乙', '丙', null);
const geometry: fc.Arbitrary<Packed | null> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: 1, max: 300 }))
    .map(([x, w]) => rect(x, 0, x + w, 50)),
  fc.constant(null),
);
const fields: fc.Arbitrary<Fields> = fc.record({
  name,
  land_class: fc.constantFrom('0101', '0301', null),
  area_m2: fc.integer({ min: 0, max: 99 }),
});
const edit: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom(PARK, LAND, 'county', 'town_center'),
    fc.integer({ min: 1, max: 9 }),
    geometry,
    fields,
    fc.boolean(),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([layer, number, shape, own, spread, chance]): Edit => {
    // Fids of several blocks, so that shares divide them.
    const fid = spread ? 700 * number : number;
    return chance === 0 ? { layer, fid, remove: true } : put(layer, fid, shape, own);
  });

describe('following', () => {
  it('gives byte for byte what a new run gives', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 12 }),
        fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 9 }),
        async (first, commits, shares, batch) => {
          const source = memorySource();
          source.commit(first);
          const run = await runFeatures(source, RULES, { shares, batch });
          for (const edits of commits) {
            await run.follow([source.commit(edits)]);
            const fresh = await runFeatures(source, RULES);
            expect(bytesOf(run.findings())).toBe(bytesOf(fresh.findings()));
            count += fresh.findings().length;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(count).toBeGreaterThan(1000);
  }, 120_000);

  it('follows an edit of many records', async () => {
    const source = memorySource();
    source.commit([put(LAND, 1, rect(0, 0, 10, 10), { land_class: '0101', area_m2: 5, name: '甲' })]);
    const run = await runFeatures(source, RULES);
    const many = Array.from({ length: 1200 }, (_, i) =>
      put(LAND, 10 + i, rect(i, 0, i + 1, 10), { land_class: '0101', area_m2: i, name: i < 3 ? '甲' : null }),
    );
    await run.follow([source.commit(many)]);
    const fresh = await runFeatures(source, RULES);
    expect(bytesOf(run.findings())).toBe(bytesOf(fresh.findings()));
    expect(fresh.findings().filter(({ rule }) => rule === 'same-name')).toHaveLength(3);
  });
});
