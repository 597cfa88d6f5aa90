import type { Language } from '../../../shared/i18n/languages.ts';
import { text, TEXTS } from '../../../shared/i18n/text.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import type { Field } from '../../../shared/model/layer.ts';
import type { RuleData } from '../../../shared/rules/rule.ts';
import { codeName } from '../../../shared/rules/ruleset-words.ts';

/** One condition in words. */
export interface FilterLine {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

const CONDITIONS = ['in', 'not_in', 'prefix', 'not_prefix'] as const;
/** Names of the ruleset's construction classes in a filter. */
const CONSTRUCTION = '@construction';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of this name in one of the rule's layers. */
const fieldOf = (rule: RuleData, name: string): Field | undefined =>
  (rule.layers ?? [])
    .flatMap((layer) => builtinLayer(layer)?.fields ?? [])
    .find((field) => field.name === name);

function valueName(language: Language, domain: string | undefined, value: string): string {
  if (value === CONSTRUCTION) return text(language, 'ruleset.construction');
  const domains = domain === undefined ? ['land_use_class', 'planning_zone'] : [domain];
  const known = domains.find((one) => codeEntry(one, value) !== undefined);
  return known === undefined ? value : codeName(language, known, value);
}

const list = (language: Language, domain: string | undefined, values: readonly unknown[]): string =>
  values.map((one) => valueName(language, domain, String(one))).join(text(language, 'rules.list-separator'));

/** What a condition on one field demands. */
function conditionText(
  language: Language,
  domain: string | undefined,
  wanted: Readonly<Record<string, unknown>>,
) {
  const parts = CONDITIONS.flatMap((kind) => {
    const values = wanted[kind];
    return Array.isArray(values)
      ? [text(language, `ruleset.condition.${kind}`, { values: list(language, domain, values) })]
      : [];
  });
  const { empty } = wanted;
  if (typeof empty === 'boolean')
    parts.push(text(language, `ruleset.condition.${empty ? 'empty' : 'filled'}`));
  return parts.join(text(language, 'ruleset.condition-separator'));
}

const isCondition = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => (CONDITIONS as readonly string[]).includes(key) || key === 'empty');

/** A setting of a filter that is no condition on a field: its words where there are some, else as it stands. */
function plainText(language: Language, value: unknown): string {
  if (Array.isArray(value)) return list(language, undefined, value);
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, one]) => {
        const name = key === '*' ? text(language, 'ruleset.any-other') : anyLabel(language, key);
        return text(language, 'ruleset.pair', { name, value: plainText(language, one) });
      })
      .join(text(language, 'ruleset.condition-separator'));
  }
  const said = String(value);
  const key = `ruleset.filter-value.${said}`;
  if (Object.hasOwn(TEXTS[language], key)) return text(language, key);
  return valueName(language, undefined, said);
}

/** The label of a code in whichever list of kinds has it. */
function anyLabel(language: Language, code: string): string {
  for (const domain of ['park_kind', 'town_level', 'facility_kind', 'ecological_zone_type']) {
    const entry = codeEntry(domain, code);
    if (entry !== undefined) return entry.label[language];
  }
  const key = `ruleset.filter.${code}`;
  return Object.hasOwn(TEXTS[language], key) ? text(language, key) : code;
}

/** The conditions of a rule in words: which features are looked at, and its other settings. */
export function filterLines(language: Language, rule: RuleData): readonly FilterLine[] {
  return Object.entries(rule.filter).flatMap(([key, value]): FilterLine[] => {
    if (isRecord(value) && Object.values(value).some(isCondition)) {
      return Object.entries(value).map(([name, wanted]) => {
        const field = fieldOf(rule, name);
        return {
          key: `${key}.${name}`,
          name: text(language, 'ruleset.of-side', {
            side: anyLabel(language, key),
            field: field?.label[language] ?? name,
          }),
          value: isCondition(wanted)
            ? conditionText(language, field?.domain, wanted)
            : plainText(language, wanted),
        };
      });
    }
    return [{ key, name: anyLabel(language, key), value: plainText(language, value) }];
  });
}
