import { describe, expect, it } from 'vitest';
import {
  assign,
  constantsFor,
  mappingRows,
  targetChoices,
  unfilled,
} from '../../../renderer/panels/import/mapping-model.ts';
import { groupNotes } from '../../../renderer/panels/import/note-groups.ts';
import { svgPath } from '../../../renderer/panels/import/svg-path.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { must, ok } from '../../../shared/result.ts';

const park = must(ok(builtinLayer('industrial_park')))!;
const land = must(ok(builtinLayer('land_use')))!;
const source = (name: string) => ({ name, type: 'text', samples: [] });
const SOURCES = ['YQMC', 'YQLX', 'SHAPE_Leng'].map(source);

describe('field mapping of an import', () => {
  it('marks what was matched by name, chosen and left out', () => {
    const mapping = { name: 'YQMC', remark: 'SHAPE_Leng' };
    const rows = mappingRows(SOURCES, park, mapping);
    expect(rows.map(({ source: from, target, state }) => [from.name, target?.name ?? null, state])).toEqual([
      ['YQMC', 'name', 'auto'],
      ['YQLX', null, 'skipped'],
      ['SHAPE_Leng', 'remark', 'chosen'],
    ]);
  });
  it('gives a target one source and a source one target', () => {
    const mapping = assign(park, { name: 'YQMC', park_kind: 'YQLX' }, 'YQLX', 'name');
    expect(mapping).toEqual({ name: 'YQLX' });
    expect(assign(park, mapping, 'YQLX', null)).toEqual({});
  });
  it('keeps the code as delivered beside the code, whichever column brings it', () => {
    const both = { land_class: 'DLBM', land_class_raw: 'DLBM', name: 'MC' };
    // Another column brings the code.
    expect(assign(land, both, 'YT', 'land_class')).toEqual({
      land_class: 'YT',
      land_class_raw: 'YT',
      name: 'MC',
    });
    // Its column goes elsewhere, and back; or nowhere.
    const elsewhere = assign(land, both, 'DLBM', 'remark');
    expect(elsewhere).toEqual({ remark: 'DLBM', name: 'MC' });
    expect(assign(land, elsewhere, 'DLBM', 'land_class')).toEqual(both);
    expect(assign(land, both, 'DLBM', null)).toEqual({ name: 'MC' });
    // The column of another field is taken for the code: that field is left.
    expect(assign(land, both, 'MC', 'land_class')).toEqual({ land_class: 'MC', land_class_raw: 'MC' });
    // Another field takes its column away from the code.
    expect(assign(land, both, 'DLBM', 'name')).toEqual({ name: 'DLBM' });
  });
  it('leaves a column of the source that has the code as delivered where it is', () => {
    const own = { land_class: 'DLBM', land_class_raw: 'LAND_CLASS_RAW' };
    expect(assign(land, own, 'YT', 'land_class')).toEqual({ ...own, land_class: 'YT' });
    expect(assign(land, own, 'DLBM', null)).toEqual({ land_class_raw: 'LAND_CLASS_RAW' });
  });
  it('asks constants only for required fields that nothing fills', () => {
    const mapping = { name: 'YQMC' };
    expect(unfilled(park, mapping).map(({ name }) => name)).toEqual(['park_kind', 'park_level']);
    expect(
      constantsFor(park, mapping, { name: '甲', park_kind: 'industrial_park', park_level: null }),
    ).toEqual({
      park_kind: 'industrial_park',
    });
  });
  it('offers neither what the store keeps for itself nor raw spellings', () => {
    const names = targetChoices(land).map(({ name }) => name);
    expect(names).not.toContain('revision');
    expect(names).toContain('land_class');
    expect(names).not.toContain('land_class_raw');
  });
});

describe('notes of an import', () => {
  it('come by kind, errors first', () => {
    const note = (code: string, level: 'info' | 'warning' | 'error', feature: number) => ({
      code,
      level,
      feature,
      params: {},
    });
    const groups = groupNotes([
      note('noded', 'info', 1),
      note('outside', 'warning', 2),
      note('noded', 'info', 3),
      note('broken', 'error', 4),
    ]);
    expect(groups.map(({ code, notes }) => [code, notes.map(({ feature }) => feature)])).toEqual([
      ['broken', [4]],
      ['outside', [2]],
      ['noded', [1, 3]],
    ]);
  });
});

describe('outlines', () => {
  it('turn north up and close every ring', () => {
    const shape = packPolygon([
      [
        [110, 30],
        [110.1, 30],
        [110.1, 30.1],
        [110, 30],
      ],
    ]);
    const path = svgPath(shape, { west: 110, north: 30.1, squeeze: 1, scale: 100 });
    expect(path.match(/z/g)).toHaveLength(1);
    expect(path).toContain('0.0 10.0');
    expect(path).toContain('10.0 0.0');
  });
});
