import type { InspectionCheck } from '../define-check.ts';

const by = (check: string, ...rules: string[]): InspectionCheck => ({ kind: 'rule', check, rules });

/** What rules of the ruleset look at already, under the id it has in the inspection. */
export const REUSED_RULES: readonly InspectionCheck[] = [
  by('T2', 'self-intersection', 'hole-outside-shell'),
  by('T3', 'coverage-overlap'),
  by('T4', 'coverage-gap'),
  by('T5', 'sliver', 'tiny-face'),
  by('T6', 'multipart'),
  by('T8', 'acute-angle'),
  by('T9', 'duplicate-vertex', 'near-vertex'),
  by('T10', 'coverage-range', 'outside-county'),
  by('T13', 'shared-border-mismatch'),
  by('A3', 'required-field'),
  by('A4', 'code-domain', 'name-code', 'class-edition-mix'),
  by('A5', 'bsm-unique', 'uid-unique'),
  by('A7', 'settlement-attribute'),
  by('R2', 'stored-area'),
  by('R3', 'control-area', 'class-area-sum', 'ridge-deduction'),
  by('R4', 'quota-sum', 'quota-exceeded', 'quota-shortfall'),
];
