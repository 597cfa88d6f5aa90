import { expectedAt, type Expected } from '../../../shared/expression/suggest.ts';
import { fieldType, resolveField, usableFields } from '../../../shared/expression/fields.ts';
import { keywordsOf } from '../../../shared/expression/words.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { codeList } from '../../../shared/model/code-list.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';

/** Something that can be put into an expression: what stands in the list, and what is written. */
export interface Suggestion {
  readonly label: string;
  readonly note: string;
  readonly insert: string;
}

const MOST = 9;
const WORD = /^[\p{L}_][\p{L}\p{N}_·]*$/u;
const NUMBER = /^\d+(\.\d+)?$/;

/** A text as it stands in an expression: bare where that cannot be taken for anything else. */
export function written(layer: LayerSchema, text: string): string {
  const plain =
    WORD.test(text) && keywordsOf(text) === undefined && resolveField(layer, text).kind === 'unknown';
  return plain || NUMBER.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** A field's label as it stands in an expression. */
export const writtenField = (label: string): string =>
  WORD.test(label) && keywordsOf(label) === undefined ? label : `[${label}]`;

const OPERATORS: Readonly<Record<Language, Readonly<Record<'number' | 'text', readonly string[]>>>> = {
  'zh-CN': {
    text: ['=', '<>', '包含', '开头是', '结尾是', '属于 (', '为空', '不为空'],
    number: ['=', '>', '>=', '<', '<=', '介于', '为空', '不为空'],
  },
  en: {
    text: ['=', '<>', 'contains', 'starts with', 'ends with', 'in (', 'is null', 'is not null'],
    number: ['=', '>', '>=', '<', '<=', 'between', 'is null', 'is not null'],
  },
};
const JOINTS: Readonly<Record<Language, readonly string[]>> = { 'zh-CN': ['且', '或'], en: ['and', 'or'] };
/** Functions as they are shown: what is written, and what they take. */
export const FUNCTION_HINTS: readonly (readonly [insert: string, zh: string, en: string])[] = [
  ['round(', '四舍五入(数, 位数)', 'round(number, digits)'],
  ['area_mu()', '面积（亩）', 'area in mu'],
  ['area_ha()', '面积（公顷）', 'area in hectares'],
  ['concat(', '连接(文字, …)', 'join texts'],
  ['substr(', '取字(文字, 从, 个数)', 'substr(text, from, count)'],
  ['if(', '如果(条件, 值, 值)', 'if(condition, value, value)'],
  ['coalesce(', '取非空(值, …)', 'the first that is not empty'],
  ['upper(', '大写', 'upper case'],
  ['lower(', '小写', 'lower case'],
  ['length(', '字数', 'length of a text'],
  ['abs(', '绝对值', 'absolute value'],
  ['today()', '今天', 'today'],
];

const holds = (prefix: string, ...texts: readonly (string | undefined)[]): boolean => {
  const wanted = prefix.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted));
};

function fieldSuggestions(layer: LayerSchema, prefix: string, language: Language): readonly Suggestion[] {
  const other = language === 'en' ? 'zh-CN' : 'en';
  return usableFields(layer)
    .filter(
      (field) =>
        !field.system &&
        holds(prefix, field.label[language], field.name, field.standardName, field.label[other]),
    )
    .map((field) => ({
      label: field.label[language],
      note: field.name,
      insert: language === 'en' ? field.name : writtenField(field.label[language]),
    }));
}

/** What could be written at the cursor, from what is known in the page; values of text fields are the reader's to say. */
export function suggestionsAt(
  layer: LayerSchema,
  source: string,
  cursor: number,
  language: Language,
  functions: boolean,
): { readonly expected: Expected; readonly list: readonly Suggestion[] } | null {
  const expected = expectedAt(source, cursor, layer);
  if (expected === null) return null;
  const { kind, prefix, field } = expected;
  const made = (list: readonly Suggestion[]) => ({ expected, list: list.slice(0, MOST) });
  const plain = (words: readonly string[]): readonly Suggestion[] =>
    words.filter((word) => holds(prefix, word)).map((word) => ({ label: word, note: '', insert: word }));
  if (kind === 'operator')
    return made(plain(OPERATORS[language][field === null ? 'text' : fieldType(field)]));
  if (kind === 'joint') return made(functions ? [] : plain(JOINTS[language]));
  if (kind === 'field') {
    const helpers = functions
      ? FUNCTION_HINTS.filter(([insert, zh, en]) => prefix !== '' && holds(prefix, insert, zh, en)).map(
          ([insert, zh, en]) => ({
            label: insert.replace(/\(.*$/, '()'),
            note: language === 'en' ? en : zh,
            insert,
          }),
        )
      : [];
    return made([...fieldSuggestions(layer, prefix, language), ...helpers]);
  }
  const codes = field?.domain === undefined ? [] : (codeList(field.domain) ?? []);
  return made(
    codes
      .filter((entry) => holds(prefix, entry.code, entry.label['zh-CN'], entry.label.en))
      .map((entry) => ({
        label: entry.label[language],
        note: entry.code,
        insert: written(layer, /\d/.test(entry.code) ? entry.code : entry.label[language]),
      })),
  );
}
