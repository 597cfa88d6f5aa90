import type { CompareOp, FunctionId, TextTest } from './ast.ts';
import { M2_PER } from '../i18n/format.ts';

/** Words of the language, Chinese and English; English ones without regard to case. */
export type Keyword =
  | 'and'
  | 'or'
  | 'not'
  | 'in'
  | 'between'
  | 'is'
  | 'null'
  | 'like'
  | 'contains'
  | 'starts'
  | 'ends'
  | 'from'
  | 'true'
  | 'false'
  | 'eq';

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  and: 'and',
  且: 'and',
  并且: 'and',
  or: 'or',
  或: 'or',
  或者: 'or',
  not: 'not',
  非: 'not',
  不: 'not',
  in: 'in',
  属于: 'in',
  between: 'between',
  介于: 'between',
  is: 'is',
  null: 'null',
  空: 'null',
  为: 'is',
  是: 'is',
  like: 'like',
  形如: 'like',
  contains: 'contains',
  包含: 'contains',
  starts: 'starts',
  开头: 'starts',
  开头是: 'starts',
  ends: 'ends',
  结尾: 'ends',
  结尾是: 'ends',
  以: 'from',
  true: 'true',
  false: 'false',
  真: 'true',
  假: 'false',
  否: 'false',
  等于: 'eq',
};

/** Words that say two things at once. */
const JOINED: Readonly<Record<string, readonly Keyword[]>> = {
  不包含: ['not', 'contains'],
  不属于: ['not', 'in'],
  不为空: ['is', 'not', 'null'],
  为空: ['is', 'null'],
  是空: ['is', 'null'],
  不是: ['is', 'not'],
};

export const keywordsOf = (word: string): readonly Keyword[] | undefined => {
  const lower = word.toLowerCase();
  if (Object.hasOwn(JOINED, lower)) return JOINED[lower];
  return Object.hasOwn(KEYWORDS, lower) ? [KEYWORDS[lower]!] : undefined;
};

/** Signs as they are typed on either keyboard. */
export const SIGNS: Readonly<Record<string, CompareOp>> = {
  '=': '=',
  '==': '=',
  '＝': '=',
  '<>': '<>',
  '!=': '<>',
  '≠': '<>',
  '<': '<',
  '＜': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '＞': '>',
  '>=': '>=',
  '≥': '>=',
};

export const TESTS: Readonly<Partial<Record<Keyword, TextTest>>> = {
  contains: 'contains',
  starts: 'starts',
  ends: 'ends',
  like: 'like',
};

/** Square metres in the units that may follow a figure. */
export const UNITS: Readonly<Record<string, number>> = {
  亩: M2_PER.mu,
  mu: M2_PER.mu,
  公顷: M2_PER.ha,
  ha: M2_PER.ha,
  平方米: 1,
  m2: 1,
  平方公里: M2_PER.km2,
  平方千米: M2_PER.km2,
  km2: M2_PER.km2,
};

/** Functions by every name they answer to. `if` and the areas are made of other things by the check. */
export const FUNCTIONS: Readonly<Record<string, FunctionId | 'if' | 'area_mu' | 'area_ha' | 'area_m2'>> = {
  upper: 'upper',
  大写: 'upper',
  lower: 'lower',
  小写: 'lower',
  length: 'length',
  长度: 'length',
  substr: 'substr',
  取字: 'substr',
  concat: 'concat',
  连接: 'concat',
  round: 'round',
  四舍五入: 'round',
  abs: 'abs',
  绝对值: 'abs',
  coalesce: 'coalesce',
  取非空: 'coalesce',
  text: 'text',
  转文本: 'text',
  number: 'number',
  转数字: 'number',
  today: 'today',
  今天: 'today',
  if: 'if',
  如果: 'if',
  area_mu: 'area_mu',
  面积亩: 'area_mu',
  area_ha: 'area_ha',
  面积公顷: 'area_ha',
  area_m2: 'area_m2',
  面积平方米: 'area_m2',
};
