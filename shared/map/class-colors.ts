import { codeList } from '../model/code-list.ts';

/** Colour of a class that no list knows: visible, and like no standard colour. */
export const UNKNOWN_CLASS_COLOR = '#9aa0a6';

/** Code to standard colour of a code list whose entries have colours, in the list's order. */
export function classColors(
  domain: 'land_use_class' | 'survey_class',
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const entry of codeList(domain) ?? []) {
    if (entry.color) pairs.push([entry.code, entry.color]);
  }
  return pairs;
}

/** Colour of one code: its own, else that of the nearest level above it that has one. */
export function classColor(domain: 'land_use_class' | 'survey_class', code: string): string {
  const colors = new Map(classColors(domain));
  for (let length = code.length; length > 0; length--) {
    const color = colors.get(code.slice(0, length));
    if (color) return color;
  }
  return UNKNOWN_CLASS_COLOR;
}
