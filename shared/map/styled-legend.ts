import { codeEntry } from '../model/code-list.ts';
import type { BilingualText, LayerSchema } from '../model/layer.ts';
import type { LayerStyle } from '../model/layer-style.ts';

/** A line of the legend for a class of a style. `label` null: all other values. */
export interface StyledClass {
  readonly color: string;
  readonly label: BilingualText | null;
}

/** Classes of one layer that a legend has room for. */
const MOST_SHOWN = 16;

const both = (text: string): BilingualText => ({ 'zh-CN': text, en: text });

const rounded = (value: number): string =>
  Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(3);

/** The classes of a layer's style, for the legend; none where it has no classes of its own. */
export function styledClasses(
  schema: LayerSchema,
  style: LayerStyle | null | undefined,
): readonly StyledClass[] {
  const by = style?.renderer;
  if (by?.kind === 'graduated') {
    return by.colors.map((color, i) => ({
      color,
      label: both(`${rounded(by.breaks[i]!)} – ${rounded(by.breaks[i + 1]!)}`),
    }));
  }
  if (by?.kind !== 'categorised') return [];
  const domain = schema.fields.find((field) => field.name === by.field)?.domain;
  const nameOf = (value: string | number): BilingualText =>
    (domain === undefined ? undefined : codeEntry(domain, String(value))?.label) ?? both(String(value));
  const classes = by.classes.slice(0, MOST_SHOWN).map(({ color, label, values }): StyledClass => {
    const names = values.map(nameOf);
    const joined = {
      'zh-CN': names.map((name) => name['zh-CN']).join('、'),
      en: names.map((name) => name.en).join(', '),
    };
    return { color, label: label === null ? joined : both(label) };
  });
  return by.other === null ? classes : [...classes, { color: by.other, label: null }];
}
