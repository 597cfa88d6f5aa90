import { areaNumber, formatArea } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { fill, text } from '../i18n/text.ts';
import { builtinLayer } from '../model/builtin-layers.ts';
import { codeEntry } from '../model/code-list.ts';
import type { LayerSchema } from '../model/layer.ts';
import { DEFAULT_RULESET } from './ruleset.ts';
import type { Finding, FindingMessage, MessageParams, Ruleset } from './rule.ts';

/** Below this an area in mu would read 0.00. */
const LEAST_MU = '0.01';

/** An area in mu with two decimals; in m2 where mu would show nothing. */
export const sentenceArea = (language: Language, m2: number): string =>
  formatArea(language, m2, Number(areaNumber(m2, 'mu')) < Number(LEAST_MU) ? 'm2' : 'mu');

/** The layers there are, by id; the built-in ones are known without. */
export type LayerNames = (id: string) => LayerSchema | undefined;

function valueText(language: Language, param: MessageParams[string], layers: LayerNames): string {
  switch (param.kind) {
    case 'text':
      return param.value;
    case 'key':
      return text(language, param.key);
    case 'area':
      return param.unit === undefined
        ? sentenceArea(language, param.m2)
        : formatArea(language, param.m2, param.unit);
    case 'count':
      return String(param.value);
    case 'codes':
      return param.values.length === 0
        ? text(language, 'rules.class-unknown')
        : param.values
            .map((code) => codeEntry(param.domain, code)?.label[language] ?? code)
            .join(text(language, 'rules.list-separator'));
    case 'length':
      return lengthNumber(param.m, param.unit);
    case 'share':
      return `${(100 * param.value).toFixed(1)}%`;
    case 'number':
      return param.value.toFixed(param.digits);
    case 'layer':
      return layers(param.id)?.name[language] ?? param.id;
    case 'field':
      return (
        layers(param.layer)?.fields.find(({ name }) => name === param.name)?.label[language] ?? param.name
      );
    case 'place':
      return `${param.lon.toFixed(6)}°, ${param.lat.toFixed(6)}°`;
  }
}

/** A length in the unit a sentence names: whole mm, decimetres as m, km with two decimals. */
function lengthNumber(m: number, unit: 'mm' | 'cm' | 'm' | 'km'): string {
  switch (unit) {
    case 'mm':
      return (1000 * m).toFixed(1);
    case 'cm':
      return (100 * m).toFixed(1);
    case 'm':
      return m.toFixed(2);
    case 'km':
      return (m / 1000).toFixed(2);
  }
}

/** One sentence: a template in a language, filled in with raw parameters. */
export function messageText(
  language: Language,
  message: FindingMessage,
  template: string,
  layers: LayerNames,
): string {
  const values: Record<string, string> = {};
  for (const [name, param] of Object.entries(message.params))
    values[name] = valueText(language, param, layers);
  return fill(template, values);
}

/**
 * The sentence of a finding in a language: the rule's words from the ruleset, names of classes and zones from
 * the code lists, areas in mu. A finding with a graver part has more than one sentence.
 *
 * @param layers gives the layers of the file, so that those of the user go by their names too
 */
export function findingText(
  language: Language,
  finding: Pick<Finding, 'rule' | 'message' | 'further'>,
  ruleset: Ruleset,
  layers: LayerNames = () => undefined,
): string {
  const known = orBuiltin(layers);
  const messages = ruleset.rules.find(({ id }) => id === finding.rule)?.messages ?? [];
  return [finding.message, ...(finding.further ?? [])]
    .map((message) => {
      const template = messages.find(({ key }) => key === message.key)?.[language] ?? message.key;
      return messageText(language, message, template, known);
    })
    .join(text(language, 'rules.sentence-separator'));
}

/** A layer that is gone, and one that nobody looked up, may still be a built-in one. */
export const orBuiltin =
  (layers: LayerNames): LayerNames =>
  (id) =>
    layers(id) ?? builtinLayer(id);

/** The same by the ruleset that ships with the product. */
export const findingSentence = (language: Language, finding: Parameters<typeof findingText>[1]): string =>
  findingText(language, finding, DEFAULT_RULESET);

/** The sentence of a rule that could not be checked: names the layers that hold nothing. */
export const notCheckedText = (language: Language, layerNames: readonly string[]): string =>
  layerNames.length === 0
    ? text(language, 'rules.not-checked-part')
    : text(language, 'rules.not-checked', { layer: layerNames.join(text(language, 'rules.list-separator')) });
