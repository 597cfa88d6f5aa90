import { describe, expect, it } from 'vitest';
import {
  above,
  domainOf,
  domainRows,
  firstRow,
  matchNode,
  namedBy,
} from '../../../renderer/forms/domain-model.ts';
import { commonValues } from '../../../renderer/panels/inspector/common-values.ts';
import { offered, readUses, withUse, type CodeUses } from '../../../renderer/state/code-uses.ts';
import { codeList } from '../../../shared/model/code-list.ts';

const land = domainOf('land_use_class', 'zh-CN');
const codes = (search: string, opened: readonly string[] = [], recent: readonly string[] = []): string[] =>
  domainRows(land, { search, opened: new Set(opened), recent }).map((row) =>
    row.kind === 'head' ? row.id : row.id,
  );

describe('a code list as a tree', () => {
  it('has every entry once, under its parent', () => {
    const list = codeList('land_use_class') ?? [];
    expect(land.nodes.map(({ code }) => code).toSorted()).toEqual(list.map(({ code }) => code).toSorted());
    for (const entry of list) {
      expect(land.byCode.get(entry.code)?.parent ?? null).toBe(entry.parent ?? null);
    }
  });
  it('shows the top, and below it what is opened', () => {
    const top = land.nodes.filter(({ depth }) => depth === 0).map(({ code }) => code);
    expect(codes('')).toEqual(top);
    expect(codes('', ['01']).slice(0, 5)).toEqual(['01', '0101', '0102', '0103', '02']);
    // Opened below a closed parent: not in sight.
    expect(codes('', ['0601'])).toEqual(top);
    expect(above(land, '060101').length).toBe(2);
  });
  it('finds by code, name, initials, full reading and English, and keeps what a match stands under', () => {
    expect(codes('0103')).toEqual(['01', '0103']);
    expect(codes('旱地')).toEqual(['01', '0103']);
    expect(codes('handi')).toEqual(['01', '0103']);
    expect(codes('hd')).toContain('0103');
    expect(codes('paddy')).toEqual(['01', '0101']);
    expect(codes('zzzzzz')).toEqual([]);
    const rows = domainRows(land, { search: '0103', opened: new Set(), recent: [] });
    expect(rows.map((row) => row.kind === 'node' && row.match !== null)).toEqual([false, true]);
    expect(firstRow(rows, null, true)).toBe(1);
  });
  it('stands on the best match first: the whole name before others that hold it', () => {
    const rows = domainRows(land, { search: '耕地', opened: new Set(), recent: [] });
    const row = rows[firstRow(rows, null, true)];
    expect(row?.kind === 'node' && row.node.code).toBe('01');
    expect(matchNode(land.byCode.get('01') ?? land.nodes[0]!, 'gd')?.rank).toBeGreaterThan(0);
    expect(namedBy(land, '旱地')?.code).toBe('0103');
    expect(namedBy(land, '0103 旱地')?.code).toBe('0103');
    expect(namedBy(land, '旱')).toBeUndefined();
  });
  it('puts recent and frequent choices first while nothing is typed', () => {
    expect(codes('', [], ['0103', 'gone']).slice(0, 3)).toEqual(['recent', 'recent 0103', 'all']);
    let uses: CodeUses = {};
    for (const code of ['a', 'a', 'a', 'b', 'c', 'd', 'e']) uses = withUse(uses, 'x', code);
    expect(offered(uses, 'x')).toEqual(['e', 'd', 'c', 'a', 'b']);
    expect(readUses('{"x":[{"code":1},{"code":"a","times":2,"last":1},null]}')).toEqual({
      x: [{ code: 'a', times: 2, last: 1 }],
    });
    expect(readUses('[')).toEqual({});
  });
});

describe('fields of several features', () => {
  it('show what all have, and say where they differ', () => {
    const common = commonValues([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 1, b: 'x', c: null },
    ]);
    expect(common('a')).toEqual({ value: 1, mixed: false });
    expect(common('b')).toEqual({ value: null, mixed: true });
    expect(common('c')).toEqual({ value: null, mixed: false });
  });
});
