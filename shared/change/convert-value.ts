import { chinaDay } from './china-day.ts';
import { codeList } from '../model/code-list.ts';
import type { Field } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';
import { isDate } from './check-value.ts';

/** A value in another type; `ok` false where it has none there. */
export interface Converted {
  readonly ok: boolean;
  /** Null where it does not convert. */
  readonly value: FieldValue;
}

const lost: Converted = { ok: false, value: null };
const kept = (value: FieldValue): Converted => ({ ok: true, value });

/** Digits with an optional sign, point and thousands separators; units and words are no number. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toNumber(value: string | number): number | null {
  if (typeof value === 'number') return value;
  const text = value.trim().replaceAll(/[,，](?=\d{3}(\D|$))/g, '');
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function toInteger(value: string | number, field: Field): Converted {
  const number = toNumber(value);
  if (number === null || !Number.isSafeInteger(number)) return lost;
  return field.length && String(Math.abs(number)).length > field.length ? lost : kept(number);
}

const pad = (digits: string): string => digits.padStart(2, '0');

/**
 * `2026-1-5`, `2026/01/05`, `2026.1.5`, `2026年1月5日` and `20260105` as `2026-01-05`; of a moment with a zone the day in
 * China.
 */
function toDate(value: string | number): Converted {
  const text = String(value).trim();
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return lost;
  const date = chinaDay(text)?.date ?? `${parts[1]}-${pad(parts[2]!)}-${pad(parts[3]!)}`;
  return isDate(date) ? kept(date) : lost;
}

function toDatetime(value: string | number): Converted {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /\d{4}-\d{2}-\d{2}[T ]/.test(value))
    return kept(value);
  const date = toDate(value);
  return date.ok ? kept(`${String(date.value)}T00:00:00Z`) : lost;
}

/** A code of the list, or the label of one in either language. */
function toCode(value: string | number, field: Field): Converted {
  const text = String(value).trim();
  const entries = field.domain ? codeList(field.domain) : undefined;
  if (entries === undefined) return toText(text, field);
  if (entries.some((entry) => entry.code === text)) return kept(text);
  const named = entries.filter((entry) => entry.label['zh-CN'] === text || entry.label.en === text);
  return named.length === 1 ? kept(named[0]!.code) : lost;
}

const toText = (value: string | number, field: Field): Converted => {
  const text = String(value);
  return field.length && Array.from(text).length > field.length ? lost : kept(text);
};

/** A stored value as the field `to` holds it. Null stays null. A value is never cut or rounded: then it does not convert. */
export function convertValue(value: FieldValue, to: Field): Converted {
  if (value === null) return kept(null);
  switch (to.type) {
    case 'int':
      return toInteger(value, to);
    case 'real': {
      const number = toNumber(value);
      return number === null ? lost : kept(number);
    }
    case 'date':
      return toDate(value);
    case 'datetime':
      return toDatetime(value);
    case 'code':
      return toCode(value, to);
    default:
      return toText(value, to);
  }
}

/** A value of a column with the number of records that have it. */
export interface CountedValue {
  readonly value: FieldValue;
  readonly count: number;
}

/** What a conversion would do to the values of a column. */
export interface ConversionReport {
  /** Records whose value stays or has a counterpart. */
  readonly converts: number;
  /** Records whose value has none and would be emptied. */
  readonly lost: number;
  /** Records without a value. */
  readonly empty: number;
  /** Values that change, with what they become; those that are lost first. */
  readonly samples: readonly {
    readonly from: string | number;
    readonly to: FieldValue;
    readonly count: number;
  }[];
}

const SAMPLES = 8;

/** Sums up what `convertValue` makes of a column. */
export function conversionReport(values: Iterable<CountedValue>, to: Field): ConversionReport {
  let converts = 0;
  let gone = 0;
  let empty = 0;
  const losses: ConversionReport['samples'][number][] = [];
  const changes: ConversionReport['samples'][number][] = [];
  for (const { value, count } of values) {
    if (value === null) {
      empty += count;
      continue;
    }
    const converted = convertValue(value, to);
    if (converted.ok) converts += count;
    else gone += count;
    const list = converted.ok ? changes : losses;
    if (list.length < SAMPLES) list.push({ from: value, to: converted.value, count });
  }
  return { converts, lost: gone, empty, samples: [...losses, ...changes].slice(0, SAMPLES) };
}
