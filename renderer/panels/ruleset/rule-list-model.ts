import type { RuleData } from '../../../shared/rules/rule.ts';

/** Groups in the order of the list; what is in none of them comes last. */
export const GROUPS = ['cross-plan', 'zone-line', 'topology', 'attribute', 'quantity', 'difference'] as const;

export interface RuleGroup {
  readonly id: string;
  readonly rules: readonly RuleData[];
  /** How many of all its rules are on, and of how many. */
  readonly on: number;
  readonly of: number;
}

/** Whether a rule has a text in its title, id, basis or thresholds. */
function matches(rule: RuleData, search: string): boolean {
  const { id, title, citation, thresholds } = rule;
  const said = [id, title['zh-CN'], title.en, citation.text, ...thresholds.map(({ name }) => name)];
  return said.some((text) => text.toLowerCase().includes(search));
}

/** Rules by group, those that match a text; groups without one are left out. */
export function ruleGroups(rules: readonly RuleData[], searched: string): readonly RuleGroup[] {
  const search = searched.trim().toLowerCase();
  const others = [...new Set(rules.map(({ group }) => group))].filter(
    (group) => !(GROUPS as readonly string[]).includes(group),
  );
  return [...GROUPS, ...others].flatMap((id) => {
    const all = rules.filter(({ group }) => group === id);
    const found = search === '' ? all : all.filter((rule) => matches(rule, search));
    if (found.length === 0) return [];
    return [{ id, rules: found, on: all.filter(({ on }) => on).length, of: all.length }];
  });
}

/** The rule after a search: the one shown before where it is still listed, else the first. */
export function shownRule(groups: readonly RuleGroup[], current: string | null): string | null {
  const ids = groups.flatMap(({ rules }) => rules.map(({ id }) => id));
  return current !== null && ids.includes(current) ? current : (ids[0] ?? null);
}

/** A rule about distances rests on local settings: it stays off until somebody has filled one in. */
export const needsSetting = (rule: RuleData): boolean => rule.locality?.startsWith('nearest') ?? false;

/** A sentence template cut into words and the places that a finding fills. */
export function templateParts(
  template: string,
): readonly { readonly text: string; readonly hole: boolean }[] {
  return template
    .split(/(\{\w+\})/)
    .filter((text) => text !== '')
    .map((text) => ({ text, hole: /^\{\w+\}$/.test(text) }));
}
