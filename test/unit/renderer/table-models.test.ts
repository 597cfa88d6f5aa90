import { beforeEach, describe, expect, it } from 'vitest';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { readFilter } from '../../../renderer/panels/table/filter-text.ts';
import {
  arranged,
  copyColumns,
  groupField,
  moved,
  nextSort,
  tableFields,
} from '../../../renderer/panels/table/table-columns.ts';
import { suggestionsAt, written } from '../../../renderer/panels/table/suggestions.ts';
import {
  keepFids,
  knownFids,
  selectedIn,
  selectedLayers,
  useSelection,
} from '../../../renderer/state/selection.ts';
import { PLAIN_LAYOUT, readTableLayouts } from '../../../renderer/state/table-layout.ts';
import { gridStep } from '../../../renderer/ui/grid-keys.ts';

const land = builtinLayer('land_use')!;

describe('what is typed into the filter', () => {
  it.each([
    ['', 'none'],
    ['桐渡镇', 'words'],
    ['100102', 'words'],
    ['水库 大坝', 'words'],
    ['面积 > 5公顷', 'condition'],
    ['乡镇 包含 桐', 'condition'],
    ['备注 为空', 'condition'],
    ['面积 >', 'wrong'],
    ["备注 = 'x", 'wrong'],
    ['没有的字段 = 1', 'wrong'],
  ])('%s: %s', (text, kind) => expect(readFilter(land, text).kind).toBe(kind));
});

describe('columns', () => {
  const fields = tableFields(land, 'zh-CN');
  const ids = fields.map(({ id }) => id);
  it('stand as people read them, an area in three units and copied once', () => {
    expect(ids[0]).toBe('parcel_number');
    expect(ids.filter((id) => id.startsWith('area_m2'))).toEqual(['area_m2:ha', 'area_m2:mu', 'area_m2:m2']);
    expect(copyColumns(fields).filter(({ field }) => field === 'area_m2')).toEqual([
      { field: 'area_m2', header: '面积（平方米）' },
    ]);
    expect(groupField(land)?.name).toBe('land_class');
    expect(ids).not.toContain('uid');
  });
  it('are moved, hidden and drawn wider', () => {
    const order = moved(fields, 'remark', 'land_class');
    expect(order.indexOf('remark')).toBe(order.indexOf('land_class') - 1);
    const shown = arranged(fields, { order, hidden: ['identifier'], widths: { remark: 333 } });
    expect(shown.map(({ id }) => id)).toEqual(order.filter((id) => id !== 'identifier'));
    expect(shown.find(({ id }) => id === 'remark')?.width).toBe(333);
  });
  it('sort up, down, not at all; with Shift after one another', () => {
    const up = nextSort([], 'a', false);
    expect(up).toEqual([{ field: 'a', descending: false }]);
    expect(nextSort(up, 'a', false)).toEqual([{ field: 'a', descending: true }]);
    expect(nextSort([{ field: 'a', descending: true }], 'a', false)).toEqual([]);
    const both = nextSort(up, 'b', true);
    expect(both.map(({ field }) => field)).toEqual(['a', 'b']);
    expect(nextSort(both, 'a', true)).toEqual([
      { field: 'a', descending: true },
      { field: 'b', descending: false },
    ]);
  });
  it('are remembered, and what was kept wrongly is as at first', () => {
    const kept = {
      land_use: { order: ['remark', 3], hidden: 'x', widths: { remark: 5, land_class: 99 }, frozen: 99 },
    };
    expect(readTableLayouts(JSON.stringify(kept))['land_use']).toEqual({
      order: ['remark'],
      hidden: [],
      widths: { land_class: 99 },
      frozen: PLAIN_LAYOUT.frozen,
    });
    expect(readTableLayouts('{{')).toEqual({});
  });
});

describe('suggestions', () => {
  const labels = (source: string) =>
    suggestionsAt(land, source, source.length, 'zh-CN', false)?.list.map(({ insert }) => insert);
  it('are fields, then signs, then values', () => {
    expect(labels('容积')).toContain('容积率');
    expect(labels('容积率 ')).toContain('>=');
    expect(labels('分类代码 = 二类工业')).toContain('100102');
  });
  it('are written so that they are read as what they are', () => {
    expect(written(land, '桐渡镇')).toBe('桐渡镇');
    expect(written(land, '0101')).toBe('0101');
    expect(written(land, '备注')).toBe("'备注'");
    expect(written(land, '空')).toBe("'空'");
    expect(written(land, "a'b c")).toBe("'a''b c'");
  });
});

describe('the selection in great numbers', () => {
  const part = (uids: readonly string[], layer = 'land_use') => ({
    layer,
    fids: Float64Array.from(uids, Number),
    uids: uids.join('\n'),
  });
  const state = () => useSelection.getState();
  const uids = (layer = 'land_use') => [...selectedIn(state().refs, layer)];
  beforeEach(() => state().clear());

  it('is set, added to, taken from and narrowed', () => {
    state().take([part(['1', '2', '3'])], 'set');
    expect([...knownFids(state().refs, 'land_use')!]).toEqual([1, 2, 3]);
    state().take([part(['3', '4']), part(['3'], 'industrial_park')], 'add');
    expect(uids()).toEqual(['1', '2', '3', '4']);
    expect(uids('industrial_park')).toEqual(['3']);
    expect(selectedLayers(state().refs)).toEqual(['land_use', 'industrial_park']);
    expect(knownFids(state().refs, 'land_use')).toBeUndefined();
    state().take([part(['2'])], 'remove');
    expect(uids()).toEqual(['1', '3', '4']);
    state().take([part(['3', '4', '9'])], 'within');
    expect(uids()).toEqual(['3', '4']);
    expect(uids('industrial_park')).toEqual([]);
    state().take([part([])], 'set');
    expect(state().refs).toEqual([]);
  });
  it('knows its members without looking through them, and forgets what was told when it changes', () => {
    state().take([part(Array.from({ length: 200_000 }, (_u, i) => String(i)))], 'set');
    const { refs } = state();
    expect(selectedIn(refs, 'land_use')).toBe(selectedIn(refs, 'land_use'));
    keepFids(refs, 'land_use', Float64Array.of(7));
    state().toggle({ table: 'land_use', uid: '7' });
    expect(state().refs).toHaveLength(199_999);
    expect(knownFids(state().refs, 'land_use')).toBeUndefined();
    state().toggle({ table: 'land_use', uid: '7' });
    expect(state().refs.at(-1)).toEqual({ table: 'land_use', uid: '7' });
  });
});

describe('keys of a grid', () => {
  const size = { rows: 10, columns: 4, first: 1, page: 5 };
  const key = (name: string, ctrlKey = false) =>
    gridStep({ key: name, ctrlKey, metaKey: false }, { row: 2, column: 2 }, size);
  it.each([
    ['ArrowDown', false, 3, 2],
    ['ArrowLeft', false, 2, 1],
    ['PageDown', false, 7, 2],
    ['PageUp', false, 0, 2],
    ['Home', false, 2, 1],
    ['End', true, 9, 3],
    ['Home', true, 0, 1],
  ] as const)('%s', (name, far, row, column) => expect(key(name, far)).toEqual({ row, column }));
  it('others move nothing', () => expect(key('x')).toBeNull());
});
