import { describe, expect, it } from 'vitest';
import { conversionCells } from '../../../renderer/panels/ruleset/matrix-model.ts';
import { conversionAnswer } from '../../../shared/rules/matrix.ts';
import { DEFAULT_RULESET, parseRuleset } from '../../../shared/rules/ruleset.ts';
import { diffRulesets, isEmptyDifference } from '../../../shared/rules/ruleset-diff.ts';
import { withConversionCell } from '../../../shared/rules/ruleset-edit.ts';

const answer = (ruleset: typeof DEFAULT_RULESET, from: string, to: string, inside: readonly string[]) =>
  conversionAnswer(ruleset.matrices.conversion, from, to, inside)?.relation;

describe('the conversion table in the editor', () => {
  it('lets a county answer one change at one place, and nothing else', () => {
    expect(answer(DEFAULT_RULESET, 'forest', 'green', ['village_zone'])).not.toBe('barred');
    const changed = withConversionCell(DEFAULT_RULESET, ['forest', 'green', 'village_zone'], 'barred');
    expect(answer(changed, 'forest', 'green', ['village_zone'])).toBe('barred');
    expect(answer(changed, 'forest', 'green', ['forest_zone'])).toBe(
      answer(DEFAULT_RULESET, 'forest', 'green', ['forest_zone']),
    );
    expect(answer(changed, 'forest', 'water', ['village_zone'])).toBe(
      answer(DEFAULT_RULESET, 'forest', 'water', ['village_zone']),
    );
    expect(parseRuleset(changed).ok).toBe(true);
    expect(diffRulesets(DEFAULT_RULESET, changed).cells).toHaveLength(1);
  });

  it('goes back to what ships, by taking the answer away or by giving the old one', () => {
    const [row] = DEFAULT_RULESET.matrices.conversion.filter(({ from, to }) => from !== '*' && to !== '*');
    const cell = [row!.from, row!.to, row!.inside] as const;
    const other = row!.relation === 'barred' ? 'allowed' : 'barred';
    const changed = withConversionCell(DEFAULT_RULESET, cell, other);
    expect(isEmptyDifference(diffRulesets(DEFAULT_RULESET, changed))).toBe(false);
    for (const relation of [null, row!.relation]) {
      const back = withConversionCell(changed, cell, relation);
      expect(isEmptyDifference(diffRulesets(DEFAULT_RULESET, back))).toBe(true);
    }
  });

  it('draws what follows from general rows as taken over, with its basis', () => {
    const cells = conversionCells(DEFAULT_RULESET.matrices.conversion, 'basic_farmland', 'zh-CN');
    expect(cells('cultivated', 'orchard')).toMatchObject({ relation: 'barred', inherited: false });
    const general = cells('cultivated', 'urban_built');
    expect(general).toMatchObject({ relation: 'barred', inherited: true });
    expect(general.beside?.source).toContain('土地管理法');
  });
});
