import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../renderer/panels/palette/match.ts';
import { readRecent } from '../../../renderer/state/recent-commands.ts';

const found = (labels: readonly string[], search: string): readonly string[] =>
  labels
    .flatMap((label) => {
      const fit = fitOf([label], search);
      return fit === null ? [] : [{ label, fit }];
    })
    .toSorted((a, b) => a.fit - b.fit)
    .map(({ label }) => label);

describe('the palette', () => {
  const labels = ['重做：保存规则集', '规则集设置', '规则集', '选择'];
  it('puts what is typed in full first, then what begins with it, then what holds it', () => {
    expect(found(labels, '规则集')).toEqual(['规则集', '规则集设置', '重做：保存规则集']);
  });
  it('finds names by their initials and by further words', () => {
    expect(found(labels, 'gzj')).toEqual(['规则集设置', '规则集', '重做：保存规则集']);
    expect(found(labels, 'chongzuo')).toEqual(['重做：保存规则集']);
    expect(fitOf(['全县范围', '全图 full extent'], 'full')).toBeGreaterThan(
      fitOf(['全县范围', '全图 full extent'], 'qx') ?? Infinity,
    );
    expect(fitOf(['全县范围', '全图 full extent'], 'delete')).toBeNull();
  });
  it('keeps the order of the menus where nothing is typed', () => {
    expect(['撤销', '重做'].map((label) => fitOf([label], ' '))).toEqual([0, 0]);
  });
  it('remembers no more than a few names, whatever was kept', () => {
    expect(readRecent('["a",1,null,"b"]')).toEqual(['a', 'b']);
    expect(readRecent('{"length":9}')).toEqual([]);
    expect(readRecent('[')).toEqual([]);
    expect(readRecent(JSON.stringify(Array.from({ length: 100 }, String)))).toHaveLength(12);
  });
});
