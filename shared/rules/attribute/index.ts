import type { RuleDefinition } from '../define-rule.ts';
import { bsmUnique } from './bsm-unique.ts';
import { classEditionMix } from './class-edition-mix.ts';
import { codeDomain } from './code-domain.ts';
import { nameCode } from './name-code.ts';
import { requiredField } from './required-field.ts';
import { ridgeDeduction } from './ridge-deduction.ts';
import { settlementAttribute } from './settlement-attribute.ts';
import { storedArea } from './stored-area.ts';
import { uidUnique } from './uid-unique.ts';

/** What is filled in, and whether it fits tables, names and figures. */
export const ATTRIBUTE_RULES: readonly RuleDefinition[] = [
  requiredField,
  codeDomain,
  classEditionMix,
  nameCode,
  uidUnique,
  bsmUnique,
  storedArea,
  ridgeDeduction,
  settlementAttribute,
];
