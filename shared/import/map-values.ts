import type { ImportNote, ImportPlan } from '../bridge/query-contract.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';
import { coerce } from './coerce.ts';
import { importableFields } from './match-fields.ts';
import type { RawValue } from './raw.ts';

/** Fills the fields of a layer from a source's values. */
export interface ValueMapper {
  /** Fields of one feature; every importable field of the layer is present, null where nothing was given. */
  map(number: number, values: Readonly<Record<string, RawValue>>): Record<string, FieldValue>;
  /** Counts the required fields that a feature, all filled in, still lacks. */
  count(fields: Readonly<Record<string, FieldValue>>): void;
  /** Required fields that stayed null, with how often. */
  missing(): ReadonlyMap<string, number>;
  /** Codes that were written in those of another book, with how often. */
  converted(): readonly {
    readonly field: string;
    readonly from: string;
    readonly to: string;
    readonly count: number;
  }[];
  /** Fields of days into which moments with a zone came: how many, and of how many the day in China is another. */
  zoned(): readonly { readonly field: string; readonly count: number; readonly moved: number }[];
}

/** Longest piece of a source's text that a note repeats. */
const QUOTED = 60;

/** @param note takes what was noticed, in the order of the features */
export function createValueMapper(
  layer: LayerSchema,
  plan: Pick<ImportPlan, 'mapping' | 'constants' | 'codes'>,
  note: (note: ImportNote) => void,
): ValueMapper {
  const missing = new Map<string, number>();
  const fields = importableFields(layer).map((field) => ({
    field,
    source: Object.hasOwn(plan.mapping, field.name) ? plan.mapping[field.name] : undefined,
    constant: Object.hasOwn(plan.constants, field.name) ? plan.constants[field.name] : undefined,
    codes: new Map(
      Object.entries((plan.codes && Object.hasOwn(plan.codes, field.name) && plan.codes[field.name]) || {}),
    ),
  }));
  const converted = new Map<string, { field: string; from: string; to: string; count: number }>();
  const convert = (field: string, from: string, to: string): string => {
    const key = `${field}\n${from}`;
    const entry = converted.get(key);
    if (entry === undefined) converted.set(key, { field, from, to, count: 1 });
    else entry.count++;
    return to;
  };
  const zoned = new Map<string, { field: string; count: number; moved: number }>();
  const empty: Record<string, FieldValue> = Object.fromEntries(fields.map(({ field }) => [field.name, null]));
  const filled = fields.filter(({ source, constant }) => source !== undefined || (constant ?? null) !== null);
  const required = fields.flatMap(({ field }) =>
    field.required && field.name !== 'uid' ? [field.name] : [],
  );
  return {
    map: (number, values) => {
      const out = { ...empty };
      for (const { field, source, constant, codes } of filled) {
        const given = source !== undefined && Object.hasOwn(values, source) ? values[source] : null;
        const isEmpty = given === null || given === undefined || given === '';
        // A constant is of this product, whatever book the source has.
        const to = isEmpty ? undefined : codes.get(String(given));
        const whole = isEmpty ? (constant ?? null) : given;
        const raw = to === undefined ? whole : convert(field.name, String(whole), to);
        const read = coerce(field, raw);
        out[field.name] = read.value;
        if (read.note === 'date-zoned' || read.note === 'date-moved') {
          const entry = zoned.get(field.name) ?? { field: field.name, count: 0, moved: 0 };
          entry.count++;
          if (read.note === 'date-moved') entry.moved++;
          zoned.set(field.name, entry);
        } else if (read.note) {
          note({
            feature: number,
            code: read.note,
            params: {
              field: field.name,
              value: String(raw).slice(0, QUOTED),
              taken: read.value === null ? '' : String(read.value).slice(0, QUOTED),
            },
            level: read.note === 'code-padded' || read.note === 'date-completed' ? 'info' : 'warning',
          });
        }
      }
      return out;
    },
    count: (record) => {
      for (const name of required) {
        if ((record[name] ?? null) === null) missing.set(name, (missing.get(name) ?? 0) + 1);
      }
    },
    missing: () => missing,
    converted: () => [...converted.values()],
    zoned: () => [...zoned.values()],
  };
}
