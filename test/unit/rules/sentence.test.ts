import { describe, expect, it } from 'vitest';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FindingMessage } from '../../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingText, sentenceArea } from '../../../shared/rules/sentence.ts';

const a = { kind: 'text', value: '甲' } as const;
const area = { kind: 'area', m2: 35.61 * (2000 / 3) } as const;
const net = { kind: 'area', m2: 32.5 * (2000 / 3) } as const;
const say = (language: 'zh-CN' | 'en', rule: string, key: string, params: FindingMessage['params']): string =>
  findingText(language, { rule, message: { key, params } }, DEFAULT_RULESET);

it('name a layer of the user, and its fields, as the user does', () => {
  const own = {
    ...builtinLayer('industrial_park')!,
    id: 'reserve_1a2b3c4d',
    name: { 'zh-CN': '自然保护地', en: 'Reserve' },
  };
  const ruleset = {
    ...DEFAULT_RULESET,
    rules: [
      { ...DEFAULT_RULESET.rules[0]!, messages: [{ key: 'm', 'zh-CN': '{l}的{f}', en: '{f} of {l}' }] },
    ],
  };
  const finding = {
    rule: DEFAULT_RULESET.rules[0]!.id,
    message: {
      key: 'm',
      params: {
        l: { kind: 'layer', id: own.id } as const,
        f: { kind: 'field', layer: own.id, name: own.fields[0]!.name } as const,
      },
    },
  };
  const layers = (id: string) => (id === own.id ? own : undefined);
  const label = own.fields[0]!.label;
  expect(findingText('zh-CN', finding, ruleset, layers)).toBe(`自然保护地的${label['zh-CN']}`);
  expect(findingText('en', finding, ruleset, layers)).toBe(`${label.en} of Reserve`);
  expect(findingText('en', finding, ruleset)).toBe(`${own.fields[0]!.name} of ${own.id}`);
});

describe('sentences', () => {
  it.each([
    [
      'park-basic-farmland',
      'park-x-farmland',
      { a, area, net, n: { kind: 'count', value: 3 } },
      '园区「甲」占用永久基本农田35.61亩（净面积32.50亩），涉及3块图斑。',
      'Park "甲" takes 35.61 mu of permanent basic farmland (net 32.50 mu) in 3 parcels.',
    ],
    [
      'park-redline',
      'park-x-redline',
      { a, area },
      '园区「甲」压占生态保护红线35.61亩，园区建设不属于允许的有限人为活动，禁止。',
      'Park "甲" lies on 35.61 mu of ecological redline; park building is not among the limited activities allowed: barred.',
    ],
    [
      'park-redline',
      'redline-core',
      { a, area },
      '「甲」位于红线内自然保护地核心保护区35.61亩，禁止。',
      '"甲" has 35.61 mu in the core of a nature reserve inside the redline: barred.',
    ],
    [
      'park-redline',
      'other-x-redline',
      { a, area, n: { kind: 'text', value: '2' } },
      '「甲」涉及生态保护红线35.61亩，可能适用第2类，需办理有限人为活动认定。',
      '"甲" touches 35.61 mu of redline; item 2 may apply, a determination is needed.',
    ],
    [
      'park-outside-boundary',
      'park-outside-boundary',
      { a, area },
      '园区「甲」有35.61亩位于城镇开发边界外。',
      '35.61 mu of park "甲" lies outside the urban development boundary.',
    ],
    [
      'park-planned-non-construction',
      'park-on-non-built',
      { a, area, classes: { kind: 'codes', domain: 'land_use_class', values: ['0101', '0301', '0199x'] } },
      '园区「甲」范围内有35.61亩规划为非建设用地（水田、乔木林地、0199x）。',
      null,
    ],
    [
      'town-zone',
      'town-x-zone',
      { a, area, zone: { kind: 'codes', domain: 'planning_zone', values: ['520'] } },
      '城镇中心「甲」有35.61亩位于一般农业区，该分区不允许城镇集中建设。',
      null,
    ],
    [
      'ecological-zone-construction',
      'eco-x-built',
      {
        a: { kind: 'key', key: 'rules.unnamed' },
        area,
        classes: { kind: 'codes', domain: 'land_use_class', values: [] },
      },
      '生态功能区「未命名」内规划了35.61亩建设用地（未填）。',
      'Ecological zone "unnamed" contains 35.61 mu of planned construction land (not given).',
    ],
  ] as const)('%s says %s', (rule, key, params, zh, en) => {
    expect(say('zh-CN', rule, key, params)).toBe(zh);
    const english = say('en', rule, key, params);
    if (en !== null) expect(english).toBe(en);
    expect(english).not.toMatch(/[{}「」]/);
  });

  it.each([
    [84.8, '0.13亩', '0.13 mu'],
    [6.67, '0.01亩', '0.01 mu'],
    [1.2, '1.20平方米', '1.20 m²'],
    [23_740, '35.61亩', '35.61 mu'],
  ])('an area of %d m2 reads %s', (m2, zh, en) => {
    expect(sentenceArea('zh-CN', m2)).toBe(zh);
    expect(sentenceArea('en', m2)).toBe(en);
  });
});
