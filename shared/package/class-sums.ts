import { classFieldOf } from '../analysis/versions/class-field.ts';
import type { Language } from '../i18n/languages.ts';
import { codeEntry } from '../model/code-list.ts';
import type { LayerSchema } from '../model/layer.ts';
import { hundredthsText, toHundredths } from './hundredths.ts';

/** Features and stored areas of one class of a layer; `code` is empty for features without one. */
export interface ClassSum {
  readonly layer: string;
  readonly code: string;
  readonly name: string;
  readonly count: number;
  /** Sum of the stored areas, m2, as a decimal text. */
  readonly areaM2: string;
}

export interface ClassMeter {
  add(value: (field: string) => unknown): void;
  done(language: Language): readonly ClassSum[];
}

/** Adds up a layer by the field that says what a feature is; null for a layer without one or without areas. */
export function classMeter(schema: LayerSchema): ClassMeter | null {
  const field = classFieldOf(schema);
  if (field === undefined || !schema.fields.some(({ name }) => name === 'area_m2')) return null;
  const sums = new Map<string, { count: number; area: bigint }>();
  return {
    add(value) {
      const code = value(field.name);
      const key = typeof code === 'string' || typeof code === 'number' ? String(code) : '';
      const sum = sums.get(key) ?? { count: 0, area: 0n };
      sums.set(key, { count: sum.count + 1, area: sum.area + (toHundredths(value('area_m2')) ?? 0n) });
    },
    done: (language) =>
      [...sums]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([code, { count, area }]) => ({
          layer: schema.id,
          code,
          name: codeEntry(field.domain ?? '', code)?.label[language] ?? '',
          count,
          areaM2: hundredthsText(area),
        })),
  };
}
