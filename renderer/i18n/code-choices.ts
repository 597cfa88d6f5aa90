import type { Language } from '../../shared/i18n/languages.ts';
import { codeList } from '../../shared/model/code-list.ts';

/** An entry of a code list as a choice: label in the language, code, colour, depth below its parent. */
export interface CodeListChoice {
  readonly id: string;
  readonly label: string;
  readonly code?: string;
  readonly swatch?: string;
  readonly depth: number;
}

const made = new Map<string, readonly CodeListChoice[]>();

/** The choices of a code list. Codes are shown where they are figures (classes, zones), not where they are words of ours. */
export function codeChoices(domain: string, language: Language): readonly CodeListChoice[] {
  const key = `${language} ${domain}`;
  const known = made.get(key);
  if (known) return known;
  const entries = codeList(domain) ?? [];
  const parents = new Map(entries.map((entry) => [entry.code, entry.parent ?? null]));
  const depth = (code: string): number => {
    const parent = parents.get(code) ?? null;
    return parent === null || !parents.has(parent) ? 0 : 1 + depth(parent);
  };
  const choices = entries.map((entry) => ({
    id: entry.code,
    label: entry.label[language],
    depth: depth(entry.code),
    ...(/\d/.test(entry.code) ? { code: entry.code } : {}),
    ...(entry.color ? { swatch: entry.color } : {}),
  }));
  made.set(key, choices);
  return choices;
}
