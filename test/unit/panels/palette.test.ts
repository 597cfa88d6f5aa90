import { describe, expect, it } from 'vitest';
import { matches, rank } from '../../../renderer/panels/palette/match.ts';

describe('the palette', () => {
  it('puts what is typed in full first, then what begins with it, then what holds it', () => {
    const labels = ['重做：保存规则集', '规则集设置', '规则集', '选择'];
    const found = labels
      .filter((label) => matches(label, '规则集'))
      .toSorted((a, b) => rank(a, '规则集') - rank(b, '规则集'));
    expect(found).toEqual(['规则集', '规则集设置', '重做：保存规则集']);
  });

  it('keeps the order of the menus where nothing is typed', () => {
    expect(['撤销', '重做'].map((label) => rank(label, ' '))).toEqual([0, 0]);
  });
});
