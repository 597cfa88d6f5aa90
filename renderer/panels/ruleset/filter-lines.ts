import type { Language } from '../../../shared/i18n/languages.ts';
import { text, TEXTS } from '../../../shared/i18n/text.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
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

/** A field of this name: in one of the rule's layers, else in any. */
const fieldOf = (rule: RuleData, name: string): Field | undefined =>
  [...(rule.layers ?? []).flatMap((layer) => builtinLayer(layer) ?? []), ...BUILTIN_LAYERS]
    .flatMap((layer) => layer.fields)
    .find((field) => field.name === name);

function valueName(language: Language, domain: string | undefined, value: string): string {
  if (value === CONSTRUCTION) return text(language, 'ruleset.construction');
  const domains = domain === undefined ? ['land_use_class', 'planning_zone'] : [domain];
  const ownText = `ruleset.filter-value.${value}`;
  if (Object.hasOwn(TEXTS[language], ownText)) return text(language, ownText);
  // One figure stands for all zones of a first-level zone.
  if (domains.includes('planning_zone') && /^[1-7]$/.test(value)) {
    return codeName(language, 'planning_zone', `${value}00`);
  }
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

/** A setting of a filter that is no condition on one field: in words as far as there are some. */
function plainText(language: Language, rule: RuleData, value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map((one: unknown) => plainText(language, rule, one));
    return parts.join(
      text(language, value.some(isRecord) ? 'ruleset.condition-separator' : 'rules.list-separator'),
    );
  }
  if (isCondition(value)) return conditionText(language, undefined, value);
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, one]) => {
        const name = key === '*' ? text(language, 'ruleset.any-other') : anyLabel(language, rule, key);
        return text(language, 'ruleset.pair', { name, value: plainText(language, rule, one) });
      })
      .join(text(language, 'ruleset.condition-separator'));
  }
  const said = String(value);
  const key = `ruleset.filter-value.${said}`;
  if (Object.hasOwn(TEXTS[language], key)) return text(language, key);
  const named = valueName(language, undefined, said);
  return named === said ? anyLabel(language, rule, said) : named;
}

/** Lists whose codes name settings. */
const LABELS = [
  'park_kind',
  'town_level',
  'facility_kind',
  'ecological_zone_type',
  'layer_role',
  'quota_kind',
  'project_type',
  'severity',
];

/** The words for a setting: its own, the label of a code, of a field or of a layer. */
function anyLabel(language: Language, rule: RuleData, code: string): string {
  const key = `ruleset.filter.${code}`;
  if (Object.hasOwn(TEXTS[language], key)) return text(language, key);
  for (const domain of LABELS) {
    const entry = codeEntry(domain, code);
    if (entry !== undefined) return entry.label[language];
  }
  const named = fieldOf(rule, code)?.label ?? builtinLayer(code)?.name;
  return named === undefined ? valueName(language, undefined, code) : named[language];
}

/** The conditions of a rule in words: which features are looked at, and its other settings. */
export function filterLines(language: Language, rule: RuleData): readonly FilterLine[] {
  return Object.entries(rule.filter).flatMap(([key, value]): FilterLine[] => {
    const empty =
      (isRecord(value) && Object.keys(value).length === 0) || (Array.isArray(value) && value.length === 0);
    if (empty) return [];
    const side = anyLabel(language, rule, key);
    if (!isRecord(value) || isCondition(value) || !Object.values(value).some(isCondition)) {
      return [{ key, name: side, value: plainText(language, rule, value) }];
    }
    return Object.entries(value).map(([name, wanted]) => {
      const field = fieldOf(rule, name);
      return {
        key: `${key}.${name}`,
        name: text(language, 'ruleset.of-side', { side, field: field?.label[language] ?? name }),
        value: isCondition(wanted)
          ? conditionText(language, field?.domain, wanted)
          : plainText(language, rule, wanted),
      };
    });
  });
}
