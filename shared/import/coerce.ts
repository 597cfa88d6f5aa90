import type { Field } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';
import { chinaDay } from '../change/china-day.ts';
import { parseCode } from './parse-code.ts';
import { parseDate, parseDateTime } from './parse-date.ts';
import { parseNumber } from './parse-number.ts';
import type { RawValue } from './raw.ts';

/** A value fitted to a field; `note` is the suffix of `import.note.<note>` when something had to be said. */
export interface Coerced {
  readonly value: FieldValue;
  readonly note?:
    | 'not-a-number'
    | 'not-whole'
    | 'not-a-date'
    | 'date-completed'
    | 'date-zoned'
    | 'date-moved'
    | 'not-a-boolean'
    | 'text-cut'
    | 'code-padded'
    | 'code-mixed'
    | 'code-unknown';
}

const TRUE = new Set(['1', 'true', 't', 'yes', 'y', '是', '有', '√', '对']);
const FALSE = new Set(['0', 'false', 'f', 'no', 'n', '否', '无', '×', '错', '不是']);

/** Spellings of "nothing" that are not a value of any field. */
const NOTHING = new Set(['', 'null', '<null>', 'nan', '#n/a', '\\n']);

/** Fits a raw value to a field of the layer. Empty text is null. */
export function coerce(field: Field, raw: RawValue): Coerced {
  if (raw === null || (typeof raw === 'number' && !Number.isFinite(raw))) return { value: null };
  const text = (typeof raw === 'boolean' ? String(Number(raw)) : String(raw)).trim();
  if (NOTHING.has(text.toLowerCase())) return { value: null };
  switch (field.type as string) {
    case 'int':
      return toInteger(text);
    case 'real': {
      const value = parseNumber(text);
      return value === null ? { value: null, note: 'not-a-number' } : { value };
    }
    case 'bool': {
      const word = text.toLowerCase();
      if (TRUE.has(word)) return { value: 1 };
      return FALSE.has(word) ? { value: 0 } : { value: null, note: 'not-a-boolean' };
    }
    case 'date': {
      const day = parseDate(text);
      if (day === null) return { value: null, note: 'not-a-date' };
      const there = chinaDay(text);
      if (there !== null) return { value: there.date, note: there.moved ? 'date-moved' : 'date-zoned' };
      return day.whole ? { value: day.date } : { value: day.date, note: 'date-completed' };
    }
    case 'datetime': {
      const value = parseDateTime(text);
      return value === null ? { value: null, note: 'not-a-date' } : { value };
    }
    case 'code':
      return toCode(field, text);
    default:
      return cut(field, text);
  }
}

function toInteger(text: string): Coerced {
  const value = parseNumber(text) ?? (/^\d{4}年$/.test(text) ? Number(text.slice(0, 4)) : null);
  if (value === null || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return { value: null, note: 'not-a-number' };
  return Number.isInteger(value) ? { value } : { value: Math.round(value), note: 'not-whole' };
}

function toCode(field: Field, text: string): Coerced {
  const read = field.domain === undefined ? null : parseCode(field.domain, text);
  if (read === null) return cut(field, text);
  if (read.as === 'padded') return { value: read.code, note: 'code-padded' };
  if (read.as === 'mixed') return { value: read.code, note: 'code-mixed' };
  if (read.as !== 'unknown') return { value: read.code };
  const kept = cut(field, read.code);
  return { value: kept.value, note: 'code-unknown' };
}

/** The file declares a length for the column, and other programs rely on it. */
function cut(field: Field, text: string): Coerced {
  if (field.length === undefined || text.length <= field.length) return { value: text };
  const characters = Array.from(text);
  if (characters.length <= field.length) return { value: text };
  return { value: characters.slice(0, field.length).join(''), note: 'text-cut' };
}
