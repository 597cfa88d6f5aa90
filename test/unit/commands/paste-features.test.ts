import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pasteFeatures } from '../../../shared/commands/paste-features.command.ts';
import { packMultiPolygon, packPoints } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { type ClipboardFeature, fromClipboard, toClipboard } from '../../../shared/paste/clipboard.ts';
import { type MappingItem, suggestMapping } from '../../../shared/paste/suggest-mapping.ts';
import { must } from '../../../shared/result.ts';
import { parcels } from './coverage-check.ts';
import { feature, outcome, positions, run, snapshotOf, square } from './snapshot.ts';

const landUse = builtinLayer('land_use')!;
const zones = builtinLayer('functional_zone')!;
const survey = builtinLayer('survey_parcel')!;

const asPasted = ({ geometry, fields, layer, uid }: FeatureRecord): ClipboardFeature => ({
  geometry: geometry!,
  fields,
  layer,
  uid,
});
const paste = (
  features: readonly ClipboardFeature[],
  into: string,
  mapping: readonly MappingItem[],
  by?: [number, number],
) => ({
  into,
  features: features.map((one) => ({ ...one, fields: { ...one.fields } })),
  mapping: mapping.map((item) => ({ ...item })),
  ...(by === undefined ? {} : { by }),
});

describe('the clipboard form', () => {
  it('gives back what was copied, and pasting it gives the same shapes and fields but no numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.nat(4), (seed, between) => {
        const records = parcels(seed, 2, between);
        const read = must(fromClipboard(toClipboard(records, landUse)));
        expect(read.features.map(({ uid, layer }) => [uid, layer])).toEqual(
          records.map(({ uid, layer }) => [uid, layer]),
        );
        const mapping = suggestMapping(read.schema, landUse);
        const made = run(pasteFeatures, snapshotOf([]), paste(read.features, 'land_use', mapping));
        const ops = must(made).ops;
        ops.forEach(({ after }, i) => {
          expect(samePacked(after!.geometry!, records[i]!.geometry!)).toBe(true);
          expect(after!.fields).toMatchObject({
            land_class: '0101',
            class_edition: '2023',
            derived_from: `p${i}`,
          });
          expect(after!.fields!['identifier'] ?? null).toBe(null);
          expect(after!.fields!['parcel_number'] ?? null).toBe(null);
        });
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('refuses hostile text with a word for it, and never throws', () => {
    const good = JSON.parse(toClipboard(parcels(1, 1, 0), landUse)) as Record<string, unknown>;
    const broken = (change: Record<string, unknown>): string => JSON.stringify({ ...good, ...change });
    const code = (text: string): string => {
      const read = fromClipboard(text);
      return read.ok ? 'read' : read.error.code;
    };
    expect(code('')).toBe('paste.nothing');
    expect(code('hello')).toBe('paste.nothing');
    expect(code('{"format":"lantu-features/2"}')).toBe('paste.version');
    expect(code(broken({ features: [] }))).toBe('paste.broken');
    expect(code(broken({ layer: '../etc' }))).toBe('paste.broken');
    expect(
      code(broken({ features: [{ uid: 'a', fields: {}, geometry: { type: 'Polygon', coordinates: [1] } }] })),
    ).toBe('paste.broken');
    expect(
      code(
        `{"format":"lantu-features/1","layer":"a","fields":[],"features":[{"uid":"a","fields":{"__proto__":1},"geometry":null}]}`,
      ),
    ).toBe('paste.broken');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"format":"lantu-features/1","features":${json}}`),
        ),
        (text) => {
          const read = fromClipboard(text);
          return !read.ok || read.value.features.length > 0;
        },
      ),
      { numRuns: 500, seed: 6 },
    );
  });

  it('reads GeoJSON and WKT of other programs, properties by their names', () => {
    const json = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { DLBM: '0101', 备注: 'a', nested: { x: 1 } },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [110, 30],
                [110.1, 30],
                [110.1, 30.1],
                [110, 30],
              ],
            ],
          },
        },
      ],
    });
    const read = must(fromClipboard(json));
    expect(read.schema.fields.map(({ label }) => label.en)).toEqual(['DLBM', '备注', 'nested']);
    const mapping = suggestMapping(read.schema, landUse);
    expect(mapping).toContainEqual({ to: 'remark', from: 'p2' });
    const wkt = must(
      fromClipboard(
        'SRID=4490;POLYGON Z ((110 30 5, 110.1 30 5, 110.1 30.1 5, 110 30 5))\nPOINT(110 30)\nMULTIPOINT((1 2),(3 4))',
      ),
    );
    expect(wkt.features.map(({ geometry }) => [geometry.kind, geometry.xy.length / 2])).toEqual([
      ['polygon', 4],
      ['point', 1],
      ['point', 2],
    ]);
    expect(fromClipboard('POINT(500000 3320000)')).toMatchObject({
      ok: false,
      error: { code: 'paste.not-degrees', params: { number: 1, x: 500000 } },
    });
    expect(fromClipboard('POINT(110 30')).toMatchObject({ ok: false, error: { code: 'paste.nothing' } });
    expect(fromClipboard('POINT EMPTY')).toMatchObject({ ok: false, error: { code: 'paste.nothing' } });
  });
});

describe('the mapping that is proposed', () => {
  it('leaves out fields whose codes cannot mean anything in the other, though an alias is alike', () => {
    const park = builtinLayer('industrial_park')!;
    const town = builtinLayer('town_center')!;
    const alike = (layer: typeof park, field: string) =>
      layer.fields.find(({ name }) => name === field)!.aliases;
    expect(alike(park, 'park_level').some((alias) => alike(town, 'town_level').includes(alias))).toBe(true);
    expect(suggestMapping(park, town).map(({ to }) => to)).not.toContain('town_level');
    expect(suggestMapping(park, town)).toContainEqual({ to: 'name', from: 'name' });
  });
});

describe('paste-features', () => {
  it('carries codes of one list into another by their names, never by the same digits', () => {
    // 1001 is railway land in the survey and industrial land in the plan.
    const railway = feature('survey_parcel', 'railway', square(110, 30, 0.01), {
      survey_class: '1001',
      remark: 'r',
    });
    const mapping: MappingItem[] = [
      { to: 'land_class', from: 'survey_class' },
      { to: 'remark', from: 'remark' },
      { to: 'class_edition', value: '2023' },
    ];
    const made = run(pasteFeatures, snapshotOf([]), paste([asPasted(railway)], 'land_use', mapping));
    const value = made.ok ? made.value.ops[0]!.after!.fields!['land_class'] : made.error.params?.['fieldsZh'];
    expect(value).not.toBe('1001');
  });

  it('empties and counts what a field cannot hold, and names required fields that stay empty', () => {
    const odd = feature('land_use', 'odd', square(110, 30, 0.01), {
      land_class: '0101',
      class_edition: '2023',
      plan_status: 'no-such-status',
      remark: 'kept',
    });
    const mapping = suggestMapping(landUse, landUse);
    const made = run(pasteFeatures, snapshotOf([]), paste([asPasted(odd)], 'land_use', mapping));
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.paste-features-lost', params: { lost: 1 } },
    });
    const toZones = suggestMapping(landUse, zones);
    const pasted = paste([asPasted(odd)], 'functional_zone', toZones);
    expect(run(pasteFeatures, snapshotOf([]), pasted)).toMatchObject({
      ok: false,
      error: { code: 'command.paste-required', params: { count: 1 } },
    });
    const given = [...toZones.filter(({ to }) => to !== 'zone_code'), { to: 'zone_code', value: '310' }];
    expect(outcome(pasteFeatures, snapshotOf([]), paste([asPasted(odd)], 'functional_zone', given))).toBe(
      'done',
    );
  });

  it('never copies a number to several features, and does not ask for it', () => {
    const fields = {
      survey_class: '0101',
      survey_class_name: '水田',
      base_class: '0101',
      location_unit_code: '1',
      location_unit_name: '村',
      data_year: '2023',
      parcel_number: '7',
    };
    const two = ['a', 'b'].map((uid, i) =>
      asPasted(feature('survey_parcel', uid, square(110 + i, 30, 0.01), fields)),
    );
    const mapping = suggestMapping(survey, survey);
    expect(mapping.map(({ to }) => to)).not.toContain('parcel_number');
    expect(outcome(pasteFeatures, snapshotOf([]), paste(two, 'survey_parcel', mapping))).toBe('done');
    const withKey = [...mapping, { to: 'parcel_number', from: 'parcel_number' }];
    expect(outcome(pasteFeatures, snapshotOf([]), paste(two, 'survey_parcel', withKey))).toBe(
      'command.paste-key',
    );
    const oneValue = [...mapping, { to: 'parcel_number', value: '8' }];
    expect(outcome(pasteFeatures, snapshotOf([]), paste(two, 'survey_parcel', oneValue))).toBe(
      'command.paste-key',
    );
    expect(outcome(pasteFeatures, snapshotOf([]), paste(two.slice(0, 1), 'survey_parcel', oneValue))).toBe(
      'done',
    );
  });

  it('makes single parts of several, moves what is pasted, and refuses another kind of shape', () => {
    const two = feature(
      'ecological_zone',
      'two',
      packMultiPolygon([[positions(square(110, 30, 0.01))], [positions(square(110.02, 30, 0.01))]]),
      { name: 'n' },
    );
    const mapping: MappingItem[] = [{ to: 'zone_code', value: '310' }];
    const made = must(
      run(pasteFeatures, snapshotOf([]), paste([asPasted(two)], 'functional_zone', mapping, [1, 0])),
    );
    expect(made.ops.map(({ after }) => positions(after!.geometry)[0])).toEqual([
      [111, 30],
      [111.02, 30],
    ]);
    const point = { ...asPasted(two), geometry: packPoints([[110, 30]]) };
    expect(outcome(pasteFeatures, snapshotOf([]), paste([point], 'functional_zone', mapping))).toBe(
      'command.wrong-kind',
    );
    expect(outcome(pasteFeatures, snapshotOf([]), paste([asPasted(two)], 'basic_farmland', []))).toBe(
      'command.layer-read-only',
    );
  });
});
