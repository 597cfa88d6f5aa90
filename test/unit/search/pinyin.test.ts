import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeList } from '../../../shared/model/code-list.ts';
import { matchText, partsOf } from '../../../shared/search/match-text.ts';
import { hasReading, initials, readsAs, syllables } from '../../../shared/search/pinyin.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Written by hand, from the dictionary, not from the table. */
const KNOWN: readonly (readonly [word: string, initials: string, full: string])[] = [
  ['耕地', 'gd', 'geng di'],
  ['水田', 'st', 'shui tian'],
  ['水浇地', 'sjd', 'shui jiao di'],
  ['旱地', 'hd', 'han di'],
  ['园地', 'yd', 'yuan di'],
  ['果园', 'gy', 'guo yuan'],
  ['茶园', 'cy', 'cha yuan'],
  ['林地', 'ld', 'lin di'],
  ['乔木林地', 'qmld', 'qiao mu lin di'],
  ['竹林地', 'zld', 'zhu lin di'],
  ['灌木林地', 'gmld', 'guan mu lin di'],
  ['草地', 'cd', 'cao di'],
  ['湿地', 'sd', 'shi di'],
  ['红树林地', 'hsld', 'hong shu lin di'],
  ['种植设施建设用地', 'zzssjsyd', 'zhong zhi she shi jian she yong di'],
  ['畜禽养殖', 'cqyz', 'chu qin yang zhi'],
  ['畜牧业', 'xmy', 'xu mu ye'],
  ['略', 'l', 'lve'],
  ['城镇住宅用地', 'czzzyd', 'cheng zhen zhu zhai yong di'],
  ['农村宅基地', 'nczjd', 'nong cun zhai ji di'],
  ['商业服务业用地', 'syfwyyd', 'shang ye fu wu ye yong di'],
  ['工业用地', 'gyyd', 'gong ye yong di'],
  ['采矿用地', 'ckyd', 'cai kuang yong di'],
  ['仓储用地', 'ccyd', 'cang chu yong di'],
  ['铁路用地', 'tlyd', 'tie lu yong di'],
  ['公路用地', 'glyd', 'gong lu yong di'],
  ['绿地', 'ld', 'lv di'],
  ['容积率', 'rjl', 'rong ji lv'],
  ['陆地水域', 'ldsy', 'lu di shui yu'],
  ['湖泊水面', 'hpsm', 'hu po shui mian'],
  ['坑塘水面', 'ktsm', 'keng tang shui mian'],
  ['内陆滩涂', 'nltt', 'nei lu tan tu'],
  ['裸土地', 'ltd', 'luo tu di'],
  ['裸岩石砾地', 'lysld', 'luo yan shi li di'],
  ['永久基本农田', 'yjjbnt', 'yong jiu ji ben nong tian'],
  ['生态保护红线', 'stbhhx', 'sheng tai bao hu hong xian'],
  ['城镇开发边界', 'czkfbj', 'cheng zhen kai fa bian jie'],
  ['弹性发展区', 'txfzq', 'tan xing fa zhan qu'],
  ['重点生态功能区', 'zdstgnq', 'zhong dian sheng tai gong neng qu'],
  ['重大项目', 'zdxm', 'zhong da xiang mu'],
  ['重新检查', 'cxjc', 'chong xin jian cha'],
  ['重做', 'cz', 'chong zuo'],
  ['重复', 'cf', 'chong fu'],
  ['重叠', 'cd', 'chong die'],
  ['行政区', 'xzq', 'xing zheng qu'],
  ['命令行', 'mlh', 'ming ling hang'],
  ['执行', 'zx', 'zhi xing'],
  ['长度', 'cd', 'chang du'],
  ['周长', 'zc', 'zhou chang'],
  ['调整', 'tz', 'tiao zheng'],
  ['对调', 'dd', 'dui diao'],
  ['供水厂', 'gsc', 'gong shui chang'],
  ['还原', 'hy', 'huan yuan'],
  ['拓扑', 'tp', 'tuo pu'],
  ['学校', 'xx', 'xue xiao'],
  ['娱乐用地', 'ylyd', 'yu le yong di'],
  ['广场用地', 'gcyd', 'guang chang yong di'],
  ['差异', 'cy', 'cha yi'],
];

/** Everything whose characters must be readable. */
const sources = [
  ...readdirSync(path.join(root, 'resources/codes'))
    .filter((name) => name !== 'pinyin.json')
    .map((name) => `resources/codes/${name}`),
  ...readdirSync(path.join(root, 'shared/i18n/zh-CN')).map((name) => `shared/i18n/zh-CN/${name}`),
  'resources/schema/layers.json',
];

describe('readings of characters', () => {
  it('are known for every character of texts, layers and code lists (else run electron/build/make-pinyin.mjs)', () => {
    const seen = new Set(sources.flatMap((file) => Array.from(readFileSync(path.join(root, file), 'utf8'))));
    expect(seen.size).toBeGreaterThan(500);
    expect([...seen].filter((character) => !hasReading(character)).join('')).toBe('');
  });
  it('are those of the dictionary, also where a character has several', () => {
    expect(KNOWN.length).toBeGreaterThan(40);
    expect(KNOWN.map(([word]) => [word, initials(word), syllables(word).join(' ')])).toEqual(KNOWN);
  });
  it('are one to a character, also beside letters and marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(syllables(text)).toHaveLength(Array.from(text).length);
      }),
    );
    expect(initials('CGCS2000 坐标')).toBe('cgcs2000zb');
  });
});

describe('what is typed', () => {
  it('finds by initials, in full, mixed, and half typed', () => {
    for (const typed of ['gd', 'gengdi', 'geng di', 'gengd', 'gdi', 'GD']) {
      expect(readsAs('耕地', typed), typed).toEqual({ start: 0, end: 2 });
    }
    for (const typed of ['g', 'ge', 'geng']) {
      expect(readsAs('耕地', typed), typed).toEqual({ start: 0, end: 1 });
    }
    expect(readsAs('城镇住宅用地', 'zhuzhai')).toEqual({ start: 2, end: 4 });
    expect(readsAs('城镇住宅用地', 'chzhzhzh')).toEqual({ start: 0, end: 4 });
    expect(readsAs('生态控制区（含生态廊道）', 'kzqh')).toEqual({ start: 2, end: 7 });
    expect(readsAs('忽略全部', 'lue')).toEqual({ start: 1, end: 2 });
    expect(readsAs('耕地', 'gx')).toBeNull();
    expect(readsAs('耕地', 'gedi')).toBeNull();
    expect(readsAs('耕地', '')).toBeNull();
  });
  it('finds every class by its own initials and by its full reading, whatever the name', () => {
    for (const { label } of codeList('land_use_class') ?? []) {
      const name = label['zh-CN'];
      expect(readsAs(name, initials(name)), name).not.toBeNull();
      expect(readsAs(name, syllables(name).join('')), name).not.toBeNull();
    }
  });
  it('ranks what is written before what is read, and the beginning first', () => {
    const rank = (text: string, search: string): number | undefined => matchText(text, search)?.rank;
    expect([rank('规则集', '规则集'), rank('规则集设置', '规则集'), rank('保存规则集', '规则集')]).toEqual([
      0, 1, 2,
    ]);
    expect([rank('规则集', 'gzj'), rank('保存规则集', 'gzj')]).toEqual([3, 4]);
    expect(rank('规则集', '规则 gz')).toBe(3);
    expect(matchText('规则集', '图层')).toBeNull();
    expect(matchText('规则集', ' ')).toEqual({ rank: 0, ranges: [] });
  });
  it('is marked in the text, and the parts put together are the text', () => {
    expect(partsOf('城镇住宅用地', matchText('城镇住宅用地', 'zhuz'))).toEqual([
      { text: '城镇', hit: false },
      { text: '住宅', hit: true },
      { text: '用地', hit: false },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, search) => {
        const parts = partsOf(text, matchText(text, search));
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});
