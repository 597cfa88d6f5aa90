import { classColor, UNKNOWN_CLASS_COLOR } from '../../map/class-colors.ts';
import type { FillSymbol } from '../../map/symbol.ts';
import { codeEntry } from '../../model/code-list.ts';
import type { FieldValue } from '../../model/record.ts';

/** The class of a feature as its layer colours it. Features of one class have one colour and one line of the legend. */
export interface ShownClass {
  /** Code of the class, number of the class of a style, or one of the marks below. */
  readonly key: string;
  /** Null: nothing is drawn. */
  readonly color: string | null;
}

/** The one class of a layer that is all of one colour. */
export const PLAIN_KEY = '';
/** Values that no class of a style has. */
export const OTHER_KEY = '*';
/** Codes that no list knows. */
export const UNKNOWN_KEY = '?';

const kept = new Map<string, ShownClass>();

/** The highest class above a code that has the same colour: 水田 is drawn and explained as 耕地. */
function ofCodeList(domain: 'land_use_class' | 'survey_class', code: string): ShownClass {
  const name = `${domain}/${code}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const color = classColor(domain, code);
  let key = UNKNOWN_KEY;
  for (let length = code.length; length > 0; length--) {
    const part = code.slice(0, length);
    if (codeEntry(domain, part) === undefined) continue;
    if (classColor(domain, part) !== color) break;
    key = part;
  }
  const shown = { key, color };
  kept.set(name, shown);
  return shown;
}

/** The class that a fill gives to a value of its field. */
export function shownClass(fill: FillSymbol, value: FieldValue): ShownClass {
  if (fill.kind === 'plain') return { key: PLAIN_KEY, color: fill.color.light };
  if (fill.kind === 'classes') {
    const at = fill.classes.findIndex(({ values }) =>
      values.some((one) => String(one) === String(value ?? '')),
    );
    return at < 0
      ? { key: OTHER_KEY, color: fill.other }
      : { key: String(at), color: fill.classes[at]!.color };
  }
  if (fill.kind === 'steps') {
    if (typeof value !== 'number') return { key: OTHER_KEY, color: null };
    let at = 0;
    // A value on a border is in the upper class.
    while (at + 1 < fill.colors.length && value >= fill.breaks[at + 1]!) at++;
    return { key: String(at), color: fill.colors[at] ?? null };
  }
  const code = String(value ?? '');
  if (typeof fill.colors === 'string') return ofCodeList(fill.colors, code);
  const key = fill.prefix === undefined ? code : code.slice(0, fill.prefix);
  const color = fill.colors[key]?.light;
  return color === undefined ? { key: UNKNOWN_KEY, color: UNKNOWN_CLASS_COLOR } : { key, color };
}

/** The field whose value decides the class; null where none does. */
export const classField = (fill: FillSymbol | undefined): string | null =>
  fill === undefined || fill.kind === 'plain' ? null : fill.field;
