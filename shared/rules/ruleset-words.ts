import type { Language } from '../i18n/languages.ts';
import { text, TEXTS } from '../i18n/text.ts';
import { codeEntry } from '../model/code-list.ts';
import type { CellDifference, RulesetDifference } from './ruleset-diff.ts';
import type { MatrixName } from './ruleset-cells.ts';

/** A text where there is one, else the name as the data state it. */
const orName = (language: Language, key: string, name: string): string =>
  Object.hasOwn(TEXTS[language], key) ? text(language, key) : name;

export const thresholdName = (language: Language, name: string): string =>
  orName(language, `ruleset.threshold.${name}`, name);

export const unitName = (language: Language, unit: string): string =>
  orName(language, `ruleset.unit.${unit}`, unit);

/** A threshold's value with its unit; a dash where there is none. */
export function thresholdValue(language: Language, value: number | null, unit: string): string {
  if (value === null) return text(language, 'ruleset.none');
  const said = unitName(language, unit);
  return said === '' ? String(value) : text(language, 'ruleset.value', { value, unit: said });
}

export const partName = (language: Language, part: string): string =>
  orName(language, `ruleset.part.${part}`, part);
export const relationName = (language: Language, relation: string | null): string =>
  relation === null
    ? text(language, 'ruleset.none')
    : orName(language, `ruleset.relation.${relation}`, relation);

/** Code lists that name the places of a cell. */
const DOMAINS: Readonly<Record<MatrixName, readonly string[]>> = {
  zone_compatibility: ['planning_zone', 'land_use_class'],
  function_industry: ['main_function', 'industry_class', 'park_kind'],
  conversion: ['use_group', 'use_group', 'conversion_context'],
};
const FIGURES: ReadonlySet<string> = new Set(['planning_zone', 'land_use_class', 'survey_class']);

/** A code by its label; codes that are figures stand before it. */
export function codeName(language: Language, domain: string, code: string): string {
  if (code === '*') return text(language, 'ruleset.any');
  const label = codeEntry(domain, code)?.label[language];
  if (label === undefined) return code;
  return FIGURES.has(domain) ? `${code} ${label}` : label;
}

/** Where a cell stands, in words. */
export const cellName = (
  language: Language,
  { matrix, cell }: Pick<CellDifference, 'matrix' | 'cell'>,
): string => cell.map((code, i) => codeName(language, DOMAINS[matrix][i] ?? '', code)).join(' × ');

/** One change in words. */
export interface DifferenceRow {
  readonly key: string;
  readonly kind: 'part' | 'rule' | 'cell';
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** A bottom-line rule that is switched off or lowered. */
  readonly lowered: boolean;
}

/** Every change of a difference in words: parts of the whole, rules, matrix cells. */
export function differenceRows(language: Language, difference: RulesetDifference): readonly DifferenceRow[] {
  const changed = text(language, 'ruleset.changed');
  const lowered = new Set(difference.lowered.map(({ rule }) => rule));
  const rows: DifferenceRow[] = difference.parts.map((part) => ({
    key: `part ${part}`,
    kind: 'part',
    what: partName(language, part),
    before: '',
    after: changed,
    lowered: false,
  }));
  for (const rule of difference.rules) {
    const name = rule.title[language];
    const add = (part: string, before: string, after: string, grave = false): void => {
      rows.push({
        key: `rule ${rule.rule} ${part}`,
        kind: 'rule',
        what: text(language, 'ruleset.rule-part', { name, part }),
        before,
        after,
        lowered: grave && lowered.has(rule.rule),
      });
    };
    const onOff = (on: boolean): string => text(language, on ? 'ruleset.on' : 'ruleset.off');
    if (rule.on) add(partName(language, 'on'), onOff(rule.on.before), onOff(rule.on.after), true);
    if (rule.severity) {
      const { before, after } = rule.severity;
      const word = partName(language, 'severity');
      add(word, text(language, `severity.${before}`), text(language, `severity.${after}`), true);
    }
    for (const { name: threshold, unit, before, after } of rule.thresholds) {
      const said = (value: number | null): string => thresholdValue(language, value, unit);
      add(thresholdName(language, threshold), said(before), said(after));
    }
    for (const part of rule.parts) add(partName(language, part), '', changed);
  }
  for (const cell of difference.cells) {
    rows.push({
      key: `cell ${cell.matrix} ${cell.cell.join(' ')} ${rows.length}`,
      kind: 'cell',
      what: cellName(language, cell),
      before: cell.beside ? '' : relationName(language, cell.before),
      after: cell.beside ? changed : relationName(language, cell.after),
      lowered: false,
    });
  }
  return rows;
}
