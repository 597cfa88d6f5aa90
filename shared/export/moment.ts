import type { FieldValue } from '../model/record.ts';

/**
 * A moment as GeoPackage wants it: UTC with milliseconds. A time without an offset keeps its figures, because nobody
 * knows which it was meant in. What is no moment is left as it is.
 */
export function moment(value: FieldValue): FieldValue {
  if (typeof value !== 'string') return value;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}
