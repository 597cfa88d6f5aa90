import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition, checkValue } from '../../../shared/expression/check.ts';
import { evaluate, holds } from '../../../shared/expression/evaluate.ts';
import { expressionParts, withoutPart, withPart } from '../../../shared/expression/parts.ts';
import { expectedAt } from '../../../shared/expression/suggest.ts';
import { roundTo } from '../../../shared/expression/text-values.ts';
import { failureText } from '../../../shared/i18n/text.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { testLayer } from './test-layer.ts';

const land = builtinLayer('land_use')!;
const on = (fields: Fields) => ({ today: '2026-11-28', get: (name: string) => fields[name] ?? null });
const says = (source: string, fields: Fields): boolean | null =>
  holds(must(checkCondition(testLayer, source)).tree, on(fields));
const gives = (source: string, fields: Fields) =>
  evaluate(must(checkValue(testLayer, source)).tree, on(fields));
const refusal = (source: string, layer = testLayer) => {
  const result = checkCondition(layer, source);
  return result.ok ? null : result.error;
};

describe('conditions', () => {
  test.each([
    ['分类代码 以 1001 开头 且 备注 = 桐渡镇', { land_class: '100102', note: '桐渡镇' }, true],
    ['分类代码 以 1001 开头 且 备注 = 桐渡镇', { land_class: '100102', note: '别镇' }, false],
    ['分类代码 = 0101', { land_class: '0101' }, true],
    ['land_class = 101', { land_class: '0101' }, false],
    ['分类代码 = 二类工业用地', { land_class: '100102' }, true],
    ['分类代码 包含 工业', { land_class: '100102' }, true],
    ['分类代码 不包含 工业', { land_class: '0101' }, true],
    ['分类代码 in (水田, 旱地)', { land_class: '0103' }, true],
    ['面积 ＞ 5公顷', { area_m2: 50_000.01 }, true],
    ['面积 ≥ 3 亩', { area_m2: 1999 }, false],
    ['面积 between 1 公顷 and 2 公顷', { area_m2: 15_000 }, true],
    ['面积 介于 1ha 至 2ha', { area_m2: 25_000 }, false],
    ['not 层数 > 3', { floors: 2 }, true],
    ['层数 > 3', {}, null],
    ['层数 > 3 or 备注 为空', {}, true],
    ['备注 为空', { note: '' }, true],
    ['备注 is not null', { note: 'x' }, true],
    ['备注 不为空', {}, false],
    ['备注 = null', {}, true],
    ['起始日期 < 2021-06-03', { since: '2021-06-02' }, true],
    ['是否建成', { built: 1 }, true],
    ['是否建成 = 否', { built: 0 }, true],
    ['是否建成 是 是', { built: 1 }, true],
    ["名称 like 'A_c%'", { name: 'abcd' }, true],
    ['名称 开头是 “南”', { name: '南园' }, true],
    ["name starts with 'x'", { name: 'Xy' }, true],
    ["'x' = name", { name: 'x' }, true],
    ['5 < 层数', { floors: 6 }, true],
    ["upper(name) = 'AB'", { name: 'ab' }, true],
  ] as const)('%s', (source, fields, wanted) => expect(says(source, fields)).toBe(wanted));

  test('or binds less than and', () => {
    expect(says('层数 = 1 或 层数 = 2 且 备注 = x', { floors: 1 })).toBe(true);
    expect(says('(层数 = 1 或 层数 = 2) 且 备注 = x', { floors: 1, note: 'y' })).toBe(false);
  });
});

describe('values', () => {
  test.each([
    ['round(area_mu(), 2)', { area_m2: 1000 }, 1.5],
    ['面积 / 0', { area_m2: 1 }, null],
    ['1 + 2 * 3 - 4', {}, 3],
    ['-(2 - 5)', {}, 3],
    ["concat(name, '-', 层数)", { name: 'a', floors: 3 }, 'a-3'],
    ["concat(name, '-', 层数)", { floors: 3 }, '-3'],
    ["if(层数 > 3, '高', '低')", { floors: 9 }, '高'],
    ["if(层数 > 3, '高', '低')", {}, '低'],
    ["coalesce(备注, 名称, '无')", { note: '', name: '乙' }, '乙'],
    ['substr(名称, 2, 2)', { name: '一𠮷三四' }, '𠮷三'],
    ['today()', {}, '2026-11-28'],
    ["number('1,234.5') + 1", {}, 1235.5],
  ] as const)('%s', (source, fields, wanted) => expect(gives(source, fields)).toBe(wanted));

  test.each([
    [1.005, 2, 1.01],
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [123456.785, 2, 123456.79],
    [1e300, 2, 1e300],
  ])('%d rounds at %d decimals', (value, digits, wanted) => expect(roundTo(value, digits)).toBe(wanted));
});

describe('refusals say what and where', () => {
  test.each([
    ['', 'expression.empty', undefined],
    ['面积 > ', 'expression.ends', 6],
    ['面积 > 5 层数', 'expression.unexpected', 8],
    ['面 > 5', 'expression.unknown-field', 1],
    ['用地用海 = 1', 'expression.ambiguous-field', 1],
    ['面积 > 大', 'expression.unknown-field', 6],
    ["面积 > '大'", 'expression.number-expected', 6],
    ['面积', 'expression.not-condition', 1],
    ['面积 + 1', 'expression.not-condition', 1],
    ["备注 = 'x", 'expression.unclosed', 6],
    ['备注 = #', 'expression.sign', 6],
    ['foo(1) = 2', 'expression.unknown-function', 1],
    ['round() = 2', 'expression.arguments', 1],
    ['备注 + 1 = 2', 'expression.number-expected', 1],
    ["if(层数 > 1, 1, 'x') = 1", 'expression.same-type', 15],
    ['备注 包含 面积 + 1', 'expression.pattern', 7],
    ['附图 = 1', 'expression.unknown-field', 1],
  ])('%s', (source, code, at) => {
    const failure = refusal(source);
    expect(failure?.code).toBe(code);
    expect(failure?.params?.['at']).toBe(at);
    for (const language of ['zh-CN', 'en'] as const) {
      expect(failureText(language, failure!)).not.toMatch(/^error\.|\{\w+\}/);
    }
  });

  test('hostile sources', () => {
    expect(refusal('('.repeat(500) + '1'.repeat(2) + ')'.repeat(500))?.code).toBe('expression.too-deep');
    expect(refusal('not '.repeat(400) + '是否建成')?.code).toBe('expression.too-deep');
    expect(refusal('-'.repeat(400) + '1 = 1')?.code).toBe('expression.too-deep');
    expect(refusal('x'.repeat(2001))?.code).toBe('expression.too-long');
    expect(refusal(Array.from({ length: 300 }, () => '1').join('+') + '=1')?.code).toBe(
      'expression.too-many',
    );
    expect(refusal(`备注 like '${'%a'.repeat(20)}'`)?.code).toBe('expression.wildcards');
    expect(refusal('__proto__ = 1')?.code).toBe('expression.unknown-field');
    expect(refusal('constructor(1) = 1')?.code).toBe('expression.unknown-function');
  });

  test('no source makes it throw', () => {
    const piece = fc.constantFrom(
      '面积',
      '备注',
      ' ',
      '(',
      ')',
      '且',
      '或',
      '非',
      'in',
      '=',
      '<',
      '5',
      "'",
      '"',
      '[',
      ']',
      'if',
      ',',
      '-',
      '以',
      '开头',
      'between',
      '空',
      '是',
      'null',
      '不',
      '𠮷',
      '%',
      '\0',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, spaced) => {
        const source = pieces.join(spaced ? ' ' : '');
        const checked = checkCondition(testLayer, source);
        expressionParts(source, testLayer, 'en');
        expectedAt(source, source.length, testLayer);
        if (checked.ok) holds(checked.value.tree, on({}));
        else expect(failureText('en', checked.error)).not.toMatch(/^error\./);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('parts', () => {
  const source = '分类代码 以 1001 开头 且 乡镇 = 桐渡镇 且 (面积 > 5 公顷 或 备注 为空)';
  test('are shown short and taken away one by one', () => {
    expect(expressionParts(source, land, 'zh-CN').map((part) => part.short)).toEqual([
      { field: '用地用海分类代码', value: '1001*' },
      { field: '行政区名称', value: '桐渡镇' },
      null,
    ]);
    expect(withoutPart(source, land, 0)).toBe('乡镇 = 桐渡镇 且 (面积 > 5 公顷 或 备注 为空)');
    expect(withoutPart(source, land, 2)).toBe('分类代码 以 1001 开头 且 乡镇 = 桐渡镇');
    expect(withoutPart('面积 > 1', land, 0)).toBe('');
  });
  test('are added without changing what was asked', () => {
    expect(withPart('面积 > 1 或 备注 为空', '容积率 > 2', 'zh-CN')).toBe(
      '(面积 > 1 或 备注 为空) 且 容积率 > 2',
    );
    expect(withPart('', '容积率 > 2', 'en')).toBe('容积率 > 2');
  });
});

describe('what is expected at the cursor', () => {
  test.each([
    ['', 'field', '', null],
    ['分类', 'field', '分类', null],
    ['分类代码 ', 'operator', '', 'land_class'],
    ['分类代码 = ', 'value', '', 'land_class'],
    ['分类代码 = 二类', 'value', '二类', 'land_class'],
    ["分类代码 = '二类", 'value', '二类', 'land_class'],
    ['分类代码 in (水田, 旱', 'value', '旱', 'land_class'],
    ['分类代码 = 0101 ', 'joint', '', null],
    ['分类代码 = 0101 且 ', 'field', '', null],
    ['乡镇 包含 ', 'value', '', 'admin_name'],
  ] as const)('%s', (source, kind, prefix, field) => {
    const expected = expectedAt(source, source.length, land);
    expect(expected).toMatchObject({ kind, prefix });
    if (kind === 'value' || kind === 'operator') expect(expected?.field?.name).toBe(field);
    expect(source.slice(expected!.from).replace(/^['"]/, '')).toBe(prefix);
  });
});
