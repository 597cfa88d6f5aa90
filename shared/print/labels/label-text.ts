import { areaNumber } from '../../i18n/format.ts';
import type { Language } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import type { LabelSymbol } from '../../map/symbol.ts';
import { codeEntry } from '../../model/code-list.ts';
import type { FieldValue } from '../../model/record.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** A value as it is read: the name of a code, else itself. */
export function readValue(
  value: FieldValue | undefined,
  domain: string | undefined,
  language: Language,
): string {
  const code = String(value ?? '');
  return domain === undefined ? code : (codeEntry(domain, code)?.label[language] ?? code);
}

/** The lines of a label, as the map shows them: the name or class, and below it the area or a second field. */
export function labelLines(label: LabelSymbol, values: Values, language: Language): string[] {
  const main = readValue(values[label.field], label.domain, language);
  if (main === '') return [];
  if (label.second !== undefined) {
    const second = readValue(values[label.second], label.secondDomain, language);
    return second === '' ? [main] : [main, second];
  }
  const area = values['area_m2'];
  if (!label.area || typeof area !== 'number') return [main];
  return [main, `${areaNumber(area, 'ha')} ${text(language, 'unit.ha')}`];
}

/** Fields that a label reads. */
export const labelFields = (label: LabelSymbol | undefined): readonly string[] =>
  label === undefined
    ? []
    : [
        label.field,
        ...(label.second === undefined ? [] : [label.second]),
        ...(label.area ? ['area_m2'] : []),
      ];
